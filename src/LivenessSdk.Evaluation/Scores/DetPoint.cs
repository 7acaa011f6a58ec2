namespace LivenessSdk.Evaluation;

/// <summary>Represents one operating point: the error rates at one threshold.</summary>
/// <param name="Threshold">The threshold. A presentation counts as live if its score is at least this; positive infinity accepts none.</param>
/// <param name="AcceptedAttacks">The number of attacks whose score reaches the threshold.</param>
/// <param name="RejectedBonaFide">The number of bona fide presentations whose score does not reach it.</param>
/// <param name="Apcer">The share of attacks that are accepted.</param>
/// <param name="Bpcer">The share of bona fide presentations that are rejected.</param>
public readonly record struct DetPoint(double Threshold, int AcceptedAttacks, int RejectedBonaFide, double Apcer, double Bpcer);
