using System.Collections.Immutable;

namespace LivenessSdk.Providers;

/// <summary>Represents one check in flight: everything known about it, and a provider's only way to the network.</summary>
/// <remarks>
/// It limits time and size, repeats what is safe to repeat, turns every failure of the network into a
/// <see cref="LivenessException"/>, and knows whether the vendor may have done, and billed, the work.
/// </remarks>
public sealed class ProviderCheck : IResponseProblems
{
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(60);

    private readonly IRequestSender _sender;
    private readonly long _started;
    private ImmutableList<string> _drift = [];
    private bool _isContinued;
    private int _sent;
    private int _processed;

    /// <summary>Initializes a new instance of the <see cref="ProviderCheck"/> class for the unit test of a provider. The name of its client is "test".</summary>
    /// <param name="request">The request. Its <see cref="LivenessRequest.Timeout"/> is the time for the check; the default is 60 seconds.</param>
    /// <param name="handler">The handler to use in place of the network. Each request is sent once.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system's.</param>
    public ProviderCheck(LivenessRequest request, HttpMessageHandler handler, TimeProvider? timeProvider = null)
        : this("test", Require(request), new HandlerSender(Require(handler)), timeProvider ?? TimeProvider.System, request.TimeFor(s_defaultTimeout))
    {
    }

    internal ProviderCheck(string clientName, LivenessRequest request, IRequestSender sender, TimeProvider timeProvider, TimeSpan timeout)
    {
        ClientName = clientName;
        Request = request;
        TimeProvider = timeProvider;
        Timeout = timeout;
        _sender = sender;
        _started = timeProvider.GetTimestamp();
    }

    /// <summary>Gets the request. Its frames fit <see cref="LivenessProviderInfo.Image"/>.</summary>
    public LivenessRequest Request { get; internal set; }

    /// <summary>Gets the name of the client that runs the check.</summary>
    public string ClientName { get; }

    /// <summary>Gets the clock for everything that a provider times.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Gets the time left for the check. It is zero or less after the deadline.</summary>
    public TimeSpan Remaining => Timeout - Elapsed;

    /// <summary>Gets the token that continues the check, or <see langword="null"/> if there is none.</summary>
    public string? ContinuationToken { get; private set; }

    /// <summary>Gets or sets a value indicating whether <see cref="PollAsync"/> is polling, which repeats failed requests itself.</summary>
    internal bool IsPolling { get; set; }

    internal TimeSpan Timeout { get; }

    /// <summary>Gets or sets the token that is canceled at the deadline, or when the caller cancels.</summary>
    internal CancellationToken End { get; set; }

    /// <summary>Gets or sets a value indicating whether a handler of the application created the last response, so that it proves nothing.</summary>
    internal bool IsAnswerMadeUp { get; set; }

    /// <summary>Gets a value indicating whether a limit of the client leaves little room for further requests.</summary>
    internal bool IsNearLimit => _sender.IsNearLimit;

    /// <summary>Gets what the client knows of the times of its vendor's tasks.</summary>
    internal TaskTimes TaskTimes
    {
        get => field ??= new();
        init;
    }

    /// <summary>Gets the client's options; <see langword="null"/> in a unit test of a provider.</summary>
    internal LivenessProviderOptions? Options { get; init; }

    internal TimeSpan Elapsed => TimeProvider.GetElapsedTime(_started);

    /// <summary>Gets or sets a value indicating whether the billable request carries the photo. The default is <see langword="true"/>.</summary>
    /// <remarks>Set it to <see langword="false"/> before sending if something else is sent instead of the photo, such as the word of a vendor's sandbox.</remarks>
    public bool SendsPhoto { get; set; } = true;

    /// <summary>Gets a value indicating whether a photo left, or may have left, for the vendor.</summary>
    internal bool PhotoSent => SendsPhoto && Volatile.Read(ref _sent) > 0;

    /// <summary>Gets a value indicating whether the vendor may have done, and billed, the work of this check.</summary>
    internal bool MayHaveBeenProcessed => _isContinued || Volatile.Read(ref _processed) > 0;

    /// <summary>Gets the fields of responses that are missing or not as the vendor's contract says, each once.</summary>
    internal IReadOnlyList<string> Drift => _drift;

