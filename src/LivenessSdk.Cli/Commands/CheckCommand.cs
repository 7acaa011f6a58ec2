using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Checks photos with one client: <c>liveness check FILE… --provider NAME</c>.</summary>
internal sealed class CheckCommand : Command
{
    private readonly Terminal _terminal;
    private readonly FilesArgument _files = new();
    private readonly ProviderOption _provider = new();
    private readonly TimeoutOption _timeout = new();
    private readonly JsonOption _json = new();
    private readonly SessionOptions _session;

    public CheckCommand(Terminal terminal)
        : base("check", "Check photos with one vendor or composition.")
    {
        _terminal = terminal;
        Arguments.Add(_files);
        Options.Add(_provider);
        Options.Add(_timeout);
        Options.Add(_json);
        _session = new SessionOptions(this, checks: true);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using Session session = await _session.OpenAsync(arguments, cancellationToken);
        string provider = session.NameOf(arguments.GetValue(_provider) ?? session.DefaultName);
        IReport report = arguments.GetValue(_json)
            ? new JsonReport(_terminal, session.IsSimulated)
            : new TableReport(_terminal, session.IsSimulated);
        return await new PhotoChecker(session, _terminal, arguments.GetValue(_timeout))
            .RunAsync(arguments.GetRequiredValue(_files), [provider], report, cancellationToken);
    }
}
