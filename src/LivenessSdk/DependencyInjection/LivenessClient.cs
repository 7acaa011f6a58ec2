using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk;

/// <summary>Represents liveness clients in a program without a container.</summary>
public sealed class LivenessClient : LivenessClientFactory, ILivenessClient, IComposableClient, IAsyncDisposable, IDisposable
{
    private readonly ServiceProvider _services;
    private readonly RegisteredClients _factory;
    private readonly IComposableClient _default;

    private LivenessClient(ServiceProvider services)
    {
        _services = services;
        _factory = services.GetRequiredService<RegisteredClients>();
        _default = _factory.GetComposable(_factory.DefaultName);
    }

    /// <inheritdoc />
    public override IReadOnlyCollection<string> Names => _factory.Names;

    string IComposableClient.ClientName => _default.ClientName;

    bool IComposableClient.IsComposed => _default.IsComposed;

    TimeSpan? IComposableClient.Timeout => _default.Timeout;

    /// <summary>Gets the health of the clients.</summary>
    public LivenessHealth Health => _services.GetRequiredService<LivenessHealth>();

    /// <summary>Creates a client; dispose it when no check runs any more.</summary>
    /// <param name="configure">Registers one vendor or several; the first is the default.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options are invalid, or no client was registered; the message lists every problem on a line of its own.</exception>
    public static LivenessClient Create(Action<LivenessBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);

        ServiceCollection services = new();
        configure(services.AddLiveness());
        return Create(services);
    }

    /// <summary>Creates a client from a configuration section, conventionally "Liveness".</summary>
    /// <param name="configuration">The section, in the form that <c>AddLiveness(configuration)</c> reads.</param>
    /// <param name="configureVendors">Registers vendors of third parties, or <see langword="null"/> for the built-in ones only.</param>
    /// <param name="configure">Adds what a configuration cannot contain, such as the ledger of its idempotent clients; <see langword="null"/> for nothing.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The options are invalid, or no client was registered; the message lists every problem on a line of its own.</exception>
    public static LivenessClient Create(
        IConfiguration configuration, Action<LivenessVendors>? configureVendors = null, Action<LivenessBuilder>? configure = null)
    {
        ServiceCollection services = new();
        LivenessBuilder builder = services.AddLiveness(configuration, configureVendors);
        configure?.Invoke(builder);
        return Create(services);
    }

    /// <inheritdoc />
    public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default) =>
        _default.CheckAsync(request, cancellationToken);

    /// <inheritdoc />
    public override ILivenessClient GetClient(string clientName) => _factory.GetClient(clientName);

    /// <inheritdoc />
    public override LivenessProviderInfo? GetProviderInfo(string clientName) => _factory.GetProviderInfo(clientName);

    IEnumerable<string> IComposableClient.FindVendorClients(LivenessRequest request, bool supportedOnly) =>
        _default.FindVendorClients(request, supportedOnly);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _services.Dispose();

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static LivenessClient Create(ServiceCollection services)
    {
        ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            return new LivenessClient(provider);
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }
}
