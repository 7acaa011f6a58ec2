namespace LivenessSdk.Evaluation;

/// <summary>Represents one operating point: the error rates at one threshold.</summary>
public readonly record struct DetPoint
{
    /// <summary>Gets the threshold. A presentation counts as live if its score is at least this; positive infinity accepts none.</summary>
    public double Threshold { get; init; }

    /// <summary>Gets the number of attacks whose score reaches the threshold.</summary>
    public int AcceptedAttacks { get; init; }

    /// <summary>Gets the number of bona fide presentations whose score does not reach it.</summary>
    public int RejectedBonaFide { get; init; }

    /// <summary>Gets the share of attacks that are accepted, from 0 to 1.</summary>
    public double Apcer { get; init; }

    /// <summary>Gets the share of bona fide presentations that are rejected, from 0 to 1.</summary>
    public double Bpcer { get; init; }
}
