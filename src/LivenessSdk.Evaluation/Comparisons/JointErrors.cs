namespace LivenessSdk.Evaluation;

/// <summary>Represents the attacks of one species that two systems both accepted.</summary>
public sealed class JointErrors
{
    /// <summary>Gets the species.</summary>
    public required string Species { get; init; }

    /// <summary>Gets the number of attacks that both, one or neither of the systems accepted.</summary>
    public required Table2x2 Table { get; init; }

    /// <summary>Gets the rate of attacks that both systems accepted.</summary>
    public required Rate Joint { get; init; }

    /// <summary>Gets the expected joint rate of independent errors: the product of the rates of both systems.</summary>
    public double IndependentRate => Table.Count == 0 ? 0
        : (double)(Table.Both + Table.OnlyFirst) / Table.Count * (Table.Both + Table.OnlySecond) / Table.Count;
}
