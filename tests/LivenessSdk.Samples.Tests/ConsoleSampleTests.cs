using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Samples.Tests;

/// <summary>Runs the samples without arguments, as their documentation says.</summary>
public sealed class ConsoleSampleTests
{
    [Theory]
    [InlineData("ConsoleSnippets", "== argos", "== dojah", "== progeny", "== riset", "== verihubs", "== errors", "try again later; this check may have been billed")]
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

    [Fact]
    public async Task The_worker_with_a_ledger_pays_for_a_photo_once()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("liveness-worker-");
        await File.WriteAllBytesAsync(Path.Combine(folder.CreateSubdirectory("inbox").FullName, "a.jpg"), SamplePhoto.Bytes.ToArray());
        LedgerSecret secret = LedgerSecret.Generate("test");
        KeyValuePair<string, string?>[] settings =
        [
            .. simulator.ToConfiguration().AsEnumerable().Where(setting => setting.Value is not null),
            new("Liveness:Ledger:Secrets:0:Name", secret.Name), new("Liveness:Ledger:Secrets:0:Key", secret.Key),
        ];
        for (int i = 0; i < 2; i++)
        {
            using Sample run = Sample.Start("WorkerService", settings, "--Inbox", Path.Combine(folder.FullName, "inbox"), "--Ledger", Path.Combine(folder.FullName, "checks.ledger"));

            (int exitCode, string output) = await run.WaitAsync();

            exitCode.Should().Be(0, because: output);
            output.Should().Contain("a: Live");
        }

        folder.Delete(recursive: true);
        simulator.Argos.Requests.Should().ContainSingle();
    }
}
