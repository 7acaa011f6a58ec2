using System.Globalization;

namespace LivenessSdk.Tests.Resilience.Chaos;

/// <summary>Runs alone, because it watches the process as a whole.</summary>
/// <remarks>Set <c>LIVENESS_CHAOS_CHECKS</c> for another number of checks, and <c>LIVENESS_CHAOS_SEED</c> for other dice.</remarks>
[Collection(RunsAlone.Name)]
public sealed class ChaosTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.0, 2_000, 1.00)]
    [InlineData(0.2, 5_000, 1.30)]
    [InlineData(0.6, 2_000, 1.30)]
    [InlineData(1.0, 20_000, 1.10)]
    public async Task Whatever_the_network_does_the_promises_hold(double faultRate, int usualChecks, double mostPostsPerCheck)
    {
        int checks = Number("LIVENESS_CHAOS_CHECKS", usualChecks);
        int seed = Number("LIVENESS_CHAOS_SEED", 20261120);
        using BufferLedger buffers = new();
        ChaosRun run = new(seed, checks, faultRate);

        await run.RunAsync();

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {checks} checks, {faultRate:P0} faults: {run.Posts / (double)checks:F3} paid messages a check"));
        output.WriteLine(string.Join(", ", run.Endings.OrderByDescending(ending => ending.Value).Select(ending => $"{ending.Key} {ending.Value}")));
        run.Violations.Should().BeEmpty();
        run.Posts.Should().BeLessThanOrEqualTo((int)(mostPostsPerCheck * checks));
        run.ScheduledTimers.Should().Be(0);
        run.OpenReplies.Should().Be(0);
        buffers.RentedInAll.Should().BeGreaterThan(0);
        buffers.Outstanding.Should().Be(0);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
