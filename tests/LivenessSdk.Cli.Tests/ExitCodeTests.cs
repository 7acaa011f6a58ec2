using System.Diagnostics;

namespace LivenessSdk.Cli.Tests;

public sealed class ExitCodeTests : ToolTest
{
    [Theory]
    [InlineData("Live", 0)]
    [InlineData("Attack", 1)]
    [InlineData("NoFace", 3)]
    [InlineData("Contradiction", 3)]
    [InlineData("ServerError", 4)]
    [InlineData("QuotaExceeded", 4)]
    [InlineData("Malformed", 4)]
    [InlineData("Unauthorized", 2)]
    public async Task One_photo_gives_its_code(string scenario, int code)
    {
        ToolOutput run = await RunAsync("check", Photo, "--simulator", "--scenario", scenario);

        run.ExitCode.Should().Be(code, because: run.Error);
    }

    [Theory]
    [InlineData(4, "Live", "ServerError", "Attack", "NoFace")]
    [InlineData(1, "NoFace", "Attack", "Live")]
    [InlineData(3, "Live", "NoFace", "Live")]
    [InlineData(0, "Live", "Live")]
    public async Task Several_photos_give_the_worst_code(int code, params string[] scenarios)
    {
        Simulator.Argos.Next([.. scenarios.Select(name => Scenario.All.Single(scenario => scenario.Name == name))]);

        ToolOutput run = await RunAsync(SettingsOf("argos"), ["check", .. scenarios.Select(_ => Photo)]);

        run.ExitCode.Should().Be(code, because: run.Error);
        run.OutputLines.Should().HaveCount(scenarios.Length + 1);
    }

    [Fact]
    public async Task A_photo_that_cannot_be_read_is_worse_than_a_vendor_that_failed_and_does_not_stop_the_others()
    {
        ToolOutput run = await RunAsync("check", "absent.jpg", Photo, "--simulator", "--scenario", "ServerError", "--json");

        run.ExitCode.Should().Be(2);
        run.OutputLines.Should().HaveCount(2);
        run.ErrorLines.Should().HaveCount(2);
    }

    [Fact]
    public async Task Text_renamed_to_a_photo_is_a_mistake_of_the_caller()
    {
        Write("text.jpg", "This is no photo.");

        ToolOutput run = await RunAsync("check", "text.jpg", "--simulator");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().StartWith("liveness: ").And.Contain("text.jpg");
    }

    [UnixFact]
    public async Task A_pipe_or_a_device_is_refused_with_the_way_through_standard_input_and_does_not_stop_the_others()
    {
        using (Process pipe = Process.Start("mkfifo", Path.Combine(Folder, "pipe.jpg")))
        {
            await pipe.WaitForExitAsync();
        }

        ToolOutput run = await RunAsync("check", "pipe.jpg", "/dev/zero", Photo, "--simulator");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("pipe.jpg").And.Contain("/dev/zero").And.Contain("standard input and specify '-'");
        run.Output.Should().Contain("Live");
    }

    [Fact]
    public async Task An_empty_name_is_a_mistake_of_the_caller_and_does_not_stop_the_others()
    {
        ToolOutput run = await RunAsync("check", "", Photo, "--simulator", "--json");

        run.ExitCode.Should().Be(2);
        run.OutputLines.Should().HaveCount(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("empty");
    }

    [Fact]
    public async Task A_folder_in_place_of_a_photo_is_a_mistake_of_the_caller()
    {
        ToolOutput run = await RunAsync("check", ".", "--simulator");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("folder");
    }

    [Theory]
    [InlineData]
    [InlineData("chek", "face.jpg")]
    [InlineData("check")]
    [InlineData("check", "face.jpg", "--simulator", "--nonsense")]
    [InlineData("check", "face.jpg", "--simulator", "--scenario", "Nonsense")]
    [InlineData("check", "face.jpg", "--scenario", "Attack")]
    [InlineData("check", "face.jpg", "--simulator", "--provider", "nobody")]
    [InlineData("check", "face.jpg", "--config", "absent.json")]
    [InlineData("bulk", "absent", "--simulator")]
    [InlineData("bulk", ".", "--simulator", "--concurrency", "0")]
    [InlineData("bulk", ".", "--simulator", "--concurrency", "many")]
    [InlineData("simulate", "--port", "70000")]
    [InlineData("simulate", "--port", "http")]
    public async Task A_wrong_command_line_says_so_in_one_line(params string[] arguments)
    {
        ToolOutput run = await RunAsync(arguments);

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().StartWith("liveness: ");
        run.Output.Should().BeEmpty();
    }

    [Theory]
    [InlineData("check", "face.jpg")]
    [InlineData("compare", "face.jpg")]
    [InlineData("bulk", ".")]
    [InlineData("providers")]
    public async Task Without_configuration_a_command_says_so_and_names_the_simulator(params string[] arguments)
    {
        ToolOutput run = await RunAsync(arguments);

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("No vendor is configured").And.Contain("--simulator");
    }

    [Fact]
    public async Task Asking_for_the_version_is_no_mistake()
    {
        ToolOutput run = await RunAsync("--version");

        run.ExitCode.Should().Be(0);
        run.Output.Should().NotBeEmpty();
        run.Error.Should().BeEmpty();
    }
}
