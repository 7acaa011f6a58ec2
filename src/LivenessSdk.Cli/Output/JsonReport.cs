namespace LivenessSdk.Cli;

/// <summary>Writes one line of JSON per photo and vendor, as soon as it is known.</summary>
internal sealed class JsonReport(Terminal terminal, bool simulated) : IReport
{
    public void Add(IReadOnlyList<Outcome> outcomes)
    {
        foreach (Outcome outcome in outcomes)
        {
            terminal.WriteLine(OutcomeJson.Serialize(outcome, simulated));
        }
    }

    public void Complete()
    {
    }
}
