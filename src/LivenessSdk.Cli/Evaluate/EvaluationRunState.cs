namespace LivenessSdk.Cli;

/// <summary>Represents one run over a manifest.</summary>
internal sealed class EvaluationRunState
{
    public required string Name { get; init; }

    /// <summary>Gets or sets a value indicating whether every photo has an answer of every system that was last requested.</summary>
    public bool IsFinished { get; set; }

    /// <summary>Gets the hash of the settings with which each system was last asked.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];
}
