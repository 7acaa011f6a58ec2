using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Testing;

/// <summary>Checks photos with a registered provider whose vendor returns a given response, in memory and without a network.</summary>
/// <remarks>An instance supports one check at a time; create one per thread.</remarks>
public sealed class ResponseClient : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly ILivenessClient _client;
    private RecordedResponse? _response;

    /// <summary>Initializes a new instance of the <see cref="ResponseClient"/> class.</summary>
    /// <param name="name">The name that <paramref name="register"/> uses.</param>
    /// <param name="register">Registers the provider, and calls the given action on its options.</param>
    /// <param name="answerBefore">Responds to requests before the one under test, such as the request for a token. Returns <see langword="null"/> for the request under test; can be <see langword="null"/> if there are no other requests.</param>
    public ResponseClient(
        string name, Action<LivenessBuilder, Action<LivenessProviderOptions>> register, Func<HttpRequestMessage, RecordedResponse, RecordedResponse?>? answerBefore = null)
    {
        ArgumentNullException.ThrowIfNull(register);

        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(new ImpatientTimeProvider());
        LivenessBuilder builder = services.AddLiveness();
        register(builder, SwitchOffResilience);
        builder.ConfigureHttpClient(
            name, http => http.ConfigurePrimaryHttpMessageHandler(() => new Vendor(request => Answer(request, answerBefore))));
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredService<ILivenessClient>();
    }

    /// <summary>Checks a photo, for which the vendor returns <paramref name="response"/>.</summary>
    public async Task<ResponseOutcome> CheckAsync(RecordedResponse response, LivenessRequest request)
    {
        _response = response;
        try
        {
            return new ResponseOutcome(await _client.CheckAsync(request));
        }
#pragma warning disable CA1031 // Any exception is the outcome, which the test evaluates.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new ResponseOutcome(e);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Makes checks independent: a response must not prevent the next request from being sent.</summary>
    private static void SwitchOffResilience(LivenessProviderOptions options)
    {
        options.Resilience.MaxRetryAttempts = 0;
        options.Resilience.MinimumThroughput = int.MaxValue;
        options.Resilience.ConsecutiveFailures = 0;
        options.Resilience.QuotaBreakDuration = TimeSpan.Zero;
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, Func<HttpRequestMessage, RecordedResponse, RecordedResponse?>? answerBefore)
    {
        RecordedResponse recorded = _response!;
        recorded = answerBefore?.Invoke(request, recorded) ?? recorded;
        HttpResponseMessage response = new((HttpStatusCode)recorded.Status)
        {
            Content = ContentOf(recorded),
            RequestMessage = request,
        };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        foreach ((string name, string value) in recorded.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.Remove(name);
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    /// <summary>Decompresses while reading, like the network handler.</summary>
    private static HttpContent ContentOf(RecordedResponse response)
    {
        ReadOnlyMemoryContent content = new(response.Body);
        return response.Headers.GetValueOrDefault("Content-Encoding") switch
        {
            "gzip" => new StreamContent(new GZipStream(content.ReadAsStream(), CompressionMode.Decompress)),
            "br" => new StreamContent(new BrotliStream(content.ReadAsStream(), CompressionMode.Decompress)),
            _ => content,
        };
    }

    private sealed class Vendor(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request));
    }
}
