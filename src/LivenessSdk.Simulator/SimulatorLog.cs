using Microsoft.Extensions.Logging;

namespace LivenessSdk.Simulator;

/// <summary>Holds the messages that the simulator logs.</summary>
internal static partial class SimulatorLog
{
    [LoggerMessage(1, LogLevel.Information, "Liveness simulator at {Address}: every verdict is scripted, no photo is examined")]
    public static partial void Started(ILogger logger, Uri address);

    [LoggerMessage(2, LogLevel.Information, "{Vendor} {Method} {Path} answered {StatusCode}, scenario {Scenario}")]
    public static partial void Answered(ILogger logger, string vendor, string method, string path, int statusCode, Scenario? scenario);

    [LoggerMessage(3, LogLevel.Information, "{Vendor} {Method} {Path} was not answered, scenario {Scenario}")]
    public static partial void NotAnswered(ILogger logger, string vendor, string method, string path, Scenario? scenario);

    [LoggerMessage(4, LogLevel.Error, "{Vendor} {Method} {Path}: the simulator itself failed and answered 500")]
    public static partial void Failed(ILogger logger, Exception exception, string vendor, string method, string path);
}
