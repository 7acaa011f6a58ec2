using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LivenessSdk.Ledger.Tests.RateLimits;

/// <summary>Takes permits of a shared limit in a process of its own.</summary>
internal sealed class RateProcess
{
    public const string Name = "rate";

    private readonly Process _process;

    private RateProcess(Process process)
    {
        _process = process;
    }

    /// <param name="engine">The database engine.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="rate">The permits a second that all processes share.</param>
    /// <param name="burst">The burst.</param>
    /// <param name="permits">The number of permits to take.</param>
    /// <param name="seconds">The time after which to end with less.</param>
    public static RateProcess Start(string engine, string connectionString, double rate, int burst, int permits, int seconds = 60)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
        string[] all =
        [
            "exec", typeof(RateProcess).Assembly.Location, Name, engine, connectionString,
            rate.ToString(CultureInfo.InvariantCulture), $"{burst}", $"{permits}", $"{seconds}",
        ];
        Array.ForEach(all, start.ArgumentList.Add);
        return new RateProcess(Process.Start(start)!);
    }

    /// <summary>Waits for the end of the process.</summary>
    /// <returns>When it got each permit, in seconds by the clock that all processes of the machine have.</returns>
    public async Task<double[]> ReadAsync()
    {
        using (_process)
        {
            string output = await _process.StandardOutput.ReadToEndAsync();
            await _process.WaitForExitAsync();
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        }
    }

    public static async Task RunAsync(string[] arguments)
    {
        (DbDataSource dataSource, SqlLedgerDialect dialect) = arguments[0] == "PostgreSQL"
            ? ((DbDataSource)NpgsqlDataSource.Create(arguments[1]), SqlLedgerDialect.PostgreSql)
            : (SqliteFactory.Instance.CreateDataSource(arguments[1]), SqlLedgerDialect.Sqlite);
        RateLimitOptions options = new()
        {
            PermitsPerSecond = double.Parse(arguments[2], CultureInfo.InvariantCulture),
            Burst = int.Parse(arguments[3], CultureInfo.InvariantCulture),
            OutagePermitsPerSecond = 0,
        };
        int permits = int.Parse(arguments[4], CultureInfo.InvariantCulture);
        TimeSpan time = TimeSpan.FromSeconds(int.Parse(arguments[5], CultureInfo.InvariantCulture));
        long start = TimeProvider.System.GetTimestamp();
        List<double> granted = [];
        await using DbDataSource own = dataSource;
        await using SqlRateLimiter limiter = new(dataSource, dialect, "vendor", options);
        while (granted.Count < permits && TimeProvider.System.GetElapsedTime(start) < time)
        {
            // One at a time, as a client asks.
            using RateLimitLease lease = await limiter.AcquireAsync();
            if (lease.IsAcquired)
            {
                granted.Add((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
            }
        }

        granted.ForEach(at => Console.WriteLine(at.ToString("R", CultureInfo.InvariantCulture)));
    }
}
