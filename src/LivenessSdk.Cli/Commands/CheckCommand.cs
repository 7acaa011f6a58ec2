using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Checks photos by one vendor: <c>liveness check FILE… --provider NAME</c>.</summary>
internal sealed class CheckCommand : Command
{
    private readonly Terminal _terminal;
    private readonly FilesArgument _files = new();
    private readonly ProviderOption _provider = new();
    private readonly Option<bool> _json = new("--json") { Description = "One line of JSON per photo instead of a table." };
    private readonly SessionOptions _session;

    public CheckCommand(Terminal terminal)
        : base("check", "Check photos by one vendor.")
    {
        _terminal = terminal;
        Arguments.Add(_files);
        Options.Add(_provider);
        Options.Add(_json);
        _session = new SessionOptions(this, checks: true);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using Session session = await _session.OpenAsync(arguments, cancellationToken);
        string provider = arguments.GetValue(_provider) ?? session.DefaultName;
        session.Find(provider);
        IReport report = arguments.GetValue(_json)
            ? new JsonReport(_terminal, session.IsSimulated)
            : new TableReport(_terminal, session.IsSimulated);
        return await new PhotoChecker(session, _terminal)
            .RunAsync(arguments.GetRequiredValue(_files), [provider], report, cancellationToken);
    }
}
