namespace LivenessSdk.Evaluation;

/// <summary>Represents how often two systems accepted the same attacks of one species.</summary>
public sealed class JointErrors
{
    /// <summary>Gets the species.</summary>
    public required string Species { get; init; }

    /// <summary>Gets how many attacks both, one or neither of the systems accepted.</summary>
    public required Table2x2 Table { get; init; }

    /// <summary>Gets the rate of attacks that both systems accepted.</summary>
    public required Rate Joint { get; init; }

    /// <summary>Gets the joint rate that independent errors would give: the product of the rates of each system.</summary>
    public double IndependentRate => Table.Count == 0 ? 0
        : (double)(Table.Both + Table.OnlyFirst) / Table.Count * (Table.Both + Table.OnlySecond) / Table.Count;
}
