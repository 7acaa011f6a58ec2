using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;

namespace LivenessSdk;

/// <summary>Sends the messages of one registration: the only way to the network.</summary>
/// <remarks>It bounds time and size, repeats what is safe to repeat, and turns every failure of the transport into a <see cref="LivenessException"/>.</remarks>
public sealed class ProviderTransport
{
    private readonly IHttpClientFactory _httpClientFactory;
    private readonly string _httpClientName;
    private readonly ProviderResilience _resilience;
    private readonly Func<Exchange, CancellationToken, ValueTask<ProviderResponse>> _attempt;

    internal ProviderTransport(
        IHttpClientFactory httpClientFactory, string httpClientName, ProviderResilience resilience, TimeProvider timeProvider)
    {
        Name = resilience.Name;
        TimeProvider = timeProvider;
        _httpClientFactory = httpClientFactory;
        _httpClientName = httpClientName;
        _resilience = resilience;
        _attempt = AttemptAsync;
    }

    /// <summary>Gets the name of the registration.</summary>
    public string Name { get; }

    /// <summary>Gets the clock for everything an adapter times.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Sends a message and reads the reply, whatever its status.</summary>
    /// <param name="create">Creates the message; called once per attempt.</param>
    /// <param name="kind">What the message may cost, which decides when it may be sent again.</param>
    /// <param name="cancellationToken">The token given to <see cref="ILivenessProvider.CheckAsync"/>.</param>
    /// <returns>The reply, its body decompressed and at most 1 MiB.</returns>
    /// <exception cref="LivenessException">No readable reply arrived.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<ProviderResponse> SendAsync(
        Func<HttpRequestMessage> create, RequestKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(create);

        return _resilience.Pipeline.SendAsync(kind, create, _attempt, cancellationToken);
    }

    /// <summary>Creates the exception for a reply that an adapter understood as a failure.</summary>
    /// <param name="error">How the call failed.</param>
    /// <param name="message">What was wrong, what was expected, what to do; never a part of the reply's body.</param>
    /// <param name="response">The reply; null where none belongs to the failure.</param>
    /// <param name="providerErrorCode">The vendor's own code; null for none.</param>
    public LivenessException CreateException(
        LivenessError error, string message, ProviderResponse? response = null, string? providerErrorCode = null) =>
        new(error, $"{Name}: {message}")
        {
            Provider = Name,
            ProviderErrorCode = providerErrorCode,
            Response = response,
            RetryAfter = response?.RetryAfter,
            MayHaveBeenProcessed = CheckScope.Current is { MayHaveBeenProcessed: true } && !IsRefusal(error, response),
        };

    /// <summary>Creates the exception for a reply by its HTTP status alone, where the body says nothing more.</summary>
    /// <param name="response">The reply.</param>
    /// <param name="providerErrorCode">The vendor's own code; null for none.</param>
    public LivenessException CreateException(ProviderResponse response, string? providerErrorCode = null)
    {
        ArgumentNullException.ThrowIfNull(response);

        int status = (int)response.StatusCode;
        (LivenessError error, string advice) = status switch
        {
            401 or 403 or 407 => (LivenessError.Unauthorized, "Check the credentials, their permissions and the allowed addresses of the account."),
            402 => (LivenessError.QuotaExceeded, "The account's balance or quota is used up. Top it up in the vendor's console."),
            408 or 425 => (LivenessError.Unavailable, "The vendor gave up waiting. Try again later."),
            413 => (LivenessError.InvalidImage, "The vendor finds the photo too large. Send a smaller one, or lower MaxHeight."),
            415 => (LivenessError.InvalidImage, "The vendor does not take this kind of photo."),
            424 => (LivenessError.Unavailable, "A service behind the vendor failed. Try again later."),
            429 => (LivenessError.RateLimited, "Too many calls. Try again later."),
            >= 500 => (LivenessError.Unavailable, "The vendor failed. Try again later."),
            >= 400 => (LivenessError.InvalidRequest, "The vendor refused the request. Check the Endpoint and the options of the registration."),
            _ => (LivenessError.UnexpectedResponse, "The vendor's contract has no such reply. Check the Endpoint of the registration."),
        };

        return CreateException(error, $"HTTP {status}. {advice}", response, providerErrorCode);
    }

    /// <summary>Finds out whether the vendor turned the paid message down, whatever the HTTP status over it.</summary>
    private static bool IsRefusal(LivenessError error, ProviderResponse? response) =>
        response is { Kind: RequestKind.Billable }
        && error is (LivenessError.InvalidRequest or LivenessError.InvalidImage or LivenessError.Unauthorized
            or LivenessError.QuotaExceeded or LivenessError.RateLimited);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ProviderResponse> AttemptAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = exchange.Start();
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        using Activity? span = LivenessTelemetry.StartAttempt(Name, exchange, request.RequestUri);
        ProviderResponse? reply = null;
        try
        {
            HttpClient client = _httpClientFactory.CreateClient(_httpClientName);
            client.Timeout = Timeout.InfiniteTimeSpan; // Time has one owner: the pipeline and the check's deadline.
            using HttpResponseMessage response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            exchange.AnswerUnlessSent(response.StatusCode);
            LivenessTelemetry.SetStatus(span, (int)response.StatusCode);
            reply = ProviderResponse.WithoutBody(response, exchange.Kind, RetryAfterHeader.Read(response.Headers, TimeProvider));
            byte[]? body = await ReplyBody.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
            reply.Complete(body ?? throw CreateException(exchange, LivenessError.UnexpectedResponse, ReplyBody.TooLong, reply));
            return reply;
        }
        catch (Exception e)
        {
            LivenessTelemetry.SetFailure(span, e);
            if (e is LivenessException)
            {
                throw;
            }

            cancellationToken.ThrowIfCancellationRequested();
            (LivenessError error, string message) = TransportFailure.Describe(e);
            throw CreateException(exchange, error, message, reply, e);
        }
        finally
        {
            exchange.End();
        }
    }

    private LivenessException CreateException(
        Exchange exchange, LivenessError error, string message, ProviderResponse? reply, Exception? cause = null) =>
        new(error, $"{Name}: {message}", cause)
        {
            Provider = Name,
            Response = reply,
            RetryAfter = reply?.RetryAfter,
            MayHaveBeenProcessed = exchange.CheckMayHaveBeenProcessed,
        };
}
