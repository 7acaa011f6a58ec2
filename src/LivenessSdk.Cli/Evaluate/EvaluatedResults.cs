using LivenessSdk.Evaluation;

namespace LivenessSdk.Cli;

/// <summary>Represents raw results and what a report says about where they are from.</summary>
internal sealed class EvaluatedResults
{
    /// <summary>Gets the name of the manifest or file, without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the name of the report unless another is given.</summary>
    public required string ReportName { get; init; }

    public required IReadOnlyList<PresentationResult> Results { get; init; }

    public bool IsSimulated { get; init; }

    public IReadOnlyList<ReportDetail> Details { get; init; } = [];

    /// <summary>Gets the systems whose threshold is a setting of a single client.</summary>
    public IReadOnlyCollection<string> SingleClients { get; init; } = [];

    /// <summary>Gets what opens a photo for the report, or null if there are no photos.</summary>
    public Func<Presentation, Stream>? OpenPhoto { get; init; }
}
