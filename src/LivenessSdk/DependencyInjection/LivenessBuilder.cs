using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk;

/// <summary>Registers named liveness clients. The first becomes the default, unless another is chosen.</summary>
public sealed class LivenessBuilder
{
    private readonly LivenessRegistrations _registrations;

    internal LivenessBuilder(IServiceCollection services, LivenessRegistrations registrations)
    {
        Services = services;
        _registrations = registrations;
    }

    /// <summary>Gets the services that the clients are registered in.</summary>
    public IServiceCollection Services { get; }

    internal LivenessRegistrations Registrations => _registrations;

    /// <summary>Chooses the client behind the unkeyed <see cref="ILivenessClient"/>.</summary>
    /// <param name="clientName">The name of a client, in any case, registered before or after this call.</param>
    /// <exception cref="ArgumentException">Another default was chosen already.</exception>
    public LivenessBuilder UseDefault(string clientName)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientName);

        _registrations.ChooseDefault(clientName);
        return this;
    }

    /// <summary>Configures the HTTP client of one client: proxy, client certificate, own handlers.</summary>
    /// <remarks>Handlers that the application adds to every client by <c>ConfigureHttpClientDefaults</c> do not reach liveness clients, because a retrying one would send paid requests twice. Those added here stay.</remarks>
    /// <param name="clientName">The name of the client, registered before this call.</param>
    /// <param name="configure">Configures the client.</param>
    /// <exception cref="ArgumentException">No client has that name.</exception>
    public LivenessBuilder ConfigureHttpClient(string clientName, Action<IHttpClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);

        configure(Services.AddHttpClient(ProviderHttpClient.NameFor(RequireRegistration(clientName))));
        return this;
    }

    /// <summary>Gives one client a rate limiter of the application's own, for instance one that several machines share, instead of the one that <see cref="RateLimitOptions"/> describes.</summary>
    /// <remarks>Each request takes one permit. The metadata of a rejected lease may contain the time to wait. The container disposes the limiter.</remarks>
    /// <param name="clientName">The name of the client, registered before this call.</param>
    /// <param name="create">Creates the limiter; called once.</param>
    /// <exception cref="ArgumentException">No client has that name.</exception>
    public LivenessBuilder UseRateLimiter(string clientName, Func<IServiceProvider, RateLimiter> create)
    {
        ArgumentNullException.ThrowIfNull(create);

        Services.AddKeyedSingleton(KeyOfRateLimiter(RequireRegistration(clientName)), (services, _) => create(services));
        return this;
    }

    /// <summary>Registers the ledger of the idempotent clients. Its options come from the key <c>Ledger</c> of the configuration section, if there is one.</summary>
    /// <param name="create">Creates the ledger from its options; called once. The container disposes it.</param>
    public LivenessBuilder UseLedger(Func<IServiceProvider, CheckLedgerOptions, CheckLedger> create)
    {
        ArgumentNullException.ThrowIfNull(create);

        Services.AddSingleton(services => create(services, services.GetRequiredService<IOptions<CheckLedgerOptions>>().Value));
        return this;
    }

    /// <summary>Registers a vendor under a name: the call that the built-in vendors use too.</summary>
    /// <typeparam name="TOptions">The vendor's options.</typeparam>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="create">Creates the adapter from its options; called again when the options change.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public LivenessBuilder AddProvider<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor | DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        string name, Action<TOptions> configure, Func<TOptions, ILivenessProvider> create)
        where TOptions : LivenessProviderOptions, new()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(create);

        return Register(name, VendorOf(typeof(TOptions)), configure, create);
    }

    /// <summary>Registers a client of a vendor.</summary>
    /// <typeparam name="TOptions">The vendor's options.</typeparam>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="descriptor">The vendor's descriptor.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public LivenessBuilder AddProvider<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor | DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        string name, ProviderDescriptor<TOptions> descriptor, Action<TOptions> configure)
        where TOptions : LivenessProviderOptions, new()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(configure);

        return Register(name, descriptor.Vendor, configure, descriptor.Create);
    }

    /// <summary>Registers a client of a vendor whose options come from configuration and follow its changes.</summary>
    /// <typeparam name="TOptions">The vendor's options.</typeparam>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="descriptor">The vendor's descriptor.</param>
    /// <param name="configuration">The section with the options. An unknown key is rejected at start-up.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public LivenessBuilder AddProvider<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor | DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        string name, ProviderDescriptor<TOptions> descriptor, IConfiguration configuration)
        where TOptions : LivenessProviderOptions, new()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(configuration);

        Register<TOptions>(
            name, descriptor.Vendor, options => descriptor.Bind(ConfigurationFormValidator<TOptions>.Read(name, configuration).CopyAccepted(), options), descriptor.Create);
        Services.AddSingleton<IValidateOptions<TOptions>>(new ConfigurationFormValidator<TOptions>(name, configuration));
        Services.AddSingleton<IOptionsChangeTokenSource<TOptions>>(new ConfigurationChangeTokenSource<TOptions>(name, configuration));
        return this;
    }

    /// <summary>Prepares every client when the application's host starts: access tokens, connections, and the image library.</summary>
    /// <remarks>The start does not wait for it. A failure is logged as a warning. See <see cref="ILivenessWarmup"/>.</remarks>
    public LivenessBuilder WarmUpAtStart()
    {
        Services.AddHostedService<WarmupAtStart>();
        return this;
    }

    /// <summary>Registers a client of your own, as you would a vendor's.</summary>
    /// <remarks>
    /// <para>
    /// A client that sends the photo somewhere itself counts as one of its own name: a request must allow it, its results are validated, and
    /// a ledger counts the call as sent. One that derives from <see cref="DelegatingLivenessClient"/> counts as the client that it wraps.
    /// </para>
    /// <para>For a composition of several clients, use the overload that names them.</para>
    /// </remarks>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="create">Creates the client; called once. The container disposes it.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public LivenessBuilder AddClient(string name, Func<IServiceProvider, ILivenessClient> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);

        return AddClient(new LivenessRegistration(name, create, _ => []));
    }

    /// <summary>Registers a composition of your own: a client that asks others, by a rule of yours.</summary>
    /// <remarks>
    /// The clients are named here so that the library knows who may receive a photo through the composition. It finds cycles at start-up, and
    /// passes on what a request carries: allowed clients, deadline, ledger.
    /// </remarks>
    /// <param name="name">A name that no other client has.</param>
    /// <param name="clients">The names of the clients that it asks.</param>
    /// <param name="create">Creates the client from the clients that it asks, in the order of <paramref name="clients"/>; called once. The container disposes it.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public LivenessBuilder AddClient(
        string name, IReadOnlyList<string> clients, Func<IServiceProvider, IReadOnlyList<ILivenessClient>, ILivenessClient> create)
    {
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentNullException.ThrowIfNull(create);

        return this.Add(name, new OwnPlan(clients, create));
    }

    /// <summary>Wraps a client in one of your own, for instance to audit its checks. Several decorators are nested in the order of the calls, the last outermost.</summary>
    /// <remarks>
    /// Everything that resolves the client by its name, compositions included, receives the wrapped one. To pass on a changed request, copy it by
    /// <see cref="LivenessRequest(LivenessRequest)"/>, which keeps what the request carries.
    /// </remarks>
    /// <param name="clientName">The name of the client, registered before this call.</param>
    /// <param name="decorate">Wraps the client; called once. The container disposes what it returns.</param>
    /// <exception cref="ArgumentException">No client has that name.</exception>
    public LivenessBuilder Decorate(string clientName, Func<ILivenessClient, IServiceProvider, ILivenessClient> decorate)
    {
        ArgumentNullException.ThrowIfNull(decorate);

        _registrations.Decorate(RequireRegistration(clientName), decorate);
        return this;
    }

    /// <summary>Registers a client under its name, be it a vendor's or a composition.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    internal LivenessBuilder AddClient(LivenessRegistration registration)
    {
        _registrations.Add(registration);
        string name = registration.Name;
        Services.AddKeyedSingleton(name, (services, _) => services.GetRequiredService<LivenessClientFactory>().GetClient(name));
        return this;
    }

    /// <summary>Finds a client by its name in any case.</summary>
    /// <returns>The name as it was registered.</returns>
    private string RequireRegistration(string clientName)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientName);

        return _registrations.Find(clientName)?.Name
            ?? throw new ArgumentException($"No liveness client is named '{clientName}'. Register it before this call.", nameof(clientName));
    }

    private static ProviderClient CreateClient<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor | DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        IServiceProvider services, string name, Func<TOptions, ILivenessProvider> create)
        where TOptions : LivenessProviderOptions
    {
        RequestSender sender = services.GetRequiredKeyedService<RequestSender>(name);
        OptionsProviderSource<TOptions> source = new(
            name,
            services.GetRequiredService<IOptionsFactory<TOptions>>(),
            services.GetServices<IOptionsChangeTokenSource<TOptions>>(),
            options =>
            {
                ILivenessProvider provider = create(options);
                sender.Apply(options.Resilience);
                return provider;
            },
            services.GetLivenessLogger());
        return new ProviderClient(
            name, source, sender, services.GetTimeProvider(), services.GetRequiredService<LivenessMetrics>(), services.GetLivenessLogger());
    }

    private static RequestSender CreateSender(IServiceProvider services, string name) =>
        new(
            name,
            services.GetRequiredService<IHttpClientFactory>(),
            ProviderHttpClient.NameFor(name),
            services.GetRequiredKeyedService<ClientConnection>(name),
            services.GetKeyedService<RateLimiter>(KeyOfRateLimiter(name)),
            services.GetTimeProvider(),
            services.GetRequiredService<LivenessMetrics>(),
            services.GetLivenessLogger());

    /// <summary>Gets the library's own key, since the application may have limiters under the plain name.</summary>
    private static string KeyOfRateLimiter(string name) => $"LivenessSdk:{name}";

    private static IEnumerable<string> FindProblems<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        IServiceProvider services, string name)
        where TOptions : LivenessProviderOptions
    {
        try
        {
            services.GetRequiredService<IOptionsFactory<TOptions>>().Create(name);
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
        catch (InvalidOperationException e)
        {
            return [$"{name}: a value cannot be converted{WhereOf(e)}"];
        }
    }

    /// <summary>Returns the place of the error from the binder's message, without the value, which may be a credential in the wrong place.</summary>
    private static string WhereOf(InvalidOperationException failure)
    {
        int place = failure.Message.LastIndexOf(" at '", StringComparison.Ordinal);
        return place < 0 ? " to the type of its setting." : failure.Message[place..];
    }

    private LivenessBuilder Register<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor | DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        string name, string vendor, Action<TOptions> configure, Func<TOptions, ILivenessProvider> create)
        where TOptions : LivenessProviderOptions, new()
    {
        AddClient(new LivenessRegistration(
            name,
            services => CreateClient(services, name, create),
            services => [.. FindProblems<TOptions>(services, name), .. ProviderHttpClient.FindErrors(services, name)])
        {
            FindIndependenceGroup = services => FindIndependenceGroup<TOptions>(services, name, vendor),
            FindRateLimit = services => services.GetRequiredService<IOptionsFactory<TOptions>>().Create(name).Resilience.RateLimit,
        });
        ProviderHttpClient.Add(Services, name);
        Services.AddKeyedSingleton(name, (services, _) => CreateSender(services, name));
        Services.AddKeyedSingleton(name, (services, _) => new ClientConnection(services.GetTimeProvider()));
        Services.Configure(name, configure);
        Services.AddSingleton<IValidateOptions<TOptions>>(new ProviderOptionsValidator<TOptions>(name));
        return this;
    }

    /// <summary>Finds the group that a client's options name, otherwise the one that all clients of its vendor share.</summary>
    private static string FindIndependenceGroup<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        IServiceProvider services, string name, string vendor)
        where TOptions : LivenessProviderOptions =>
        services.GetRequiredService<IOptionsFactory<TOptions>>().Create(name).IndependenceGroup ?? vendor;

    /// <summary>Returns the vendor whose options a type represents: "Acme" of <c>AcmeOptions</c>.</summary>
    private static string VendorOf(Type options) =>
        options.Name.EndsWith("Options", StringComparison.Ordinal) ? options.Name[..^"Options".Length] : options.Name;
}
