using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Provides every log message of the library, all in the category "LivenessSdk". An event id keeps its meaning across versions.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "Liveness client {Client} uses its changed options from the next check on.")]
    public static partial void OptionsReloaded(ILogger logger, string client);

    [LoggerMessage(2, LogLevel.Error, "Liveness client {Client} keeps its last good options, because the changed ones are invalid: {Problems}")]
    public static partial void OptionsRejected(ILogger logger, string client, string problems);

    [LoggerMessage(EventId = 3, Message = "The circuit breaker of liveness client {Client} is now {State}; it watches for {Cause}.")]
    public static partial void BreakerChanged(ILogger logger, LogLevel level, string client, BreakerState state, LivenessError cause);

    [LoggerMessage(4, LogLevel.Information, "Liveness client {Client} sends a request ({Kind}) again in {Delay}.")]
    public static partial void Retrying(ILogger logger, string client, string kind, TimeSpan delay);

    [LoggerMessage(5, LogLevel.Warning, "Liveness client {Client} received a response that is not as the contract of {Vendor} says: {Field} is missing, or of another type or form. This is logged once a field; the counter liveness.reply.drift counts every time.")]
    public static partial void ResponseDrifts(ILogger logger, string client, string vendor, string field);

    [LoggerMessage(6, LogLevel.Warning, "Liveness client {Client} could not be warmed up: {Error}. {Problem}")]
    public static partial void WarmupFailed(ILogger logger, string client, LivenessError error, string problem);

    [LoggerMessage(20, LogLevel.Warning, "Liveness failover {Composition}: {Client} failed with {Error}; {Left} more to ask.")]
    public static partial void FailoverTriesNext(ILogger logger, string composition, string client, LivenessError error, int left);

    [LoggerMessage(21, LogLevel.Error, "Liveness shadow {Composition}: a comparison failed with an exception, most likely from the callback.")]
    public static partial void ShadowLost(ILogger logger, Exception exception, string composition);

    [LoggerMessage(22, LogLevel.Information, "Liveness composition {Composition} has a changed rule from the next check on. Before: {Before}. Now: {Now}.")]
    public static partial void CompositionChanged(ILogger logger, string composition, string before, string now);

    [LoggerMessage(23, LogLevel.Warning, "Liveness composition {Composition} has a laxer rule from the next check on: {Relaxations}. Before: {Before}. Now: {Now}.")]
    public static partial void CompositionRelaxed(ILogger logger, string composition, string relaxations, string before, string now);

    [LoggerMessage(24, LogLevel.Error, "All liveness compositions keep their last good rules, because the changed ones are invalid: {Problems}")]
    public static partial void CompositionsRejected(ILogger logger, string problems);

    [LoggerMessage(25, LogLevel.Warning, "Liveness shadow {Composition}: {Left} checks or callbacks did not end within 5 seconds of their cancellation and were abandoned.")]
    public static partial void ShadowLeft(ILogger logger, string composition, int left);

    [LoggerMessage(26, LogLevel.Error, "Liveness ledger: the outcome of a check of {Client} could not be stored. The caller has the answer; for others the outcome is unknown.")]
    public static partial void LedgerNotWritten(ILogger logger, Exception exception, string client);

    [LoggerMessage(27, LogLevel.Error, "Liveness rate limit {Limit}: the database is down. This machine keeps {Share} permits a second until it is back.")]
    public static partial void SharedLimitUnavailable(ILogger logger, Exception exception, string limit, double share);

    [LoggerMessage(28, LogLevel.Information, "Liveness rate limit {Limit}: the database is back, and the limit is shared again.")]
    public static partial void SharedLimitRestored(ILogger logger, string limit);
}
