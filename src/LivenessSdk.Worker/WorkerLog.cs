using Microsoft.Extensions.Logging;

namespace LivenessSdk.Worker;

/// <summary>Writes what operators have to know; never a photo or its reference.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(1, LogLevel.Information, "The worker takes checks from {Queue}, {Concurrency} at a time.")]
    public static partial void Connected(ILogger logger, string queue, int concurrency);

    [LoggerMessage(2, LogLevel.Warning, "The broker cannot be reached, and is tried again every second: {Problem}")]
    public static partial void Disconnected(ILogger logger, string problem);

    [LoggerMessage(3, LogLevel.Warning, "The connection to the broker was lost.")]
    public static partial void ConnectionLost(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "Client {Client} cannot process checks ({Error}), so its messages wait: {Problem}")]
    public static partial void Paused(ILogger logger, string client, LivenessError error, string problem);

    [LoggerMessage(5, LogLevel.Information, "Client {Client} processes checks again.")]
    public static partial void Resumed(ILogger logger, string client);

    [LoggerMessage(6, LogLevel.Warning, "Check {Key} is among the dead letters ({Error}): {Reason}")]
    public static partial void Rejected(ILogger logger, string? key, LivenessError error, string reason);

    [LoggerMessage(7, LogLevel.Debug, "Check {Key} was lost with the connection, and comes again.")]
    public static partial void Lost(ILogger logger, Exception exception, string? key);

    [LoggerMessage(8, LogLevel.Error, "Check {Key} met an error of the worker, and was given back.")]
    public static partial void Failed(ILogger logger, Exception exception, string? key);

    [LoggerMessage(9, LogLevel.Information, "The worker stops: no more checks are taken, and {Count} in flight are awaited.")]
    public static partial void Stopping(ILogger logger, int count);

    /// <summary>Writes what the worker does and has done.</summary>
    public static void Status(ILogger logger, WorkerState state) =>
        Status(
            logger, state.InFlight, state.Waiting, state.Depth,
            state[CheckEnd.Paid], state[CheckEnd.Repeated], state[CheckEnd.Unknown], state[CheckEnd.Rejected], state[CheckEnd.Postponed]);

    [LoggerMessage(10, LogLevel.Information, "{InFlight} in flight, {Waiting} waiting, {Depth} in the queue; {Paid} paid, {Repeated} repeated, {Unknown} unknown, {Rejected} rejected, {Postponed} postponed.")]
    private static partial void Status(ILogger logger, int inFlight, int waiting, long depth, long paid, long repeated, long unknown, long rejected, long postponed);
}
