using System.CommandLine;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace LivenessSdk.Cli;

/// <summary>Finds what keeps checks from working, and says what to do about it: <c>liveness doctor</c>. It sends no photo to a vendor and costs nothing.</summary>
internal sealed class DoctorCommand : Command
{
    private readonly Terminal _terminal;
    private readonly SessionOptions _session;

    public DoctorCommand(Terminal terminal)
        : base("doctor", "Find what is wrong with configuration, credentials, network and libvips; sends no photo to a vendor.")
    {
        _terminal = terminal;
        _session = new SessionOptions(this, checks: false);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<Finding> findings = await _terminal.WaitAsync("Examining", () => ExamineAsync(arguments, cancellationToken));
        Table table = _terminal.CreateTable("", "what", "finding");
        foreach (Finding finding in findings)
        {
            table.AddRow(
                finding.IsFault ? new Text("FAULT", Color.Red) : new Text("ok", Color.Green),
                new Text(Terminal.Plain(finding.Subject)),
                new Text(Terminal.Plain(finding.Text)));
        }

        _terminal.Out.Write(table);
        return ExitCodes.Worst(findings.Select(finding => finding.ExitCode));
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync(cancellationToken: cancellationToken);
        bool simulated = _session.IsSimulated(arguments);
        IConfiguration configuration = simulated
            ? simulator.ToConfiguration().GetSection(ToolConfiguration.Section)
            : ToolConfiguration.Load(_session.ConfigurationFile(arguments));
        return
        [
            .. await ConfigurationExamination.ExamineAsync(configuration, simulated, cancellationToken),
            await ImageLibraryExamination.ExamineAsync(simulator, cancellationToken),
        ];
    }
}
