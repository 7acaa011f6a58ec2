using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Shows one line per photo, the vendors side by side.</summary>
internal sealed class CompareReport(Terminal terminal, IEnumerable<string> providers, bool simulated) : IReport
{
    private readonly Table _table = terminal.CreateTable(
        ["file", .. providers.Select(provider => Words.Provider(provider, simulated))]);

    public void Add(IReadOnlyList<Outcome> outcomes) =>
        _table.AddRow([new Text(Terminal.Plain(outcomes[0].File)), .. outcomes.Select(Cell)]);

    public void Complete() => terminal.Out.Write(_table);

    private static Paragraph Cell(Outcome outcome)
    {
        string[] details = [Words.Score(outcome), Words.Why(outcome)];
        return Words.Verdict(outcome).Append(string.Concat(details.Where(text => text.Length > 0).Select(text => $" {text}")));
    }
}
