namespace LivenessSdk.Cli.Tests;

public sealed class InterruptionTests : ToolTest
{
    private const int Interrupted = 130;

    [UnixFact]
    public async Task Ctrl_C_ends_a_check_that_waits_for_its_vendor()
    {
        Simulator.Argos.Always(Scenario.Stall);
        using ToolProcess tool = ToolProcess.Start(Folder, SettingsOf("argos"), "check", Photo);
        await Simulator.Argos.WaitForRequestAsync();

        await tool.InterruptAsync();

        ToolOutput run = await tool.WaitAsync();
        run.ExitCode.Should().Be(Interrupted);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain(Photo).And.Contain("the vendor may bill it");
        await Simulator.Argos.WaitForRequestAsync(request => request.ClientLeft);
    }

    [UnixFact]
    public async Task An_interrupted_bulk_run_goes_on_and_sends_nothing_twice()
    {
        File.Delete(Path.Combine(Folder, Photo));
        foreach (int number in Enumerable.Range(1, 6))
        {
            AddPhoto($"photos/{number}.jpg");
        }

        string[] command = ["bulk", "photos", "--concurrency", "1"];
        Simulator.Argos.Next(Scenario.Live, Scenario.Attack, Scenario.Stall);
        using (ToolProcess tool = ToolProcess.Start(Folder, SettingsOf("argos"), command))
        {
            await Simulator.Argos.WaitForRequestAsync(request => request.Scenario == Scenario.Stall);
            await tool.InterruptAsync();
            await tool.ReadErrorLineAsync("Stopping");
            await tool.InterruptAsync();
            ToolOutput interrupted = await tool.WaitAsync();
            interrupted.ExitCode.Should().Be(Interrupted);
            interrupted.ErrorLines.Should().ContainSingle().Which.Should().Contain("resume");
        }

        ToolOutput resumed = await RunAsync(SettingsOf("argos"), command);

        resumed.ExitCode.Should().Be(4, "nobody knows whether the photo under way was paid for");
        resumed.OutputLines.Should().Contain(["Live         4", "NotLive      1", "unknown      1", "photos       6, 3 of them from earlier runs"]);
        Simulator.Argos.Requests.Should().HaveCount(6);
        File.ReadAllLines(Path.Combine(Folder, "photos.argos.jsonl")).Should().HaveCount(6)
            .And.ContainSingle(line => line.Contains("\"unknown\":true", StringComparison.Ordinal) && line.Contains("\"key\":", StringComparison.Ordinal));

        ToolOutput resent = await RunAsync(SettingsOf("argos"), [.. command, "--resend-unknown"]);

        resent.ExitCode.Should().Be(1);
        Simulator.Argos.Requests.Should().HaveCount(7);
    }

    [UnixFact]
    public async Task The_first_Ctrl_C_lets_checks_in_flight_end_and_takes_no_more_photos()
    {
        foreach (int number in Enumerable.Range(1, 6))
        {
            AddPhoto($"photos/{number}.jpg");
        }

        string[] command = ["bulk", "photos", "--concurrency", "2"];
        Simulator.Argos.Next(Scenario.Stall, Scenario.Stall);
        using (ToolProcess tool = ToolProcess.Start(Folder, SettingsOf("argos"), command))
        {
            await Simulator.Argos.WaitForRequestAsync(_ => Simulator.Argos.Requests.Count(request => request.Scenario == Scenario.Stall) == 2);
            await tool.InterruptAsync();
            await tool.ReadErrorLineAsync("Stopping");
            Simulator.Argos.ReleaseStalled();
            ToolOutput interrupted = await tool.WaitAsync();
            interrupted.ExitCode.Should().Be(Interrupted);
            interrupted.OutputLines.Should().Contain(["Live         2", "photos       2", "4 of 6 photos are left. Run the same command again to resume."]);
        }

        ToolOutput resumed = await RunAsync(SettingsOf("argos"), command);

        resumed.ExitCode.Should().Be(0);
        resumed.OutputLines.Should().Contain(["Live         6", "photos       6, 2 of them from earlier runs"]);
        Simulator.Argos.Requests.Should().HaveCount(6);
    }
}
