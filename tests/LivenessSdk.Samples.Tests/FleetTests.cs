namespace LivenessSdk.Samples.Tests;

/// <summary>Runs a small fleet: broker, database, vendor, two workers, 200 photos.</summary>
public sealed class FleetTests
{
    private static bool IsInstalled(string pattern, string folder) =>
        OperatingSystem.IsLinux() && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, pattern).Any();

    [Fact]
    public async Task A_fleet_checks_every_photo_once_within_its_limit()
    {
        Assert.SkipUnless(IsInstalled("*", "/usr/lib/postgresql"), "Needs PostgreSQL, which .ci/install could not install.");
        Assert.SkipUnless(IsInstalled("rabbitmq_server-*", "/usr/lib/rabbitmq/lib"), "Needs RabbitMQ, which .ci/install could not install.");
        using Sample run = Sample.Start("Fleet", [], "--Photos", "200", "--Workers", "2", "--Rate", "100", "--Latency", "50");

        (int exitCode, string output) = await run.WaitAsync();

        exitCode.Should().Be(0, because: output);
        output.Should().Contain("Simulated").And.ContainAll("worker 1", "worker 2", "200 photos in", "200 answered").And.NotContain("Unhandled exception");
        output.Should().Contain("vendor    200 photos arrived");
    }
}
