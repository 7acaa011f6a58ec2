using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Sends one message and takes a reply "live" for a verdict: the least that an adapter can be.</summary>
internal sealed class PlainProvider(PlainOptions options) : ILivenessProvider
{
    public LivenessProviderInfo Info { get; } = new() { Vendor = "Plain", AcceptsContinuation = true, Endpoint = options.Endpoint, Image = new ImageRequirements { MaxHeight = options.MaxHeight } };

    public async Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        ProviderResponse response = default!;
        foreach (RequestKind kind in options.Kinds)
        {
            response = await check.SendAsync(() => Create(kind), kind, cancellationToken);
            if (!response.IsSuccess)
            {
                throw check.CreateException(response);
            }
        }

        return Encoding.ASCII.GetString(response.Body.Span) == "live"
            ? new LivenessResult { ClientName = check.ClientName, Verdict = LivenessVerdict.Live, Response = response }
            : throw check.CreateException(LivenessError.UnexpectedResponse, "The reply is not the word live.", response);
    }

    private HttpRequestMessage Create(RequestKind kind)
    {
        HttpRequestMessage message = new(kind == RequestKind.Poll ? HttpMethod.Get : HttpMethod.Post, options.Endpoint);
        message.Headers.TryAddWithoutValidation("x-api-key", options.Key);
        if (kind != RequestKind.Poll)
        {
            message.Content = new ByteArrayContent(new byte[options.BodyBytes]);
        }

        return message;
    }
}

internal sealed class PlainOptions : LivenessProviderOptions
{
    public string Key { get; set; } = "key";

    public int BodyBytes { get; set; } = 1000;

    public IReadOnlyList<RequestKind> Kinds { get; set; } = [RequestKind.Billable];

    protected override IEnumerable<string> Validate() => CheckCredential(nameof(Key), Key);
}

internal static class PlainVendor
{
    public const string Name = "plain";

    public static LivenessRequest Request => new(SamplePhoto.ToImage());

    public static ServiceProvider Build(
        Action<PlainOptions> configure,
        TimeProvider? timeProvider = null,
        HttpMessageHandler? network = null,
        Action<IServiceCollection>? before = null,
        Action<LivenessBuilder>? after = null)
    {
        ServiceCollection services = new();
        services.AddSingleton(timeProvider ?? new ImpatientTimeProvider());
        before?.Invoke(services);
        LivenessBuilder builder = services.AddLiveness()
            .AddProvider<PlainOptions>(Name, configure, options => new PlainProvider(options));
        if (network is not null)
        {
            builder.ConfigureHttpClient(Name, client => client.ConfigurePrimaryHttpMessageHandler(() => network));
        }

        after?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    /// <summary>Builds a registration whose messages go to <paramref name="vendor"/>.</summary>
    public static ServiceProvider BuildFor(
        SocketVendor vendor,
        Action<PlainOptions>? configure = null,
        TimeProvider? timeProvider = null,
        Action<LivenessBuilder>? after = null) =>
        Build(
            options =>
            {
                options.Endpoint = vendor.Endpoint;
                configure?.Invoke(options);
            },
            timeProvider,
            after: after);

    public static Task<LivenessResult> CheckAsync(this ServiceProvider services, LivenessRequest? request = null, CancellationToken cancellationToken = default) =>
        ClockExtensions.OutsideContext(() => services.GetRequiredService<ILivenessClient>().CheckAsync(request ?? Request, cancellationToken));

    public static async Task<LivenessException> FailAsync(this ServiceProvider services, LivenessRequest? request = null)
    {
        Func<Task> check = () => services.CheckAsync(request);
        return (await check.Should().ThrowExactlyAsync<LivenessException>()).Which;
    }
}
