using System.Text.RegularExpressions;

namespace LivenessSdk.Cli.Tests;

public sealed partial class CommandLineTests : ToolTest
{
    [Fact]
    public async Task A_dash_stands_for_the_standard_input()
    {
        using ToolProcess tool = ToolProcess.StartWithInput(Folder, SamplePhoto.Bytes.ToArray(), "check", "-", "--simulator", "--json");

        ToolOutput run = await tool.WaitAsync();

        run.ExitCode.Should().Be(0, because: run.Error);
        run.OutputLines.Should().ContainSingle().Which.Should().Contain("\"file\":\"-\"");
    }

    [Fact]
    public async Task The_standard_input_is_read_once_and_must_be_a_photo()
    {
        using ToolProcess text = ToolProcess.StartWithInput(Folder, "no photo"u8.ToArray(), "check", "-", "--simulator");

        (await text.WaitAsync()).ExitCode.Should().Be(2);
        (await RunAsync("check", "-", "-", "--simulator")).ErrorLines.Should().ContainSingle().Which.Should().Contain("once");
    }

    [Fact]
    public async Task An_empty_standard_input_is_named_in_the_words_of_a_shell()
    {
        using ToolProcess tool = ToolProcess.StartWithInput(Folder, [], "check", "-", "--simulator");

        ToolOutput run = await tool.WaitAsync();

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("Standard input was empty").And.Contain("| liveness check -");
    }

    [Fact]
    public async Task A_URL_is_rejected_and_its_remedy_is_to_download_the_photo()
    {
        ToolOutput run = await RunAsync("check", "https://example.com/selfie.jpg", "--simulator");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("URLs are not supported").And.Contain("Download");
    }

    [Theory]
    [InlineData("liveness --help", "--simulater")]
    [InlineData("liveness check --help", "check")]
    [InlineData("liveness ledger show --help", "ledger", "show")]
    public async Task An_error_in_a_command_line_points_to_the_help_of_its_command(string help, params string[] arguments) =>
        (await RunAsync(arguments)).ErrorLines.Should().ContainSingle().Which.Should().EndWith($"See '{help}'.");

    [Fact]
    public async Task Compare_asks_those_that_are_named()
    {
        ToolOutput run = await RunAsync(SettingsOf(), "compare", Photo, "--provider", "argos,Dojah", "--json");

        run.ExitCode.Should().Be(0, because: run.Error);
        run.OutputLines.Should().HaveCount(2);
        Simulator.Riset.Requests.Should().BeEmpty();
        (await RunAsync("compare", Photo, "--simulator", "--provider", "argos,nobody")).ErrorLines.Should().ContainSingle().Which.Should().Contain("'nobody'");
    }

    [Fact]
    public async Task Short_options_do_the_same()
    {
        ToolOutput run = await RunAsync("check", Photo, "-s", "-p", "dojah", "-t", "30", "-j");

        run.ExitCode.Should().Be(0, because: run.Error);
        run.Output.Should().Contain("\"provider\":\"dojah\"");
    }

    [Fact]
    public async Task A_check_ends_when_its_timeout_is_over()
    {
        Simulator.Argos.Always(Scenario.Stall);

        ToolOutput run = await RunAsync(SettingsOf("argos"), "check", Photo, "--timeout", "0.5", "--json");

        run.ExitCode.Should().Be(4);
        run.Output.Should().Contain("\"error\":\"TimedOut\"");
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("25:00:00:00")]
    public async Task A_timeout_that_is_no_time_is_a_mistake_of_the_caller(string time) =>
        (await RunAsync("check", Photo, "--simulator", $"--timeout={time}")).ErrorLines.Should().ContainSingle().Which.Should().Contain("--timeout");

    [Theory]
    [InlineData("chek", "liveness check")]
    [InlineData("comapre", "liveness compare")]
    [InlineData("doktor", "liveness doctor")]
    public async Task A_mistyped_command_gets_a_suggestion(string typed, string meant)
    {
        ToolOutput run = await RunAsync(typed, Photo);

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain($"Did you mean '{meant}'?");
    }

    [Fact]
    public async Task A_mistyped_option_gets_a_suggestion_and_nonsense_gets_none()
    {
        (await RunAsync("check", Photo, "--simulater")).Error.Should().Contain("Did you mean --simulator?");
        (await RunAsync("xyzzy")).Error.Should().NotContain("Did you mean");
    }

    [Theory]
    [InlineData("ch", "check")]
    [InlineData("check --s", "--simulator")]
    [InlineData("check --scenario At", "Attack")]
    public async Task A_shell_is_told_how_to_complete_a_line(string typed, string completed) =>
        (await RunAsync($"[suggest:{typed.Length}]", typed)).OutputLines.Should().Contain(completed);

