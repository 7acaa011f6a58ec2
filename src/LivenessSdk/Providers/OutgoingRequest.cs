using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace LivenessSdk.Providers;

/// <summary>Represents one request of a check, with all its attempts.</summary>
internal sealed class OutgoingRequest
{
    private const string BodyTooLong = "The response is longer than 1 MiB, and a verdict is never that long. Check the Endpoint of the client.";

    private readonly Func<HttpRequestMessage> _create;
    private SendAttempt? _attempt;
    private long _started;

    public OutgoingRequest(ProviderCheck check, Func<HttpRequestMessage> create, RequestKind kind)
    {
        Check = check;
        Kind = kind;
        _create = create;
    }

    /// <summary>Gets the check that the request belongs to.</summary>
    public ProviderCheck Check { get; }

    /// <summary>Gets what the request may cost.</summary>
    public RequestKind Kind { get; }

    /// <summary>Gets a value indicating whether the vendor may have done the work that the last attempt asked for.</summary>
    public bool MayHaveBeenProcessed => _attempt?.MayHaveBeenProcessed ?? false;

    /// <summary>Gets a value indicating whether the last attempt was cut while its body was being sent. A server may have answered before that, so it does not show an outage.</summary>
    public bool WasCutWhileSending => _attempt?.WasCutWhileSending ?? false;

    /// <summary>Gets a value indicating whether a handler of the application failed by itself in the last attempt.</summary>
    public bool FailedInHandler => _attempt?.FailedInHandler ?? false;

    /// <summary>Gets a value indicating whether a handler of the application created the response to the last attempt, so that it proves nothing.</summary>
    public bool IsAnswerMadeUp => _attempt?.IsAnswerMadeUp ?? false;

    /// <summary>Gets or sets how long to wait before the next attempt.</summary>
    public TimeSpan NextDelay { get; set; }

    /// <summary>Gets the number of attempts begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>Gets or sets a value indicating whether the cost of a retry was taken from the budget and the retry has not begun.</summary>
    public bool IsRetryReserved { get; set; }

    /// <summary>Gets a value indicating whether the last attempt is a retry.</summary>
    public bool IsRetry => Attempts > 1;

    /// <summary>Gets or sets a value indicating whether a limit kept the next attempt from being made.</summary>
    public bool IsHeldBack { get; set; }

    /// <summary>Gets the time that the last attempt has taken so far.</summary>
    public TimeSpan AttemptElapsed => Check.TimeProvider.GetElapsedTime(_started);

    /// <summary>Makes one attempt: sends a new request message and reads the response, whatever its status.</summary>
    /// <exception cref="LivenessException">No readable response arrived, or the request was kept from leaving.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ProviderResponse> SendAsync(HttpClient client, CancellationToken cancellationToken)
    {
        Attempts++;
        IsRetryReserved = false;
        _started = Check.TimeProvider.GetTimestamp();
        _attempt = null;
        using HttpRequestMessage message = _create();
        RequestHeaders.Complete(message, client, Kind, Check.Options);
        using Activity? span = LivenessTelemetry.StartAttempt(Check.ClientName, Kind, Attempts, message.RequestUri);
        ProviderResponse? response = null;
        try
        {
            if (Kind == RequestKind.Billable)
            {
                await PassGateAsync(cancellationToken).ConfigureAwait(false);
                _attempt = SendAttempt.Begin(Check, message);
            }

            client.Timeout = Timeout.InfiniteTimeSpan; // The pipeline and the check's deadline limit the time.
            using HttpResponseMessage answer = await SendAsync(client, message, cancellationToken).ConfigureAwait(false);
            LivenessTelemetry.SetStatus(span, (int)answer.StatusCode);
            response = ProviderResponse.FromHead(answer, Kind == RequestKind.Billable && !IsAnswerMadeUp, Check.TimeProvider);
            return await response.TryReadBodyAsync(answer.Content, cancellationToken).ConfigureAwait(false)
                ? response
                : throw Check.CreateFailure(LivenessError.UnexpectedResponse, BodyTooLong, response);
        }
        catch (Exception e)
        {
            LivenessTelemetry.SetFailure(span, e);
            if (e is LivenessException)
            {
                throw;
            }

            cancellationToken.ThrowIfCancellationRequested();
            (LivenessError error, string description) = TransportFailure.Describe(e);
            throw Check.CreateFailure(error, description, response, e);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> sending = client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        bool isImmediate = sending.IsCompleted;
        try
        {
            HttpResponseMessage answer = await sending.ConfigureAwait(false);
            _attempt?.End(answer, message);
            Check.IsAnswerMadeUp = IsAnswerMadeUp;
            return answer;
        }
        catch (Exception e)
        {
            _attempt?.End(e, isImmediate);
            throw;
        }
    }

    private ValueTask PassGateAsync(CancellationToken cancellationToken) =>
        Check.Request.DispatchGate?.DispatchAsync(Check.ClientName, cancellationToken) ?? default;
}

/// <summary>Completes the headers of a request with what is the same for every vendor.</summary>
internal static class RequestHeaders
{
    private const string UserAgent = "User-Agent";
    private const string Boundary = "boundary";

    /// <summary>Sets the version, the user agent, the expectation, and the form of a multipart boundary. What the adapter or the application has set stays.</summary>
    public static void Complete(HttpRequestMessage message, HttpClient client, RequestKind kind, LivenessProviderOptions? options)
    {
        message.Version = HttpVersion.Version20;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        if (!message.Headers.NonValidated.Contains(UserAgent) && !client.DefaultRequestHeaders.NonValidated.Contains(UserAgent))
        {
            message.Headers.TryAddWithoutValidation(UserAgent, options?.UserAgent ?? LivenessProviderOptions.DefaultUserAgent);
        }

        if (options?.ExpectContinue == true && kind == RequestKind.Billable)
        {
            message.Headers.ExpectContinue = true;
        }

        if (message.Content is MultipartContent form)
        {
            Unquote(form.Headers.ContentType);
        }
    }

    /// <summary>Removes the quotes from a boundary that needs none: some firewalls reject them.</summary>
    private static void Unquote(MediaTypeHeaderValue? type)
    {
        foreach (NameValueHeaderValue parameter in type?.Parameters ?? [])
        {
            if (parameter.Name.Equals(Boundary, StringComparison.OrdinalIgnoreCase)
                && parameter.Value?.Trim('"') is { Length: > 0 } boundary
                && boundary.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            {
                parameter.Value = boundary;
            }
        }
    }
}
