namespace LivenessSdk;

/// <summary>Provides the names under which the library reports traces, metrics and logs, for OpenTelemetry and its like.</summary>
/// <remarks>The source and the meter carry the version of the library.</remarks>
public static class LivenessDiagnostics
{
    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = "LivenessSdk";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "LivenessSdk";

    /// <summary>The category of the log messages.</summary>
    public const string LogCategoryName = "LivenessSdk";

    internal static string Version { get; } = typeof(LivenessDiagnostics).Assembly.GetName().Version!.ToString(3);
}