    [Fact]
    public async Task Help_of_every_command_ends_with_two_examples_and_the_exit_codes()
    {
        Queue<string[]> commands = new([[]]);
        List<string> seen = [];
        while (commands.TryDequeue(out string[]? command))
        {
            ToolOutput run = await RunAsync([.. command, "--help"]);

            string name = string.Join(' ', ["liveness", .. command]);
            (run.ExitCode, run.Error).Should().Be((0, ""), name);
            string[] lines = [.. run.OutputLines.SkipWhile(line => line != "Examples:")];
            lines[1..3].Should().OnlyContain(line => line.Contains(name, StringComparison.Ordinal));
            lines[3].Should().Be("Exit codes:");
            lines[4..].Should().HaveCount(name is "liveness" or "liveness evaluate" ? 8 : 6, "two codes are those of evaluate: {0}", name);
            foreach (string subcommand in Subcommands(run.OutputLines))
            {
                commands.Enqueue([.. command, subcommand]);
            }

            seen.Add(name);
        }

        seen.Should().Contain(["liveness doctor", "liveness ledger unknown settle"], "the pages of help list every command");
    }

    [Fact]
    public async Task The_default_scenario_of_evaluate_is_by_label_and_that_of_check_is_Live()
    {
        (await RunAsync("evaluate", "--help")).Output.ReplaceLineEndings(" ").Should().Contain("label of each photo").And.NotContain("The default is Live");
        (await RunAsync("check", "--help")).Output.Should().Contain("The default is Live");
    }

    [TerminalTheory]
    [InlineData("--help")]
    [InlineData("check", "--help")]
    [InlineData("simulate", "--help")]
    [InlineData("doctor", "--help")]
    [InlineData("check", Photo, "--simulator", "--scenario", "Attack")]
    [InlineData("compare", Photo, "--simulator", "--scenario", "Attack")]
    [InlineData("providers", "--simulator")]
    [InlineData("doctor", "--simulator")]
    public async Task In_a_narrow_terminal_no_word_is_broken(params string[] arguments)
    {
        string wide = Plain(await RunInTerminalAsync(400, arguments));
        string narrow = Plain(await RunInTerminalAsync(60, arguments));

        HashSet<string> words = [.. Words(wide)];
        Words(narrow).Where(word => !words.Contains(word)).Should().BeEmpty("{0}", narrow);
        narrow.Split('\n').Where(line => line.TrimEnd().Length > 60).Where(line => line.Trim().Contains(' ', StringComparison.Ordinal)).Should().BeEmpty();
    }

    [TerminalFact]
    public async Task Without_colors_there_is_still_progress()
    {
        Simulator.Argos.Always(Scenario.Slow(TimeSpan.FromSeconds(1)));

        string output = await RunInTerminalAsync(100, [.. SettingsOf("argos"), new("NO_COLOR", "1")], "check", Photo);

        output.Should().Contain($"Checking {Photo}").And.Contain("Live");
        Color().Matches(output).Should().BeEmpty();
    }

    [TerminalFact]
    public async Task A_terminal_gets_colors() =>
        Color().Matches(await RunInTerminalAsync(100, "check", Photo, "--simulator")).Should().NotBeEmpty();

    private Task<string> RunInTerminalAsync(int columns, params string[] arguments) => RunInTerminalAsync(columns, [], arguments);

    private async Task<string> RunInTerminalAsync(int columns, IEnumerable<KeyValuePair<string, string?>> settings, params string[] arguments)
    {
        using ToolProcess tool = ToolProcess.StartInTerminal(Folder, settings, columns, arguments);
        return (await tool.WaitAsync()).Output;
    }

    /// <summary>Takes out what commands a terminal, and the progress that it overwrites.</summary>
    private static string Plain(string output) =>
        Control().Replace(string.Join('\n', output.Split('\n').Where(line => !line.Contains("Checking", StringComparison.Ordinal) && !line.Contains("Examining", StringComparison.Ordinal))), "");

    /// <summary>Finds the commands that a page of help lists.</summary>
    private static IEnumerable<string> Subcommands(string[] help) =>
        help.SkipWhile(line => line != "Commands:").Skip(1)
            .TakeWhile(line => line.StartsWith(' '))
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]);

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(match => match.Value).Where(word => !word.Any(char.IsAsciiDigit));

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|\r")]
    private static partial Regex Control();

    [GeneratedRegex(@"\e\[(3[0-7]|38;[25];[0-9;]+|9[0-7])m")]
    private static partial Regex Color();

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9'-]*")]
    private static partial Regex Word();
}
