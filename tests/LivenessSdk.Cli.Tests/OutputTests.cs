using System.Text.Json;

namespace LivenessSdk.Cli.Tests;

public sealed class OutputTests : ToolTest
{
    public static TheoryData<string[]> Commands =>
    [
        new[] { "check", Photo, "--simulator" },
        new[] { "check", Photo, "--simulator", "--json" },
        new[] { "check", Photo, "--simulator", "--scenario", "ServerError" },
        new[] { "compare", Photo, "--simulator" },
        new[] { "compare", Photo, "--simulator", "--json" },
        new[] { "bulk", ".", "--simulator" },
        new[] { "doctor", "--simulator" },
        new[] { "providers", "--simulator" },
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Redirected_output_is_free_of_colours_and_says_simulated(string[] arguments)
    {
        ToolOutput run = await RunAsync(arguments);

        (run.Output + run.Error).Should().NotContain("\u001b");
        run.Output.Should().Contain("simulated");
        run.ErrorLines.Where(line => !line.Contains("simulated", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public async Task Real_vendors_are_not_called_simulated()
    {
        ToolOutput run = await RunAsync(SettingsOf(), "compare", Photo, "--json");

        run.ExitCode.Should().Be(0, because: run.Error);
        run.OutputLines.Should().HaveCount(5).And.OnlyContain(line => !line.Contains("\"simulated\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_of_json_holds_the_file_and_the_result()
    {
        ToolOutput run = await RunAsync("check", Photo, "--simulator", "--scenario", "Attack", "--provider", "dojah", "--json");

        JsonElement line = JsonElementOf(run.OutputLines.Should().ContainSingle().Subject);
        line.GetProperty("file").GetString().Should().Be(Photo);
        line.GetProperty("simulated").GetBoolean().Should().BeTrue();
        LivenessResult result = LivenessJson.Deserialize(line.GetProperty("result").GetRawText());
        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.ClientName.Should().Be("dojah");
    }

    [Fact]
    public async Task A_failure_is_a_line_of_json_and_a_line_of_error()
    {
        ToolOutput run = await RunAsync("check", Photo, "--simulator", "--scenario", "ServerError", "--json");

        JsonElement failure = JsonElementOf(run.OutputLines.Should().ContainSingle().Subject).GetProperty("failure");
        failure.GetProperty("provider").GetString().Should().Be("argos");
        failure.GetProperty("error").GetString().Should().Be(nameof(LivenessError.Unavailable));
        failure.GetProperty("mayHaveBeenProcessed").GetBoolean().Should().BeTrue();
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain(Photo).And.Contain("billed");
    }

    [UnixFact]
    public async Task Json_shows_letters_and_emoji_as_they_are_and_escapes_what_commands_a_terminal()
    {
        const string Name = "Zoë – 😀 \u001b[31m\u202e\\u00e9\"<&>.jpg";
        AddPhoto(Name);

        ToolOutput run = await RunAsync("check", Name, "--simulator", "--json");

        string line = run.OutputLines.Should().ContainSingle().Subject;
        line.Should().Contain("Zoë – 😀 ").And.Contain("<&>.jpg").And.NotContainAny("\u001b", "\u202e");
        JsonElementOf(line).GetProperty("file").GetString().Should().Be(Name);
    }

    [Fact]
    public async Task Compare_shows_all_vendors_side_by_side()
    {
        Simulator.Dojah.Always(Scenario.Attack);
        Simulator.Riset.Always(Scenario.ServerError);

        ToolOutput run = await RunAsync(SettingsOf(), "compare", Photo);

        run.ExitCode.Should().Be(4);
        run.OutputLines.Should().HaveCount(2);
        run.OutputLines[0].Should().ContainAll("argos", "dojah", "progeny", "riset", "verihubs");
        run.OutputLines[1].Should().ContainAll(Photo, "Live", "NotLive", "PresentationAttack", "no verdict");
    }

    [Fact]
    public async Task A_file_name_cannot_command_the_terminal()
    {
        const string Hostile = "a\u001b[31m[red]b.jpg";
        AddPhoto(Hostile);

        ToolOutput run = await RunAsync("check", Hostile, "--simulator");

        run.ExitCode.Should().Be(0, because: run.Error);
        run.Output.Should().NotContain("\u001b").And.Contain("a?[31m[red]b.jpg");
    }

    [Fact]
    public async Task Providers_lists_what_each_vendor_takes()
    {
        ToolOutput run = await RunAsync("providers", "--simulator");

        run.ExitCode.Should().Be(0);
        run.OutputLines.Should().HaveCount(6);
        run.OutputLines.Single(line => line.StartsWith("riset", StringComparison.Ordinal)).Should().Contain(" 8 ");
        run.OutputLines.Single(line => line.StartsWith("verihubs", StringComparison.Ordinal)).Should().Contain("3.75 MiB");
    }

    private static JsonElement JsonElementOf(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
