namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Tells whether there is time for the full figures: <c>.ci/run-long</c> sets LIVENESS_LONG=1.</summary>
internal static class LongRun
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("LIVENESS_LONG") == "1";
}
