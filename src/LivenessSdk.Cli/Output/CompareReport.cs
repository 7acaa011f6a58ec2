namespace LivenessSdk.Cli;

/// <summary>Shows one line per photo, the vendors side by side.</summary>
internal sealed class CompareReport(Terminal terminal, IEnumerable<string> providers, bool simulated) : IReport
{
    private readonly TextTable _table = new(["file", .. providers.Select(provider => Words.Provider(provider, simulated))]);

    public void Add(IReadOnlyList<Outcome> outcomes) =>
        _table.AddRow([new Cell(Terminal.Plain(outcomes[0].File)), .. outcomes.Select(ToCell)]);

    public void Complete() => terminal.Write(_table);

    private static Cell ToCell(Outcome outcome)
    {
        string[] details = [Words.Score(outcome), Words.Why(outcome)];
        return Words.Verdict(outcome) with { More = string.Join(' ', details.Where(text => text.Length > 0)) };
    }
}
