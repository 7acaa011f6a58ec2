using System.Net;
using LivenessSdk.Tests.Composition;
using LivenessSdk.Tests.Resilience;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.CheckMany;

/// <summary>Shows what a run does while its client cannot process checks.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan s_outage = TimeSpan.FromSeconds(8);

    private readonly OutageRun _run = new();

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Twenty_thousand_photos_outlast_an_outage_that_processes_nothing(int status)
    {
        Outage outage = new(_run.Clock, (HttpStatusCode)status, after: 2_000, s_outage);
        await using ServiceProvider services = Build(outage.Network);

        List<CheckManyItem> items = await CheckAsync(services, 20_000);

        items.Should().HaveCount(20_000).And.OnlyContain(item => item.Outcome == CheckManyOutcome.Answered);
        outage.Answered.Should().Be(20_000);
        _run.Reports.Should().Contain(report => report.Outage != null);
        _run.Reports[^1].Should().Be(new CheckManyProgress(20_000, 0, 0));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(100)]
    public async Task An_outage_that_may_bill_costs_no_more_than_the_breaker_the_checks_in_flight_and_the_probes(int seconds)
    {
        Outage outage = new(_run.Clock, HttpStatusCode.InternalServerError, after: 2_000, TimeSpan.FromSeconds(seconds));
        await using ServiceProvider services = Build(outage.Network);

        List<CheckManyItem> items = await CheckAsync(services, 20_000);

        List<CheckManyItem> failed = items.FindAll(item => item.Outcome == CheckManyOutcome.Failed);
        items.Should().HaveCount(20_000);
        failed.Should().OnlyContain(item => item.Failure!.MayHaveBeenProcessed);
        failed.Count.Should().BeInRange(10, 10 + 8 + (seconds / 15));
        outage.Answered.Should().Be(20_000 - failed.Count);
    }

    [Fact]
    public async Task While_the_run_waits_one_check_at_a_time_probes_and_no_request_is_read_beyond_those_in_hand()
    {
        bool isDown = true;
        int begun = 0;
        int inFlight = 0;
        int read = 0;
        List<int> probes = [];
        int ended = 0;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeVendor vendor = new("vendor", async (_, _) =>
        {
            Interlocked.Increment(ref inFlight);
            bool isFirst = Interlocked.Increment(ref begun) <= 8;
            if (isFirst)
            {
                _ = begun == 8 && all.TrySetResult();
                await all.Task;
            }
            else if (isDown)
            {
                await allEnded.Task; // The first eight may still be on their way to their failure.
                probes.Add(inFlight);
                isDown = probes.Count < 6;
            }

            Interlocked.Decrement(ref inFlight);
            _ = isFirst && Interlocked.Increment(ref ended) == 8 && allEnded.TrySetResult();
            return isDown ? throw FakeVendor.Failure("vendor", LivenessError.Unavailable) : FakeVendor.Result("vendor", LivenessVerdict.Live);
        });
        int readWhileDown = 0;

        List<CheckManyItem> items = await vendor.CheckManyAsync(Counted(), _run.Options(onReport: _ => readWhileDown = isDown ? read : readWhileDown)).ToListAsync();

        items.Should().HaveCount(30).And.OnlyContain(item => item.Outcome == CheckManyOutcome.Answered);
        probes.Should().Equal(1, 1, 1, 1, 1, 1);
        readWhileDown.Should().Be(8);

        double[] waits = [.. _run.Reports.Where(report => report.Outage is not null).Select(report => report.RetryIn!.Value.TotalSeconds)];
        waits.Take(6).Should().Equal(1, 2, 4, 8, 16, 30);
        waits.Skip(6).Where(wait => wait != 1).Should().BeEmpty("if one of the first eight reports its failure after the outage, another begins");

        async IAsyncEnumerable<LivenessRequest> Counted()
        {
            await foreach (LivenessRequest request in ManyPhotos.Numbered(30))
            {
                read++;
                yield return request;
            }
        }
    }

    [Fact]
    public async Task Progress_tells_that_and_why_the_run_waits_and_that_it_continues()
    {
        LivenessException cause = new(LivenessError.QuotaExceeded, "The account is empty.") { RetryAfter = TimeSpan.FromMinutes(5) };
        Queue<LivenessException?> failures = new([cause, null]);
        FakeVendor vendor = new("vendor", (_, _) => failures.Dequeue() is { } failure ? throw failure : Task.FromResult(FakeVendor.Result("vendor", LivenessVerdict.Live)));

        await vendor.CheckManyAsync(ManyPhotos.Numbered(1), _run.Options()).ToListAsync();

        _run.Reports.Should().Equal(
            default(CheckManyProgress) with { Outage = cause, RetryIn = TimeSpan.FromMinutes(5) }, default, new CheckManyProgress(1, 0, 0));
    }

    [Fact]
    public async Task With_no_limit_a_run_outlasts_three_days()
    {
        DateTimeOffset back = _run.Clock.GetUtcNow() + TimeSpan.FromDays(3);
        FakeVendor vendor = new("vendor", (_, _) => _run.Clock.GetUtcNow() < back
            ? throw FakeVendor.Failure("vendor", LivenessError.Unavailable)
            : Task.FromResult(FakeVendor.Result("vendor", LivenessVerdict.Live)));

        (List<CheckManyItem> items, LivenessException? cause) = await OutageRun.CheckAsync(vendor, 20, _run.Options(timeout: Timeout.InfiniteTimeSpan));

        cause.Should().BeNull();
        items.Should().HaveCount(20).And.OnlyContain(item => item.Outcome == CheckManyOutcome.Answered);
    }

    [Fact]
    public async Task A_photo_that_fails_while_others_succeed_does_not_hold_up_the_run()
    {
        FakeVendor vendor = new("vendor", (request, _) => request.TransactionId == "t3"
            ? throw FakeVendor.Failure("vendor", LivenessError.Unavailable)
            : Task.FromResult(FakeVendor.Result("vendor", LivenessVerdict.Live)));

        (List<CheckManyItem> items, LivenessException? cause) = await OutageRun.CheckAsync(vendor, 100, _run.Options());

        cause.Should().BeNull();
        items.Should().HaveCount(100);
        items.Where(item => item.Outcome == CheckManyOutcome.Failed).Select(item => item.TransactionId).Should().Equal("t3");
    }

    [Fact]
    public void A_time_that_makes_no_sense_is_refused()
    {
        FluentActions.Invoking(() => new CheckManyOptions { OutageTimeout = TimeSpan.FromSeconds(-2) }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CheckManyOptions { TimeProvider = null! }).Should().Throw<ArgumentNullException>();
    }

    private Task<List<CheckManyItem>> CheckAsync(ServiceProvider services, int count) =>
        services.GetRequiredService<ILivenessClient>().CheckManyAsync(Photos(count), _run.Options()).ToListAsync();

    private static async IAsyncEnumerable<LivenessRequest> Photos(int count)
    {
        await Task.CompletedTask;
        LivenessImage photo = SamplePhoto.ToImage();
        for (int i = 0; i < count; i++)
        {
            // A timeout shorter than the outage: it does not run while the photo waits.
            yield return new LivenessRequest(photo) { Timeout = TimeSpan.FromSeconds(5) };
        }
    }

    private ServiceProvider Build(HttpMessageHandler network) => PlainVendor.Build(
        options =>
        {
            options.Endpoint = new Uri("https://vendor.example/");
            options.Resilience.RetryDelay = TimeSpan.Zero;
        },
        _run.Clock,
        network);

    /// <summary>Represents a vendor that answers a number of requests, then fails for a time, then answers again.</summary>
    private sealed class Outage
    {
        private int _answered;

        public Outage(ManualTimeProvider clock, HttpStatusCode status, int after, TimeSpan duration)
        {
            DateTimeOffset? end = null;
            Network = new StubNetwork(() =>
            {
                if (_answered >= after)
                {
                    end ??= clock.GetUtcNow() + duration;
                    if (clock.GetUtcNow() < end)
                    {
                        return StubNetwork.Reply(status);
                    }
                }

                Interlocked.Increment(ref _answered);
                return StubNetwork.Reply();
            });
        }

        public StubNetwork Network { get; }

        public int Answered => _answered;
    }
}
