namespace LivenessSdk.Cli;

/// <summary>Shows one line per photo and vendor.</summary>
internal sealed class TableReport(Terminal terminal, bool simulated) : IReport
{
    private readonly TextTable _table = new("file", "provider", "verdict", "score", "time", "why");

    public void Add(IReadOnlyList<Outcome> outcomes)
    {
        foreach (Outcome outcome in outcomes)
        {
            _table.AddRow(
                new Cell(Terminal.Plain(outcome.File)),
                new Cell(Words.Client(outcome, simulated)),
                Words.Verdict(outcome),
                new Cell(Words.Score(outcome)),
                new Cell(Words.Time(outcome)),
                new Cell(Words.Why(outcome)));
        }
    }

    public void Complete() => terminal.Write(_table);
}
