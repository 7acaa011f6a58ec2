using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Shows one line per photo and vendor.</summary>
internal sealed class TableReport(Terminal terminal, bool simulated) : IReport
{
    private readonly Table _table = terminal.CreateTable("file", "provider", "verdict", "score", "time", "why");

    public void Add(IReadOnlyList<Outcome> outcomes)
    {
        foreach (Outcome outcome in outcomes)
        {
            _table.AddRow(
                new Text(Terminal.Plain(outcome.File)),
                new Text(Words.Provider(outcome.Provider, simulated)),
                Words.Verdict(outcome),
                new Text(Words.Score(outcome)),
                new Text(Words.Time(outcome)),
                new Text(Words.Why(outcome)));
        }
    }

    public void Complete() => terminal.Out.Write(_table);
}
