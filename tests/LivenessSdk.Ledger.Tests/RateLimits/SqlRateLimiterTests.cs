using System.Data.Common;
using System.Threading.RateLimiting;
using LivenessSdk.Ledger.Tests.Support;

namespace LivenessSdk.Ledger.Tests.RateLimits;

public sealed class SqliteRateLimiterTests() : SqlRateLimiterTests("SQLite");

public sealed class PostgreSqlRateLimiterTests() : SqlRateLimiterTests("PostgreSQL");

/// <summary>States when a limit that machines share grants permits, and when it rejects.</summary>
public abstract class SqlRateLimiterTests(string engine)
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Machines_share_one_permit_after_the_other()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter first = limit.Open(1);
        await using SqlRateLimiter second = limit.Open(1);

        (await first.AcquireAsync(1, None)).IsAcquired.Should().BeTrue();
        Task<RateLimitLease> waiting = second.AcquireAsync(1, None).AsTask();
        (await limit.AdvanceUntilAsync(waiting)).IsAcquired.Should().BeTrue();

        (limit.Clock.GetUtcNow() - new ManualTimeProvider().GetUtcNow()).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
        (await limit.ReadReservedAsync()).Should().BeApproximately(2, 1e-6);
    }

    [Fact]
    public async Task A_burst_leaves_at_once_after_a_quiet_time_and_not_before()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter limiter = limit.Open(2, options => (options.Burst, options.QueueTimeout) = (3, TimeSpan.Zero));

        (await GrantedAsync(limiter, 5)).Should().Be(3);
        await limit.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await GrantedAsync(limiter, 5)).Should().Be(2);
        await limit.AdvanceAsync(TimeSpan.FromHours(1));
        (await GrantedAsync(limiter, 5)).Should().Be(3);
    }

    [Fact]
    public async Task Callers_that_come_together_share_the_burst()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter limiter = limit.Open(2, options => (options.Burst, options.QueueTimeout) = (3, TimeSpan.Zero));

        RateLimitLease[] leases = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => limiter.AcquireAsync(1, None).AsTask()));

        leases.Count(lease => lease.IsAcquired).Should().Be(3);
    }

    [Fact]
    public async Task Several_permits_are_granted_together_when_the_last_is_due()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter limiter = limit.Open(2, options => (options.Burst, options.QueueTimeout) = (3, TimeSpan.Zero));

        (await limiter.AcquireAsync(3, None)).IsAcquired.Should().BeTrue();
        await limit.AdvanceAsync(TimeSpan.FromSeconds(0.5));
        (await limiter.AcquireAsync(2, None)).IsAcquired.Should().BeFalse();
        (await limiter.AcquireAsync(1, None)).IsAcquired.Should().BeTrue();
        (await limiter.AcquireAsync(0, None)).IsAcquired.Should().BeTrue();
        await FluentActions.Awaiting(async () => await limiter.AcquireAsync(4, None)).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task A_caller_without_time_is_told_when_the_next_permit_is_due()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter limiter = limit.Open(0.25, options => options.QueueTimeout = TimeSpan.Zero);

        await limiter.AcquireAsync(1, None);
        RateLimitLease lease = await limiter.AcquireAsync(1, None);

        lease.IsAcquired.Should().BeFalse();
        lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait).Should().BeTrue();
        wait.Should().BeCloseTo(TimeSpan.FromSeconds(4), TimeSpan.FromMilliseconds(1));
        (await limit.ReadReservedAsync()).Should().BeApproximately(4, 1e-6, "a rejection takes no permit");
        limiter.GetStatistics()!.TotalFailedLeases.Should().Be(1);
    }

    [Fact]
    public async Task A_caller_waits_no_longer_than_the_queues_time()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter limiter = limit.Open(0.1, options => options.QueueTimeout = TimeSpan.FromSeconds(4));

        await limiter.AcquireAsync(1, None);
        RateLimitLease lease = await limiter.AcquireAsync(1, None);

        lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait).Should().BeTrue();
        wait.Should().BeCloseTo(TimeSpan.FromSeconds(6), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_canceled_caller_gets_its_own_token_back_and_its_permit_goes_to_the_next()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter limiter = limit.Open(1);
        using CancellationTokenSource leaving = new();

        await limiter.AcquireAsync(1, None);
        Task<RateLimitLease> canceled = limiter.AcquireAsync(1, leaving.Token).AsTask();
        Task<RateLimitLease> next = limiter.AcquireAsync(1, None).AsTask();
        await leaving.CancelAsync();

        (await FluentActions.Awaiting(() => canceled).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(leaving.Token);
        (await limit.AdvanceUntilAsync(next)).IsAcquired.Should().BeTrue();
        (await limit.ReadReservedAsync()).Should().BeApproximately(2, 1e-6, "both callers cost one permit");
    }

    [Fact]
    public async Task At_a_high_rate_permits_come_in_batches_and_a_late_one_is_not_used()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter limiter = limit.Open(1000, options => options.QueueTimeout = TimeSpan.Zero);

        (await limiter.AcquireAsync(1, None)).IsAcquired.Should().BeTrue();
        (await limit.ReadReservedAsync()).Should().BeGreaterThan(0.0019, "the batch has two permits or more");
        limiter.AttemptAcquire().IsAcquired.Should().BeFalse("the second is not due yet");
        limit.Clock.Advance(TimeSpan.FromMilliseconds(1));
        limiter.AttemptAcquire().IsAcquired.Should().BeTrue();

        await limit.AdvanceAsync(TimeSpan.FromSeconds(1));
        await limiter.AcquireAsync(1, None);
        limit.Clock.Advance(TimeSpan.FromMinutes(1));
        limiter.AttemptAcquire().IsAcquired.Should().BeFalse("the process stood still, and the rest of the batch is void");
    }

    [Fact]
    public async Task An_attempt_never_asks_the_database()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        await using SqlRateLimiter limiter = limit.Open(1);
        int asked = limit.DataSource.Asked;

        RateLimitLease lease = limiter.AttemptAcquire();

        (lease.IsAcquired, limit.DataSource.Asked - asked).Should().Be((false, 0));
        lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait).Should().BeTrue();
        wait.Should().BePositive();
    }

    [Fact]
    public async Task A_database_without_the_tables_is_a_mistake_and_no_outage()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(engine);
        await using SqlRateLimiter limiter = new(
            database.DataSource, database.Dialect, "vendor", new RateLimitOptions { PermitsPerSecond = 10, OutagePermitsPerSecond = 10 });

        (await FluentActions.Awaiting(async () => await limiter.AcquireAsync(1, None)).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*CreateSchemaAsync*");
    }

    [Fact]
    public async Task The_printed_schema_of_the_ledger_is_enough()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(engine);
        await using (DbCommand command = database.DataSource.CreateCommand(database.Dialect.Schema))
        {
            await command.ExecuteNonQueryAsync(None);
        }

        await using SqlRateLimiter limiter = new(
            database.DataSource, database.Dialect, "vendor", new RateLimitOptions { PermitsPerSecond = 10, OutagePermitsPerSecond = 0 });

        (await limiter.AcquireAsync(1, None)).IsAcquired.Should().BeTrue();
    }

    [Fact]
    public async Task A_disposed_limiter_rejects_those_who_wait()
    {
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine);
        SqlRateLimiter limiter = limit.Open(0.1);
        await limiter.AcquireAsync(1, None);
        Task<RateLimitLease> waiting = limiter.AcquireAsync(1, None).AsTask();

        await limiter.DisposeAsync();

        (await waiting).IsAcquired.Should().BeFalse();
        limiter.Invoking(l => l.AttemptAcquire()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task Processes_never_get_more_than_the_rate_times_the_time_and_the_burst()
    {
        const double Rate = 50;
        const int Burst = 5;
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine, standsStill: false);
        await limit.RecordAsync();

        RateProcess[] processes = [.. Enumerable.Range(0, 3).Select(_ => RateProcess.Start(engine, limit.ConnectionString, Rate, Burst, permits: 40))];
        double[][] granted = await Task.WhenAll(processes.Select(process => process.ReadAsync()));

        granted.Should().OnlyContain(of => of.Length == 40);
        double[] times = await limit.ReadGrantedAsync(Rate, Burst);
        times.Length.Should().BeGreaterThanOrEqualTo(120, "what a process does not use in time is recorded too");
        SharedLimit.FindExcess(times, Rate).Should().BeLessThan(Burst + 1, "not one permit more was granted; the database reads its clock several times for each");
    }

    [Fact]
    public async Task In_batches_too_machines_get_no_more_than_the_rate_times_the_time_and_the_burst()
    {
        const double Rate = 2000;
        const int Burst = 20;
        await using SharedLimit limit = await SharedLimit.CreateAsync(engine, standsStill: false);
        SqlRateLimiter[] machines = [.. Enumerable.Range(0, 4).Select(_ => limit.Open(Rate, options => options.Burst = Burst, hasManualClock: false))];
        string now = $"SELECT {limit.Dialect.ToSeconds(limit.Dialect.Now)}";
        double start = await limit.ReadAsync(now);

        int[] granted = await Task.WhenAll(machines.Select(machine => GrantedAsync(machine, 500)));

        double seconds = await limit.ReadAsync(now) - start;
        granted.Should().Equal(500, 500, 500, 500);
        granted.Sum().Should().BeLessThanOrEqualTo((int)(Rate * seconds) + Burst);
        await Task.WhenAll(machines.Select(machine => machine.DisposeAsync().AsTask()));
    }

    private static async Task<int> GrantedAsync(RateLimiter limiter, int attempts)
    {
        int granted = 0;
        for (int i = 0; i < attempts; i++)
        {
            using RateLimitLease lease = await limiter.AcquireAsync(1, None);
            granted += lease.IsAcquired ? 1 : 0;
        }

        return granted;
    }
}
