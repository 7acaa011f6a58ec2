namespace LivenessSdk;

/// <summary>Creates the exceptions of checks that are not sent because of the ledger.</summary>
internal static class LedgerFailure
{
    private static readonly TimeSpan s_minRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_maxRetryAfter = TimeSpan.FromSeconds(5);

    public static LivenessException Unavailable(string client, Exception cause) =>
        Create(
            LivenessError.LedgerUnavailable,
            client,
            "the ledger could not be reached, so nothing was sent. Look at the inner exception, and check the database.",
            cause: cause);

    /// <summary>Creates the exception of an owner that came too late. It is not transient, so that nothing sends again.</summary>
    public static LivenessException Lost(string client) =>
        Create(LivenessError.OutcomeUnknown, client, "the claim on the idempotency key was lost before the photo left, so it was not sent.");

    public static LivenessException InProgress(string client, LedgerEntry entry)
    {
        TimeSpan lease = entry.LeaseRemaining ?? s_minRetryAfter;
        return Create(
            LivenessError.InProgress,
            client,
            "a check with the same idempotency key is in flight, so nothing was sent. Try again later with the same key.",
            retryAfter: lease < s_minRetryAfter ? s_minRetryAfter : lease > s_maxRetryAfter ? s_maxRetryAfter : lease);
    }

    public static LivenessException Unknown(string client) =>
        Create(
            LivenessError.OutcomeUnknown,
            client,
            "an earlier check with the same idempotency key may have been processed, but its answer never arrived, so nothing was sent. Look it up at the vendor, or set ResendUnknown to pay again.",
            mayHaveBeenProcessed: true);

    public static LivenessException Mismatch(string client, LedgerEntry entry) =>
        Create(
            LivenessError.InvalidRequest,
            client,
            $"the idempotency key was used for other photos, poses or parameters at {entry.CreatedAt:u}, so nothing was sent. Use a key of its own for each check.");

    public static LivenessException Erased(string client) =>
        Create(
            LivenessError.InvalidRequest,
            client,
            "the entry of the idempotency key was erased, so nothing was sent. Use another key for a new check.",
            mayHaveBeenProcessed: true);

    /// <summary>Creates the exception of an earlier check again.</summary>
    public static LivenessException Repeat(string client, LedgerOutcome outcome) =>
        Create(
            outcome.Error ?? LivenessError.OutcomeUnknown,
            client,
            "an earlier check with the same idempotency key failed after the vendor may have processed it, so nothing was sent. Set ResendUnknown to pay again.",
            mayHaveBeenProcessed: true,
            fromLedger: true);

    public static LivenessException Invalid(string client, string problem) =>
        Create(
            LivenessError.UnexpectedResponse,
            client,
            $"the answer in the ledger is not valid: {problem}. It was not used, and nothing was sent. Look at the entry, and erase it if it is damaged.",
            mayHaveBeenProcessed: true,
            fromLedger: true);

    private static LivenessException Create(
        LivenessError error,
        string client,
        string message,
        bool mayHaveBeenProcessed = false,
        bool fromLedger = false,
        TimeSpan? retryAfter = null,
        Exception? cause = null) =>
        new(error, $"{client}: {message}", cause)
        {
            ClientName = client,
            MayHaveBeenProcessed = mayHaveBeenProcessed,
            FromLedger = fromLedger,
            RetryAfter = retryAfter,
            Attempts = [new LivenessAttempt { ClientName = client, Error = error, MayHaveBeenProcessed = mayHaveBeenProcessed }],
        };
}
