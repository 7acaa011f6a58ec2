using LivenessSdk.Evaluation;

namespace LivenessSdk.Cli;

/// <summary>Represents raw results and the details of their source for a report.</summary>
internal sealed class EvaluatedResults
{
    /// <summary>Gets the name of the manifest or file, without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the default name of the report.</summary>
    public required string ReportName { get; init; }

    public required IReadOnlyList<PresentationResult> Results { get; init; }

    /// <summary>Gets a value indicating whether all vendors were simulated.</summary>
    public bool IsSimulated => Results.All(result => result.System.EndsWith(Words.Provider("", simulated: true), StringComparison.Ordinal));

    public IReadOnlyList<ReportDetail> Details { get; init; } = [];

    /// <summary>Gets the client whose setting is the threshold, by the name of the system.</summary>
    public IReadOnlyDictionary<string, string> ThresholdClients { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the function that opens a photo for the report, or null if there are no photos.</summary>
    public Func<Presentation, Stream>? OpenPhoto { get; init; }
}
