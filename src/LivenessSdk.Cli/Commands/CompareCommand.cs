using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Checks photos by every configured vendor: <c>liveness compare FILE…</c>.</summary>
internal sealed class CompareCommand : Command
{
    private readonly Terminal _terminal;
    private readonly FilesArgument _files = new();
    private readonly Option<bool> _json = new("--json") { Description = "One line of JSON per photo and vendor instead of a table." };
    private readonly SessionOptions _session;

    public CompareCommand(Terminal terminal)
        : base("compare", "Check photos by all configured vendors, side by side.")
    {
        _terminal = terminal;
        Arguments.Add(_files);
        Options.Add(_json);
        _session = new SessionOptions(this, checks: true);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using Session session = await _session.OpenAsync(arguments, cancellationToken);
        IReadOnlyCollection<string> providers = session.Client.Names;
        IReport report = arguments.GetValue(_json)
            ? new JsonReport(_terminal, session.IsSimulated)
            : new CompareReport(_terminal, providers, session.IsSimulated);
        return await new PhotoChecker(session, _terminal)
            .RunAsync(arguments.GetRequiredValue(_files), [.. providers], report, cancellationToken);
    }
}
