using System.CommandLine;

namespace LivenessSdk.Cli;

/// <summary>Checks photos with several vendors: <c>liveness compare FILE…</c>.</summary>
internal sealed class CompareCommand : Command
{
    private readonly Terminal _terminal;
    private readonly FilesArgument _files = new();
    private readonly ProvidersOption _providers = new("The providers to compare, such as argos,dojah. The default is every configured vendor.");
    private readonly TimeoutOption _timeout = new();
    private readonly JsonOption _json = new();
    private readonly SessionOptions _session;

    public CompareCommand(Terminal terminal)
        : base("compare", "Check photos with several vendors, side by side.")
    {
        _terminal = terminal;
        Arguments.Add(_files);
        Options.Add(_providers);
        Options.Add(_timeout);
        Options.Add(_json);
        _session = new SessionOptions(this, checks: true);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using Session session = await _session.OpenAsync(arguments, cancellationToken);
        string[] chosen = arguments.GetRequiredValue(_providers);
        string[] providers = chosen.Length > 0 ? [.. chosen.Select(session.NameOf)] : [.. session.VendorNames];
        IReport report = arguments.GetValue(_json)
            ? new JsonReport(_terminal, session.IsSimulated)
            : new CompareReport(_terminal, providers, session.IsSimulated);
        return await new PhotoChecker(session, _terminal, arguments.GetValue(_timeout))
            .RunAsync(arguments.GetRequiredValue(_files), providers, report, cancellationToken);
    }
}
