using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LivenessSdk.Cli;

/// <summary>Adds two examples and the exit codes to the help of each command.</summary>
internal sealed class HelpPage(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> s_examples = new()
    {
        ["liveness"] = ["liveness check selfie.jpg --simulator", "liveness doctor"],
        ["check"] = ["liveness check selfie.jpg", "cat selfie.jpg | liveness check - --json"],
        ["compare"] = ["liveness compare selfie.jpg", "liveness compare *.jpg --provider argos,dojah"],
        ["bulk"] = ["liveness bulk photos", "liveness bulk photos --simulator --output trial.jsonl"],
        ["evaluate"] = ["liveness evaluate photos.csv --provider argos,dojah", "liveness evaluate photos.csv --simulator --yes"],
        ["ledger"] = ["liveness ledger summary --ledger photos.argos.ledger", "liveness ledger unknown --ledger \"Host=db;Database=liveness\""],
        ["summary"] = ["liveness ledger summary --ledger photos.argos.ledger", "liveness ledger summary --ledger \"Host=db;Database=liveness\""],
        ["show"] = ["liveness ledger show KEY --ledger photos.argos.ledger", "liveness ledger show KEY --ledger \"Host=db;Database=liveness\""],
        ["unknown"] = ["liveness ledger unknown --ledger photos.argos.ledger", "liveness ledger unknown resend KEY --ledger photos.argos.ledger"],
        ["list"] = ["liveness ledger unknown list --ledger photos.argos.ledger", "liveness ledger unknown list --ledger \"Host=db;Database=liveness\""],
        ["resend"] = ["liveness ledger unknown resend KEY --ledger photos.argos.ledger", "liveness ledger unknown resend KEY --client argos --ledger photos.argos.ledger"],
        ["settle"] = ["liveness ledger unknown settle KEY --processed --ledger photos.argos.ledger", "liveness ledger unknown settle KEY --not-processed --ledger photos.argos.ledger"],
        ["export"] = ["liveness ledger export --csv --ledger photos.argos.ledger", "liveness ledger export --json --ledger \"Host=db;Database=liveness\""],
        ["erase"] = ["liveness ledger erase KEY --ledger photos.argos.ledger", "liveness ledger erase KEY --ledger \"Host=db;Database=liveness\""],
        ["purge"] = ["liveness ledger purge --older-than 30d --ledger photos.argos.ledger", "liveness ledger purge --older-than 12h --ledger photos.argos.ledger"],
        ["schema"] = ["liveness ledger schema", "liveness ledger schema --sqlite"],
        ["simulate"] = ["liveness simulate", "liveness simulate --scenario argos=Outage --format json"],
        ["doctor"] = ["liveness doctor", "liveness doctor --provider argos --paid-check selfie.jpg"],
        ["providers"] = ["liveness providers", "liveness providers --config other.json"],
    };

    private static readonly string[] s_exitCodes =
    [
        "0 live, or no problems", "1 not live", "2 usage or configuration", "3 inconclusive", "4 vendor failure", "130 canceled with Ctrl+C",
    ];

    private static readonly string[] s_conditionCodes = ["5 evaluate: a condition of --fail-if is true", "6 evaluate: a condition of --fail-if could not be decided"];

    /// <summary>Replaces the help that every command inherits.</summary>
    public static void AddTo(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpPage((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        string command = parseResult.CommandResult.Command is RootCommand ? "liveness" : parseResult.CommandResult.Command.Name;
        WriteSection(output, "Examples:", s_examples[command]);
        WriteSection(output, "Exit codes:", command is "evaluate" or "liveness" ? [.. s_exitCodes[..^1], .. s_conditionCodes, s_exitCodes[^1]] : s_exitCodes);
        return code;
    }

    private static void WriteSection(TextWriter output, string title, string[] lines)
    {
        output.WriteLine(title);
        foreach (string line in lines)
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine();
    }
}
