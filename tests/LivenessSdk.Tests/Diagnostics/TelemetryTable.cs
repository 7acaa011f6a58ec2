using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Diagnostics;

/// <summary>Reads the tables of the page on telemetry.</summary>
internal static class TelemetryTable
{
    public static string[][] Read(string heading) => PageTable.Read("telemetry.md", $"## {heading}");

    public static string[] Names(string cell) => [.. PageTable.Codes(cell).Order(StringComparer.Ordinal)];
}
