using Microsoft.Extensions.Logging;

namespace LivenessSdk.Simulator;

/// <summary>Represents the messages that the simulator logs.</summary>
internal static partial class SimulatorLog
{
    [LoggerMessage(1, LogLevel.Information, "Liveness simulator at {Address}: verdicts are scripted and do not depend on photos")]
    public static partial void Started(ILogger logger, Uri address);

    [LoggerMessage(2, LogLevel.Information, "{Vendor} {Method} {Path} answered {StatusCode}, scenario {Scenario}")]
    public static partial void Answered(ILogger logger, string vendor, string method, string path, int statusCode, Scenario scenario);

    [LoggerMessage(3, LogLevel.Information, "{Vendor} {Method} {Path} was not answered, scenario {Scenario}")]
    public static partial void NotAnswered(ILogger logger, string vendor, string method, string path, Scenario scenario);

    [LoggerMessage(4, LogLevel.Error, "{Vendor} {Method} {Path}: the simulator itself failed and responded with 500")]
    public static partial void Failed(ILogger logger, Exception exception, string vendor, string method, string path);

    [LoggerMessage(5, LogLevel.Information, "{Vendor} {Method} {Path} answered {StatusCode}")]
    public static partial void AnsweredUnscripted(ILogger logger, string vendor, string method, string path, int statusCode);

    [LoggerMessage(6, LogLevel.Information, "{Vendor} {Method} {Path} was not answered, because the client disconnected")]
    public static partial void Abandoned(ILogger logger, string vendor, string method, string path);

    [LoggerMessage(7, LogLevel.Information, "{Method} {Path} answered {StatusCode}")]
    public static partial void ScenariosAnswered(ILogger logger, string method, string path, int statusCode);

    [LoggerMessage(8, LogLevel.Information, "{Method} {Path} does not belong to any vendor")]
    public static partial void NotFound(ILogger logger, string method, string path);

    /// <summary>Logs a response, with its scenario if there is one: rejected requests and unscripted tokens have none.</summary>
    public static void Answered(ILogger logger, string vendor, RecordedRequest request, int statusCode)
    {
        if (request.Scenario is { } scenario)
        {
            Answered(logger, vendor, request.Method, request.Path, statusCode, scenario);
        }
        else
        {
            AnsweredUnscripted(logger, vendor, request.Method, request.Path, statusCode);
        }
    }

    /// <summary>Logs a request without a response.</summary>
    public static void NotAnswered(ILogger logger, string vendor, RecordedRequest request)
    {
        if (request.Scenario is { } scenario)
        {
            NotAnswered(logger, vendor, request.Method, request.Path, scenario);
        }
        else
        {
            Abandoned(logger, vendor, request.Method, request.Path);
        }
    }
}
