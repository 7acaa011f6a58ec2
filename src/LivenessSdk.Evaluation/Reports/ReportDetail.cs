namespace LivenessSdk.Evaluation;

/// <summary>Represents a fact that a report states, such as a version.</summary>
public sealed record ReportDetail
{
    /// <summary>Initializes a new instance of the <see cref="ReportDetail"/> class.</summary>
    /// <param name="name">The name of the fact.</param>
    /// <param name="value">The fact.</param>
    public ReportDetail(string name, string value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>Gets the name of the fact.</summary>
    public string Name { get; init; }

    /// <summary>Gets the fact.</summary>
    public string Value { get; init; }
}
