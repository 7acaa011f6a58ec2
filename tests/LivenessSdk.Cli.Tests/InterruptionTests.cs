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
        run.Error.Should().NotContain("Exception");
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
            ToolOutput interrupted = await tool.WaitAsync();
            interrupted.ExitCode.Should().Be(Interrupted);
            interrupted.ErrorLines.Should().ContainSingle().Which.Should().Contain("goes on");
        }

        ToolOutput resumed = await RunAsync(SettingsOf("argos"), command);

        resumed.ExitCode.Should().Be(4, "nobody knows whether the photo under way was paid for");
        resumed.OutputLines.Should().Contain(["Live         4", "NotLive      1", "unknown      1", "photos       6, 3 of them from earlier runs"]);
        Simulator.Argos.Requests.Should().HaveCount(6);
        File.ReadAllLines(Path.Combine(Folder, "photos.argos.jsonl")).Should().HaveCount(6)
            .And.ContainSingle(line => line.Contains("\"unknown\":true", StringComparison.Ordinal));

        ToolOutput resent = await RunAsync(SettingsOf("argos"), [.. command, "--resend-unknown"]);

        resent.ExitCode.Should().Be(1);
        Simulator.Argos.Requests.Should().HaveCount(7);
    }
}
