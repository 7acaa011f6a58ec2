using System.CommandLine;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Diagnoses problems and suggests remedies: <c>liveness doctor</c>. It sends no photo to a vendor and costs nothing, unless a paid check is requested.</summary>
internal sealed class DoctorCommand : Command
{
    private readonly Terminal _terminal;
    private readonly SessionOptions _session;
    private readonly Option<string?> _paidCheck = new("--paid-check")
    {
        Description = "Also make one check of this photo with each vendor, or with those in --provider. Each vendor bills it.",
        HelpName = "FILE",
    };

    private readonly ProvidersOption _providers = new("The providers that make the paid check, such as argos,dojah. The default is every configured vendor.");

    public DoctorCommand(Terminal terminal)
        : base("doctor", "Diagnose configuration, credentials, network and libvips. Sends no photo to a vendor.")
    {
        _terminal = terminal;
        Options.Add(_paidCheck);
        Options.Add(_providers);
        _session = new SessionOptions(this, checks: false);
        Validators.Add(result =>
        {
            if (result.GetResult(_providers) is { Implicit: false } && result.GetResult(_paidCheck) is null)
            {
                result.AddError("--provider requires --paid-check.");
            }
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<Finding> findings = await _terminal.WaitAsync("Examining", () => ExamineAsync(arguments, cancellationToken));
        TextTable table = new("", "what", "finding");
        foreach (Finding finding in findings)
        {
            table.AddRow(
                finding.IsProblem ? new Cell("PROBLEM", Color.Red) : new Cell("ok", Color.Green),
                new Cell(Terminal.Plain(finding.Subject)),
                new Cell(Terminal.Plain(finding.Text)));
        }

        _terminal.Write(table);
        return ExitCodes.Worst(findings.Select(finding => finding.ExitCode));
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync(cancellationToken: cancellationToken);
        bool simulated = _session.IsSimulated(arguments);
        IConfiguration configuration = simulated
            ? simulator.ToConfiguration().GetSection(ToolConfiguration.Section)
            : ToolConfiguration.Load(_session.ConfigurationFile(arguments));
        List<Finding> findings =
        [
            .. await ConfigurationExamination.ExamineAsync(configuration, simulated, cancellationToken),
            await ImageLibraryExamination.ExamineAsync(simulator, cancellationToken),
        ];
        if (arguments.GetValue(_paidCheck) is { } file && !findings.Exists(finding => finding.IsProblem))
        {
            await using Session session = await _session.OpenAsync(arguments, cancellationToken);
            string[] chosen = arguments.GetRequiredValue(_providers);
            IEnumerable<string> clients = chosen.Length > 0 ? chosen.Select(session.NameOf) : session.VendorNames;
            IReadOnlyList<Finding> paid = await PaidCheckExamination.ExamineAsync(session, clients, file, cancellationToken);
            findings.RemoveAll(earlier => paid.Any(finding => finding.Subject == earlier.Subject));
            findings.AddRange(paid);
        }

        return findings;
    }
}