    /// <summary>Sends a request and reads the response, whatever its status.</summary>
    /// <param name="create">Creates the request message; called once for each attempt.</param>
    /// <param name="kind">What the request may cost, which decides when it may be sent again.</param>
    /// <param name="cancellationToken">The token given to <see cref="ILivenessProvider.CheckAsync"/>.</param>
    /// <returns>The response, its body decompressed and at most 1 MiB.</returns>
    /// <exception cref="LivenessException">No readable response arrived.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public Task<ProviderResponse> SendAsync(Func<HttpRequestMessage> create, RequestKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(create);

        return _sender.SendAsync(new OutgoingRequest(this, create, kind), Limit(cancellationToken));
    }

    /// <summary>Polls for the outcome of paid work until it is there.</summary>
    /// <remarks>
    /// <para>
    /// The schedule follows from how long the client's last tasks took: most polls while the task is likely to end, and at most twelve
    /// in the first 30 seconds. If <see cref="LivenessRequest.ReturnWhenPending"/> is set, one answer is enough.
    /// </para>
    /// <para>
    /// Transient failures (<see cref="LivenessException.IsTransient"/>: server errors, broken connections, HTTP 429) are waited out, by the vendor's
    /// <see cref="LivenessException.RetryAfter"/> or a growing delay, until the check's time is over, because the work is paid for. So are
    /// HTTP 404 on the first polls and one HTTP 403. Classify a failure of the work itself after this method, or it is polled again.
    /// </para>
    /// <para>Whatever ends the polling carries the <see cref="ContinuationToken"/>, if there is one.</para>
    /// </remarks>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="ask">Polls once, by a request of the kind <see cref="RequestKind.Poll"/>.</param>
    /// <param name="isFinished">Determines whether the vendor has finished the work.</param>
    /// <param name="cancellationToken">The token given to <see cref="ILivenessProvider.CheckAsync"/>.</param>
    /// <returns>The last answer. It is unfinished only if <see cref="LivenessRequest.ReturnWhenPending"/> is set.</returns>
    /// <exception cref="LivenessException">The vendor could not be asked, or the check's time ran out.</exception>
    public Task<T> PollAsync<T>(Func<CancellationToken, Task<T>> ask, Func<T, bool> isFinished, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(isFinished);

        return Polling.RunAsync(this, _isContinued, ask, isFinished, Limit(cancellationToken));
    }

    /// <summary>Reads the vendor's reference from <see cref="LivenessRequest.ContinuationToken"/>. From here on the check counts as paid.</summary>
    /// <returns>The reference that <see cref="RecordContinuationAsync"/> was given when the check began.</returns>
    /// <exception cref="LivenessException">The token is missing, damaged, or of another client.</exception>
    public string ReadContinuation()
    {
        if (Request.ContinuationToken is not { } text || Providers.ContinuationToken.Parse(text) is not { } token)
        {
            throw CreateException(
                LivenessError.InvalidRequest, "the continuation token is damaged, or of another version of this library. Use it exactly as it was returned.");
        }

        if (!token.ClientName.Equals(ClientName, StringComparison.OrdinalIgnoreCase))
        {
            throw CreateException(
                LivenessError.Unsupported, "the continuation token belongs to another client. Continue the check with the client that began it.");
        }

        _isContinued = true;
        ContinuationToken = text;
        return token.Reference;
    }

    /// <summary>Records that the vendor works on the check and can be asked for its outcome, now or later. Sets <see cref="ContinuationToken"/>.</summary>
    /// <param name="reference">The vendor's reference for the work. It must not identify the person.</param>
    /// <param name="cancellationToken">The token given to <see cref="ILivenessProvider.CheckAsync"/>.</param>
    public ValueTask RecordContinuationAsync(string reference, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);

        ContinuationToken = new ContinuationToken(ClientName, reference).ToString();
        return Request.DispatchGate?.RecordContinuationAsync(ClientName, ContinuationToken, cancellationToken) ?? default;
    }

    /// <summary>Reads a response as JSON.</summary>
    /// <param name="response">The response.</param>
    /// <returns>The root object, or <see langword="null"/> if the body is not a JSON object of reasonable size and depth.</returns>
    public LenientJson? ReadJson(ProviderResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);

        return LenientJson.Parse(response, this);
    }

    /// <summary>Records that a field of a response is missing, or not as the vendor's contract says.</summary>
    /// <param name="field">Its path in the contract, never a text from the response.</param>
    public void RecordDrift(string field)
    {
        ArgumentNullException.ThrowIfNull(field);

        ImmutableInterlocked.Update(ref _drift, static (fields, field) => fields.Contains(field) ? fields : fields.Add(field), field);
    }

    /// <summary>Creates the exception for a response that a provider classified as a failure.</summary>
    /// <param name="error">How the call failed.</param>
    /// <param name="message">What failed, what was expected, what to do; never a part of the response's body.</param>
    /// <param name="response">The response, or <see langword="null"/> if none belongs to the failure.</param>
    /// <param name="providerErrorCode">The vendor's own code, or <see langword="null"/> if there is none.</param>
    public LivenessException CreateException(
        LivenessError error, string message, ProviderResponse? response = null, string? providerErrorCode = null) =>
        new(error, $"{ClientName}: {message}")
        {
            ClientName = ClientName,
            ProviderErrorCode = providerErrorCode,
            Response = response,
            RetryAfter = response?.RetryAfter,
            MayHaveBeenProcessed = MayHaveBeenProcessedAfter(error, response),
        };

    /// <summary>Creates the exception for a response by its HTTP status alone, if the body says nothing more.</summary>
    /// <param name="response">The response.</param>
    public LivenessException CreateException(ProviderResponse response) => CreateException(response, null);

    /// <summary>Creates the exception for a response by its HTTP status, with the vendor's own code.</summary>
    /// <param name="response">The response.</param>
    /// <param name="providerErrorCode">The vendor's own code, or <see langword="null"/> if there is none.</param>
    public LivenessException CreateException(ProviderResponse response, string? providerErrorCode)
    {
        ArgumentNullException.ThrowIfNull(response);

        (LivenessError error, string advice) = ResponseStatus.Describe(response);
        return CreateException(error, $"HTTP {(int)response.StatusCode}. {advice}", response, providerErrorCode);
    }

    /// <summary>Creates the exception for a failure below the provider: no response, or one that cannot be used.</summary>
    internal LivenessException CreateFailure(
        LivenessError error, string message, ProviderResponse? response = null, Exception? cause = null, TimeSpan? retryAfter = null) =>
        new(error, $"{ClientName}: {message}", cause)
        {
            ClientName = ClientName,
            Response = response,
            RetryAfter = retryAfter ?? response?.RetryAfter,
            MayHaveBeenProcessed = MayHaveBeenProcessed,
            ContinuationToken = ContinuationToken,
        };

    /// <summary>Determines whether the work may have been billed although the check ends with this error: not if the vendor rejected the paid request explicitly, whatever the HTTP status.</summary>
    internal bool MayHaveBeenProcessedAfter(LivenessError error, ProviderResponse? response)
    {
        bool isRejection = error is LivenessError.InvalidRequest or LivenessError.InvalidImage or LivenessError.Unauthorized
            or LivenessError.QuotaExceeded or LivenessError.RateLimited;
        bool isOnlyOne = Options is not { Resilience.RetryWhenMaybeProcessed: true }; // Else an earlier one may have been processed.
        return MayHaveBeenProcessed && !(isRejection && isOnlyOne && response is { AnswersBillable: true });
    }

    /// <summary>Creates a check of its own for obtaining an access token: it shares the network, but neither the photo nor the deadline.</summary>
    internal ProviderCheck ForToken(TimeSpan timeout) =>
        new(ClientName, Request.WithFrames([]), _sender, TimeProvider, timeout) { Options = Options };

    /// <summary>Counts attempts that may have left, and that may have been processed. Only <see cref="SendAttempt"/> calls it.</summary>
    internal void Count(int sent, int processed)
    {
        Interlocked.Add(ref _sent, sent);
        Interlocked.Add(ref _processed, processed);
    }

    /// <summary>Returns the check's own token for an adapter that passes none. After the end it may still cancel the work at its vendor.</summary>
    private CancellationToken Limit(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled || End.IsCancellationRequested ? cancellationToken : End;

    private static T Require<T>(T argument, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(argument))] string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(argument, name);
        return argument;
    }
}
