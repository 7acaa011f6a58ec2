namespace LivenessSdk.Cli;

/// <summary>Represents a format for outcomes.</summary>
internal interface IReport
{
    /// <summary>Adds the outcome of one photo.</summary>
    void Add(IReadOnlyList<Outcome> outcomes);

    /// <summary>Writes the remaining outcomes.</summary>
    void Complete();
}
