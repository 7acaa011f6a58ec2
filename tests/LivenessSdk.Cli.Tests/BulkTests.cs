using System.Text.Json;

namespace LivenessSdk.Cli.Tests;

public sealed class BulkTests : ToolTest
{
    [Fact]
    public async Task All_photos_of_a_folder_and_below_are_checked_and_counted()
    {
        AddPhoto("photos/a.jpg");
        AddPhoto("photos/below/b.JPEG");
        Write("photos/notes.txt", "no photo"u8.ToArray());
        Write("photos/broken.png", "no photo either"u8.ToArray());

        ToolOutput run = await RunAsync("bulk", "photos", "--simulator", "--output", "results.jsonl");

        run.ExitCode.Should().Be(2, "one file is no photo");
        run.Error.Should().BeEmpty();
        run.OutputLines.Should().Contain(["Live         2", "failed       1", "photos       3"]);
        JsonElement[] lines = [.. File.ReadLines(Path.Combine(Folder, "results.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
        lines.Select(line => line.GetProperty("file").GetString()).Should().BeEquivalentTo(
            Path.Combine("photos", "a.jpg"), Path.Combine("photos", "below", "b.JPEG"), Path.Combine("photos", "broken.png"));
        lines.Should().OnlyContain(line => line.GetProperty("simulated").GetBoolean());
    }

    [UnixFact]
    public async Task A_folder_that_links_back_to_itself_is_paid_for_once()
    {
        AddPhoto("photos/a.jpg");
        File.CreateSymbolicLink(Path.Combine(Folder, "photos", "again"), ".");
        File.CreateSymbolicLink(Path.Combine(Folder, "photos", "b.jpg"), "a.jpg");

        ToolOutput run = await RunAsync(SettingsOf("argos"), "bulk", "photos");

        run.OutputLines.Should().Contain("photos       2", "a link to a photo is one, a link to a folder is passed over");
        Simulator.Argos.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task The_answer_of_one_vendor_never_stands_for_another()
    {
        AddPhoto("photos/a.jpg");
        Simulator.Dojah.Always(Scenario.Attack);

        ToolOutput argos = await RunAsync(SettingsOf(), "bulk", "photos", "--output", "results.jsonl");
        ToolOutput dojah = await RunAsync(SettingsOf(), "bulk", "photos", "--output", "results.jsonl", "--provider", "dojah");
        ToolOutput simulated = await RunAsync(SettingsOf(), "bulk", "photos", "--output", "results.jsonl", "--simulator", "--scenario", "NoFace");

        (argos.ExitCode, dojah.ExitCode, simulated.ExitCode).Should().Be((0, 1, 3));
    }

    [Fact]
    public async Task A_file_that_is_not_from_an_earlier_run_is_not_overwritten()
    {
        AddPhoto("photos/a.jpg");
        Write("precious.jsonl", "precious");

        ToolOutput run = await RunAsync("bulk", "photos", "--simulator", "--output", "precious.jsonl");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("--output");
        File.ReadAllText(Path.Combine(Folder, "precious.jsonl")).Should().Be("precious");
    }

    [Fact]
    public async Task A_second_run_at_the_same_time_is_refused_and_leaves_the_first_alone()
    {
        AddPhoto("photos/a.jpg");
        AddPhoto("photos/b.jpg");
        string[] command = ["bulk", "photos", "--concurrency", "1"];
        Simulator.Argos.Next(Scenario.Live, Scenario.Stall);
        using ToolProcess first = ToolProcess.Start(Folder, SettingsOf("argos"), command);
        await Simulator.Argos.WaitForRequestAsync(request => request.Scenario == Scenario.Stall);

        ToolOutput second = await RunAsync(SettingsOf("argos"), command);

        second.ExitCode.Should().Be(2);
        second.ErrorLines.Should().ContainSingle().Which.Should().Contain("used by another process");
        Simulator.Argos.ReleaseStalled();
        (await first.WaitAsync()).ExitCode.Should().Be(0);
        File.ReadAllLines(Path.Combine(Folder, "photos.argos.jsonl")).Should().HaveCount(2).And.OnlyContain(line => line.StartsWith('{'));
        Simulator.Argos.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_folder_without_photos_is_a_mistake_of_the_caller()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "empty"));

        (await RunAsync("bulk", "empty", "--simulator")).ExitCode.Should().Be(2);
    }
}
