using System.Globalization;

namespace LivenessSdk.Ledger.Tests.RateLimits;

/// <summary>Measures a shared limit: what four processes get, how evenly, and how many permits one row can give.</summary>
public sealed class SharedLimitFigures(ITestOutputHelper output)
{
    private const int Processes = 4;
    private const int Seconds = 10;

    [Theory(Explicit = true)]
    [InlineData("PostgreSQL", 50, 1)]
    [InlineData("PostgreSQL", 50, 5)]
    [InlineData("PostgreSQL", 200, 5)]
    [InlineData("PostgreSQL", 1000, 20)]
    [InlineData("PostgreSQL", 5000, 100)]
    [InlineData("SQLite", 50, 1)]
    [InlineData("SQLite", 1000, 20)]
    public async Task Four_processes_share(string engine, double rate, int burst)
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine, standsStill: false);
        RateProcess[] processes = [.. Enumerable.Range(0, Processes).Select(_ => RateProcess.Start(engine, limit.ConnectionString, rate, burst, int.MaxValue, Seconds))];

        double[][] granted = await Task.WhenAll(processes.Select(process => process.ReadAsync()));

        double[] all = [.. granted.SelectMany(of => of).Order()];
        int most = FindMostInASecond(all);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine}, {rate}/s, burst {burst}: {all.Length / (all[^1] - all[0]):0.0} a second, at most {most} in any second, {granted.Min(of => of.Length)} to {granted.Max(of => of.Length)} a process"));
        most.Should().BeLessThanOrEqualTo((int)(rate * 1.1) + burst);
    }

    /// <summary>Finds the largest number of permits in any window of a second.</summary>
    private static int FindMostInASecond(double[] times)
    {
        int most = 0;
        for (int first = 0, last = 0; last < times.Length; last++)
        {
            while (times[last] - times[first] > 1)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
