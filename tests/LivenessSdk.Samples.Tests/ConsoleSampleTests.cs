using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Samples.Tests;

/// <summary>Runs the samples without arguments, as their documentation says.</summary>
public sealed class ConsoleSampleTests
{
    [Theory]
    [InlineData("ConsoleSnippets", "== argos", "== dojah", "== progeny", "== riset", "== verihubs", "== errors", "try later; this one may have been billed")]
    [InlineData("KeyedServices", "10: Live (everyday", "10000: Live (large-payments")]
    [InlineData("WorkerService", "astronaut_12mp: Live", "astronaut_1080: Live", "astronaut_512: Live")]
    public async Task A_sample_runs_to_its_end_and_says_that_it_is_simulated(string sample, params string[] lines)
    {
        using Sample run = Sample.Start(sample, []);

        (int exitCode, string output) = await run.WaitAsync();

        exitCode.Should().Be(0, because: output);
        output.Should().Contain("Simulated").And.ContainAll(lines).And.NotContain("Unhandled exception");
    }

    [Fact]
    public async Task The_worker_takes_a_configured_vendor_and_passes_over_files_that_are_no_photos()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        DirectoryInfo inbox = Directory.CreateTempSubdirectory("liveness-inbox-");
        await File.WriteAllBytesAsync(Path.Combine(inbox.FullName, "a.jpg"), SamplePhoto.Bytes.ToArray());
        await File.WriteAllTextAsync(Path.Combine(inbox.FullName, "b.jpg"), "no photo");
        IEnumerable<KeyValuePair<string, string?>> settings = simulator.ToConfiguration().AsEnumerable().Where(setting => setting.Value is not null);
        using Sample run = Sample.Start("WorkerService", settings, "--Inbox", inbox.FullName);

        (int exitCode, string output) = await run.WaitAsync();

        inbox.Delete(recursive: true);
        exitCode.Should().Be(0, because: output);
        output.Should().NotContain("Simulated").And.Contain("a: Live").And.Contain("b.jpg: ");
        simulator.Argos.Requests.Should().ContainSingle();
    }
}
