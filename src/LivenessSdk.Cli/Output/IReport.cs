namespace LivenessSdk.Cli;

/// <summary>Shows outcomes in one form.</summary>
internal interface IReport
{
    /// <summary>Takes what came of one photo.</summary>
    void Add(IReadOnlyList<Outcome> outcomes);

    /// <summary>Shows what is not shown yet.</summary>
    void Complete();
}
