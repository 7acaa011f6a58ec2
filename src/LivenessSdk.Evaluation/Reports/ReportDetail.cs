namespace LivenessSdk.Evaluation;

/// <summary>Represents a fact that a report states, such as a version.</summary>
/// <param name="Name">What the fact is about.</param>
/// <param name="Value">The fact.</param>
public sealed record ReportDetail(string Name, string Value);
