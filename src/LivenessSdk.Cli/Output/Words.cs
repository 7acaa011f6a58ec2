using System.Globalization;
using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Provides the texts and colors of outcomes.</summary>
internal static class Words
{
    public static string Provider(string provider, bool simulated) => Terminal.Plain(simulated ? $"{provider} (simulated)" : provider);

    /// <summary>Gets the client that was asked, and the one that answered if it is another, as in a failover.</summary>
    public static string Client(Outcome outcome, bool simulated) =>
        Provider(
            outcome.Result is { } result && !result.ClientName.Equals(outcome.ClientName, StringComparison.OrdinalIgnoreCase)
                ? $"{outcome.ClientName}: {result.ClientName}"
                : outcome.ClientName,
            simulated);

    public static Cell Verdict(Outcome outcome) => outcome.Result?.Verdict switch
    {
        LivenessVerdict.Live => new Cell("Live", Color.Green),
        LivenessVerdict.NotLive => new Cell("NotLive", Color.Red),
        LivenessVerdict.Inconclusive => new Cell("Inconclusive", Color.Yellow),
        _ => new Cell("no verdict", Color.Red),
    };

    public static string Score(Outcome outcome) =>
        outcome.Result?.Score?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Gets the reason why a photo is not live, or why the call failed.</summary>
    public static string Why(Outcome outcome) => outcome.Result is { } result
        ? Terminal.Plain(string.Join(", ", result.Reasons.Select(reason => reason.Code)))
        : outcome.Failure!.Error.ToString();

    public static string Time(Outcome outcome) =>
        string.Create(CultureInfo.InvariantCulture, $"{outcome.Duration.TotalMilliseconds:0} ms");

    /// <summary>Gets the text of a failed call for standard error.</summary>
    public static string Failure(Outcome outcome, bool simulated)
    {
        LivenessException failure = outcome.Failure!;
        string charged = failure.MayHaveBeenProcessed ? " The vendor may have billed it." : "";
        return $"{(simulated ? "simulated: " : "")}{outcome.File}: {failure.Message}{charged}";
    }
}
