namespace LivenessSdk;

/// <summary>Reports that a check failed without a verdict.</summary>
/// <remarks>Messages never contain a key, an image or the body of a response. A bad photo that could be read is a result, not an exception.</remarks>
public sealed class LivenessException : Exception
{
    private bool _mayHaveBeenProcessed;
    private string? _clientName;
    private ProviderResponse? _response;
    private IReadOnlyList<LivenessAttempt> _attempts = [];

    /// <summary>Initializes a new instance of the <see cref="LivenessException"/> class.</summary>
    /// <param name="error">How the call failed.</param>
    /// <param name="message">What was wrong, what was expected, what to do.</param>
    /// <param name="innerException">What caused it, or <see langword="null"/> if there is none.</param>
    public LivenessException(LivenessError error, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Error = error;
    }

    /// <summary>Gets how the call failed.</summary>
    public LivenessError Error { get; }

    /// <summary>Gets a value indicating whether the same check may succeed later without any change: rate limits, outages and timeouts.</summary>
    public bool IsTransient => Error is LivenessError.RateLimited or LivenessError.Unavailable or LivenessError.TimedOut
        or LivenessError.InProgress or LivenessError.LedgerUnavailable;

    /// <summary>Gets a value indicating whether the vendor may have done, and billed, the work although no answer arrived.</summary>
    public bool MayHaveBeenProcessed { get => _mayHaveBeenProcessed; init => _mayHaveBeenProcessed = value; }

    /// <summary>Gets the name of the client that failed, or <see langword="null"/> if the failure precedes any.</summary>
    public string? ClientName { get => _clientName; init => _clientName = value; }

    /// <summary>Gets the vendor's own code, or <see langword="null"/> if it gave none.</summary>
    public string? ProviderErrorCode { get; init; }

    /// <summary>Gets how long to wait before another try, or <see langword="null"/> if that is not known. It is always longer than zero: a vendor that says "now" is given a second.</summary>
    public TimeSpan? RetryAfter
    {
        get;
        init => field = value <= TimeSpan.Zero ? TimeSpan.FromSeconds(1) : value;
    }

    /// <summary>Gets the token for <see cref="LivenessRequest.Continue"/>; set when the vendor still works on a paid check.</summary>
    public string? ContinuationToken { get; init; }

    /// <summary>Gets the vendor's response, or <see langword="null"/> if none arrived. Its body is kept as <see cref="LivenessProviderOptions.KeepResponse"/> says.</summary>
    public ProviderResponse? Response { get => _response; init => _response = value; }

    /// <summary>Gets every client that was asked, in order.</summary>
    public IReadOnlyList<LivenessAttempt> Attempts { get => _attempts; init => _attempts = value; }

    /// <summary>Gets a value indicating whether this is the failure of an earlier check, from a <see cref="CheckLedger"/>, and nothing was sent now.</summary>
    public bool FromLedger { get; init; }

    /// <summary>Creates a copy, caused by this exception, for a check that fails for the same reason.</summary>
    internal LivenessException Repeat(bool mayHaveBeenProcessed, string? continuationToken = null) =>
        new(Error, Message, this)
        {
            MayHaveBeenProcessed = mayHaveBeenProcessed,
            ClientName = ClientName,
            ProviderErrorCode = ProviderErrorCode,
            RetryAfter = RetryAfter,
            ContinuationToken = continuationToken,
            Response = Response,
        };

    /// <summary>Creates the exception of a composition whose clients all failed, from the most informative of their failures.</summary>
    internal LivenessException ForComposition(string message, IReadOnlyList<LivenessAttempt> attempts) =>
        new(Error, message, this)
        {
            MayHaveBeenProcessed = MayHaveBeenProcessed || attempts.Any(attempt => attempt.MayHaveBeenProcessed),
            ClientName = ClientName,
            ProviderErrorCode = ProviderErrorCode,
            RetryAfter = RetryAfter,
            ContinuationToken = ContinuationToken,
            Response = Response,
            Attempts = attempts,
        };

    /// <summary>Adds what only the client knows about the check, in place, because a copy would lose the stack trace.</summary>
    internal void Complete(string clientName, LivenessAttempt attempt, ProviderResponse? response)
    {
        _clientName ??= clientName;
        _attempts = [attempt];
        _mayHaveBeenProcessed = attempt.MayHaveBeenProcessed;
        _response = response;
    }

    /// <summary>Adds what only a composition knows: everyone it asked before it gave up.</summary>
    internal void Complete(IReadOnlyList<LivenessAttempt> attempts)
    {
        _attempts = attempts;
        _mayHaveBeenProcessed |= attempts.Any(attempt => attempt.MayHaveBeenProcessed);
    }
}
