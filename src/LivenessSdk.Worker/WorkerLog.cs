using Microsoft.Extensions.Logging;

namespace LivenessSdk.Worker;

/// <summary>Provides the log messages for operators. They never contain a photo or its reference.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(1, LogLevel.Information, "The worker consumes checks from {Queue}, up to {Concurrency} concurrently.")]
    public static partial void Connected(ILogger logger, string queue, int concurrency);

    [LoggerMessage(2, LogLevel.Warning, "The broker is unreachable. The worker tries to reconnect twice per second: {Problem}")]
    public static partial void Disconnected(ILogger logger, string problem);

    [LoggerMessage(3, LogLevel.Warning, "The connection to the broker was lost.")]
    public static partial void ConnectionLost(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "Client {Client} cannot process checks ({Error}). Its messages wait: {Problem}")]
    public static partial void Paused(ILogger logger, string client, LivenessError error, string problem);

    [LoggerMessage(5, LogLevel.Information, "Client {Client} processes checks again.")]
    public static partial void Resumed(ILogger logger, string client);

    [LoggerMessage(6, LogLevel.Warning, "Check {Key} was moved to the dead-letter queue ({Error}): {Reason}")]
    public static partial void Rejected(ILogger logger, string? key, LivenessError error, string reason);

    [LoggerMessage(7, LogLevel.Debug, "Check {Key} was lost with the connection. The broker delivers it again.")]
    public static partial void Lost(ILogger logger, Exception exception, string? key);

    [LoggerMessage(8, LogLevel.Error, "Check {Key} failed because of an error in the worker, and was returned to the queue.")]
    public static partial void Failed(ILogger logger, Exception exception, string? key);

    [LoggerMessage(9, LogLevel.Information, "The worker is stopping: it takes no more checks and waits for {Count} in flight.")]
    public static partial void Stopping(ILogger logger, int count);

    /// <summary>Logs the state and the counters of the worker.</summary>
    public static void Status(ILogger logger, WorkerState state) =>
        Status(
            logger, state.InFlight, state.Waiting, state.Depth,
            state[CheckEnd.Paid], state[CheckEnd.Repeated], state[CheckEnd.Unknown], state[CheckEnd.Rejected], state[CheckEnd.Postponed]);

    [LoggerMessage(10, LogLevel.Information, "{InFlight} in flight, {Waiting} waiting, {Depth} in the queue; {Paid} paid, {Repeated} repeated, {Unknown} unknown, {Rejected} rejected, {Postponed} postponed.")]
    private static partial void Status(ILogger logger, int inFlight, int waiting, long depth, long paid, long repeated, long unknown, long rejected, long postponed);
}
