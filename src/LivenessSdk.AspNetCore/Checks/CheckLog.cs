using Microsoft.Extensions.Logging;

namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Provides the log messages for operators. They never contain a photo, a token or a person.</summary>
internal static partial class CheckLog
{
    [LoggerMessage(1, LogLevel.Warning, "Check {CheckId} failed: {Error}")]
    public static partial void Failed(ILogger logger, Exception exception, string checkId, LivenessError error);

    [LoggerMessage(2, LogLevel.Error, "The application could not process the result of check {CheckId}; OnChecked is called again when the same photos are sent again")]
    public static partial void NotProcessed(ILogger logger, Exception exception, string checkId);

    [LoggerMessage(3, LogLevel.Error, "The check store failed; no photo is sent to a vendor until it recovers")]
    public static partial void StoreFailed(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "The client {ClientName} could not be prepared for a check: {Reason}")]
    public static partial void NotWarm(ILogger logger, string clientName, string reason);
}
