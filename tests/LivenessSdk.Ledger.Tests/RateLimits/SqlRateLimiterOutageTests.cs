using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using LivenessSdk.Ledger.Tests.Support;
using Npgsql;

namespace LivenessSdk.Ledger.Tests.RateLimits;

public sealed class SqliteRateLimiterOutageTests() : SqlRateLimiterOutageTests("SQLite");

public sealed class PostgreSqlRateLimiterOutageTests() : SqlRateLimiterOutageTests("PostgreSQL")
{
    [Fact]
    public async Task A_database_that_hangs_is_down()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        await using NpgsqlDataSource dataSource = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=u;Timeout=60");
        ManualTimeProvider clock = new();
        await using SqlRateLimiter limiter = new(
            dataSource, SqlLedgerDialect.PostgreSql, "vendor", new RateLimitOptions { PermitsPerSecond = 10, OutagePermitsPerSecond = 0 }, clock);

        Task<RateLimitLease> waiting = limiter.AcquireAsync(1, None).AsTask();
        await clock.WaitForTimersAsync(1, None);
        clock.Advance(TimeSpan.FromSeconds(3));

        (await waiting).IsAcquired.Should().BeFalse();
    }

    [Fact]
    public async Task A_crash_of_the_database_neither_loses_the_limit_nor_exceeds_it()
    {
        using PostgreSqlServer server = await PostgreSqlServer.StartOwnAsync();
        await using NpgsqlDataSource dataSource = NpgsqlDataSource.Create(await server.CreateSchemaAsync());
        await using SqlRateLimiter limiter = new(
            dataSource, SqlLedgerDialect.PostgreSql, "vendor", new RateLimitOptions { PermitsPerSecond = 0.01, Burst = 1, OutagePermitsPerSecond = 0, QueueTimeout = TimeSpan.Zero });
        await limiter.CreateSchemaAsync(None);
        (await limiter.AcquireAsync(1, None)).IsAcquired.Should().BeTrue();

        await server.CrashAsync();

        string? reason = "not asked yet";
        while (reason is not null)
        {
            using RateLimitLease lease = await limiter.AcquireAsync(1, None);
            lease.IsAcquired.Should().BeFalse();
            lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait).Should().BeTrue();
            reason = lease.TryGetMetadata(MetadataName.ReasonPhrase, out string? phrase) ? phrase : null;
            await Task.Delay(wait < TimeSpan.FromSeconds(2) ? wait : TimeSpan.Zero, None);
        }
    }
}

/// <summary>States what a shared limit does while its database is down.</summary>
public abstract class SqlRateLimiterOutageTests(string engine)
{
    protected static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_choice_nothing_is_granted_while_the_database_is_down()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter limiter = limit.Open(10);
        limit.DataSource.IsDown = true;

        RateLimitLease lease = await limiter.AcquireAsync(1, None);

        lease.IsAcquired.Should().BeFalse();
        lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait).Should().BeTrue();
        wait.Should().Be(TimeSpan.FromSeconds(1));
        lease.TryGetMetadata(MetadataName.ReasonPhrase, out string? reason).Should().BeTrue();
        reason.Should().Contain("database");

        limit.DataSource.IsDown = false;
        (await limiter.AcquireAsync(1, None)).IsAcquired.Should().BeFalse("it is asked again after a second");
        await limit.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await limiter.AcquireAsync(1, None)).IsAcquired.Should().BeTrue();
    }

    [Fact]
    public async Task By_choice_each_machine_keeps_its_share_until_the_database_is_back()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter limiter = limit.Open(10, options => (options.OutagePermitsPerSecond, options.QueueTimeout) = (2, TimeSpan.Zero));
        limit.DataSource.IsDown = true;

        (await limiter.AcquireAsync(1, None)).IsAcquired.Should().BeTrue();
        (await limiter.AcquireAsync(1, None)).IsAcquired.Should().BeFalse();
        await limit.AdvanceAsync(TimeSpan.FromSeconds(0.5));
        (await limiter.AcquireAsync(1, None)).IsAcquired.Should().BeTrue();

        limit.DataSource.IsDown = false;
        while (await limit.ReadAsync("SELECT count(*) FROM liveness_rate") == 0)
        {
            await limit.AdvanceAsync(TimeSpan.FromSeconds(0.5));
            await limiter.AcquireAsync(1, None);
            await Task.Delay(5, None);
        }
    }

    [Fact]
    public async Task A_share_is_a_rate_for_those_who_wait()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter limiter = limit.Open(10, options => options.OutagePermitsPerSecond = 2);
        limit.DataSource.IsDown = true;
        DateTimeOffset start = limit.Clock.GetUtcNow();

        Task<RateLimitLease>[] all = [.. Enumerable.Range(0, 5).Select(_ => limiter.AcquireAsync(1, None).AsTask())];
        foreach (Task<RateLimitLease> one in all)
        {
            (await limit.AdvanceUntilAsync(one)).IsAcquired.Should().BeTrue();
        }

        (limit.Clock.GetUtcNow() - start).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
    }
}
