using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LivenessSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Composition;

public sealed class ShadowTests
{
    [Fact]
    public async Task The_caller_gets_the_primarys_answer_without_waiting_for_the_shadow()
    {
        TaskCompletionSource<LivenessVerdict> gate = new();
        await using Trial trial = new(FakeVendor.Says("argos", LivenessVerdict.Live), FakeVendor.Waits("dojah", gate.Task));

        LivenessResult result = await trial.CheckAsync();

        result.IsLive.Should().BeTrue();
        result.ClientName.Should().Be("argos");
        result.Attempts.Should().SatisfyRespectively(
            attempt => attempt.ClientName.Should().Be("argos"),
            attempt => attempt.Should().BeEquivalentTo(new { ClientName = "dojah", PhotoSent = true, Verdict = (LivenessVerdict?)null, Error = (LivenessError?)null }));
        gate.SetResult(LivenessVerdict.NotLive);
        ShadowComparison comparison = await trial.NextAsync();
        comparison.Composition.Should().Be(trial.Name);
        comparison.Primary.IsLive.Should().BeTrue();
        comparison.Shadow!.Verdict.Should().Be(LivenessVerdict.NotLive);
        comparison.Agrees.Should().BeFalse();
    }

    [Theory]
    [InlineData(LivenessVerdict.Live, LivenessVerdict.Live, "agreed")]
    [InlineData(LivenessVerdict.Live, LivenessVerdict.NotLive, "disagreed")]
    [InlineData(LivenessVerdict.Inconclusive, LivenessVerdict.Inconclusive, "agreed")]
    public async Task Agreement_is_counted(LivenessVerdict primary, LivenessVerdict shadow, string outcome)
    {
        await using Trial trial = new(FakeVendor.Says("argos", primary), FakeVendor.Says("dojah", shadow));

        await trial.CheckAsync();
        (await trial.NextAsync()).Agrees.Should().Be(outcome == "agreed");

        trial.Counted.Should().Equal($"{outcome} {primary} {shadow}");
    }

    [Fact]
    public async Task A_shadow_that_fails_is_compared_too()
    {
        await using Trial trial = new(FakeVendor.Says("argos", LivenessVerdict.Live), FakeVendor.Fails("dojah", LivenessError.Unavailable));

        await trial.CheckAsync();
        ShadowComparison comparison = await trial.NextAsync();

        comparison.Failure!.Error.Should().Be(LivenessError.Unavailable);
        comparison.Agrees.Should().BeFalse();
        trial.Counted.Should().Equal("failed Live ");
    }

    [Fact]
    public async Task The_shadow_sees_a_copy_that_is_overwritten_when_its_check_ends()
    {
        TaskCompletionSource<LivenessVerdict> gate = new();
        byte[] photo = [1, 2, 3];
        FakeVendor dojah = FakeVendor.Waits("dojah", gate.Task);
        await using Trial trial = new(FakeVendor.Says("argos", LivenessVerdict.Live), dojah);
        LivenessRequest request = new([new LivenessFrame(new LivenessImage(photo, ImageFormat.Jpeg, 1, 1), FacePose.Left)]) { TransactionId = "t1" };

        await trial.Client.CheckAsync(request);
        Array.Clear(photo);

        await trial.Client.CheckAsync(new LivenessRequest(FakeVendor.Photo));
        await dojah.ArrivalAsync();
        await dojah.ArrivalAsync();

        LivenessRequest received = dojah.Received.Single(other => other.TransactionId == "t1");
        received.Frames[0].Image.Data.ToArray().Should().Equal([1, 2, 3], "the caller may use its own bytes again");
        received.Frames[0].Pose.Should().Be(FacePose.Left);
        gate.SetResult(LivenessVerdict.Live);
        await trial.NextAsync();
        await trial.NextAsync();
        received.Frames[0].Image.Data.ToArray().Should().Equal(0, 0, 0);
    }

    [Fact]
    public async Task Checks_beyond_the_bound_are_dropped_not_queued()
    {
        TaskCompletionSource<LivenessVerdict> gate = new();
        FakeVendor dojah = FakeVendor.Waits("dojah", gate.Task);
        await using Trial trial = new(FakeVendor.Says("argos", LivenessVerdict.Live), dojah, o => o.MaxConcurrency = 2);

        LivenessResult[] results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => trial.CheckAsync()));

        results.Count(result => result.Attempts.Count == 2).Should().Be(2);
        trial.Counted.Should().Equal(Enumerable.Repeat("dropped Live ", 8));
        gate.SetResult(LivenessVerdict.Live);
        await trial.NextAsync();
        await trial.NextAsync();
        await trial.Services.DisposeAsync();
        dojah.Received.Should().HaveCount(2);
    }

    [Fact]
    public async Task Shutting_down_ends_what_runs_in_the_background_and_begins_nothing_more()
    {
        TaskCompletionSource ended = new();
        FakeVendor dojah = EndsOnlyWhenCancelled("dojah", ended);
        await using Trial trial = new(FakeVendor.Says("argos", LivenessVerdict.Live), dojah);
        ILivenessClient client = trial.Client;
        await client.CheckAsync(FakeVendor.Photo);

        await trial.Services.DisposeAsync();

        ended.Task.IsCompletedSuccessfully.Should().BeTrue("the container waits for the background work it has cancelled");
        (await client.CheckAsync(FakeVendor.Photo)).Attempts.Should().ContainSingle();
        trial.Compared.Should().BeEmpty();
        trial.Counted.Should().Equal("dropped Live ");
    }

    [Fact]
    public async Task A_comparison_whose_callback_is_canceled_at_the_end_is_counted_once()
    {
        TaskCompletionSource called = new();
        await using Trial trial = new(
            FakeVendor.Says("argos", LivenessVerdict.Live),
            FakeVendor.Says("dojah", LivenessVerdict.Live),
            options => options.OnCompared = async (_, cancellationToken) =>
            {
                called.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            });
        await trial.Client.CheckAsync(FakeVendor.Photo);
        await called.Task;

        await trial.Services.DisposeAsync();

        trial.Counted.Should().Equal("agreed Live Live");
    }

    [Fact]
    public async Task Shutting_down_waits_for_a_callback_that_ignores_its_token_for_five_seconds()
    {
        ManualTimeProvider clock = new();
        TaskCompletionSource called = new();
        RecordedLogs logs = new();
        Trial trial = new(
            FakeVendor.Says("argos", LivenessVerdict.Live),
            FakeVendor.Says("dojah", LivenessVerdict.Live),
            options => options.OnCompared = (_, _) =>
            {
                called.SetResult();
                return new TaskCompletionSource().Task;
            },
            logs,
            clock);
        await trial.CheckAsync();
        await called.Task;

        Task ending = trial.Services.DisposeAsync().AsTask();
        await clock.WaitForTimersAsync();
        ending.IsCompleted.Should().BeFalse();
        clock.Advance(TimeSpan.FromSeconds(5));

        await ending;
        logs.Lines.Should().ContainSingle(line => line.Contains("LivenessSdk 25:", StringComparison.Ordinal));
        await trial.DisposeAsync();
    }

    [Fact]
    public async Task A_container_that_ends_at_once_cancels_the_background_work()
    {
        TaskCompletionSource ended = new();
        FakeVendor dojah = EndsOnlyWhenCancelled("dojah", ended);
        Trial trial = new(FakeVendor.Says("argos", LivenessVerdict.Live), dojah);
        await trial.CheckAsync();
        await dojah.ArrivalAsync();

        trial.Services.Dispose();

        await ended.Task;
        await trial.DisposeAsync();
    }

    [Fact]
    public async Task The_sample_is_a_share_of_the_checks()
    {
        await using Trial none = new(FakeVendor.Says("argos", LivenessVerdict.Live), FakeVendor.Says("dojah", LivenessVerdict.Live), o => o.SamplingRate = 0);
        await using Trial half = new(FakeVendor.Says("argos", LivenessVerdict.Live), FakeVendor.Says("dojah", LivenessVerdict.Live), o => o.SamplingRate = 0.5);

        for (int i = 0; i < 4000; i++)
        {
            await none.CheckAsync();
            await half.CheckAsync();
        }

        none.Counted.Should().BeEmpty();
        await half.Services.DisposeAsync();
        half.Counted.Should().HaveCountGreaterThan(1700).And.HaveCountLessThan(2300, "nine standard deviations around 2000");
    }

    [Fact]
    public async Task A_callback_that_throws_is_logged_and_changes_nothing()
    {
        RecordedLogs logs = new();
        TaskCompletionSource called = new();
        await using Trial trial = new(FakeVendor.Says("argos", LivenessVerdict.Live), FakeVendor.Says("dojah", LivenessVerdict.Live), o =>
        {
            o.MaxConcurrency = 1;
            o.OnCompared = (_, _) =>
            {
                called.TrySetResult();
                throw new NotSupportedException("The database is down.");
            };
        }, logs);

        (await trial.CheckAsync()).IsLive.Should().BeTrue();
        await called.Task;
        await trial.Services.DisposeAsync();

        logs.Lines.Should().ContainSingle(line => line.Contains("The database is down.", StringComparison.Ordinal))
            .Which.Should().Contain($"Liveness shadow {trial.Name}");
    }

    [Fact]
    public async Task A_primary_that_fails_or_is_not_done_has_no_shadow()
    {
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);
        FakeVendor pending = new("argos", (_, _) => Task.FromResult(new LivenessResult { ClientName = "argos", Verdict = LivenessVerdict.Inconclusive, ContinuationToken = "token" }));
        await using (Trial trial = new(FakeVendor.Fails("argos", LivenessError.Unavailable), dojah))
        {
            await trial.Client.Awaiting(c => c.CheckAsync(FakeVendor.Photo)).Should().ThrowAsync<LivenessException>();
        }

        await using (Trial trial = new(pending, dojah))
        {
            await trial.CheckAsync();
            await trial.Client.CheckAsync(LivenessRequest.Continue("token"));
        }

        dojah.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task A_shadow_that_is_not_allowed_never_receives_the_photo()
    {
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);
        FakeVendor argos = FakeVendor.Says("argos", LivenessVerdict.Live);
        await using (Trial trial = new(argos, dojah))
        {
            await trial.Client.CheckAsync(new LivenessRequest(FakeVendor.Photo) { AllowedClients = ["argos"] });
            (await trial.Client.Awaiting(c => c.CheckAsync(new LivenessRequest(FakeVendor.Photo) { AllowedClients = ["dojah"] }))
                .Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.InvalidRequest);
        }

        argos.Received.Should().ContainSingle();
        dojah.Received.Should().BeEmpty();
    }

    private static FakeVendor EndsOnlyWhenCancelled(string name, TaskCompletionSource ended) =>
        new(name, async (_, cancellationToken) =>
        {
            try
            {
                return FakeVendor.Result(name, await new TaskCompletionSource<LivenessVerdict>().Task.WaitAsync(cancellationToken));
            }
            finally
            {
                ended.SetResult();
            }
        });

    /// <summary>Runs a shadow over two vendors, keeps what it compares and counts.</summary>
    private sealed class Trial : IAsyncDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly SemaphoreSlim _compared = new(0);

        public Trial(FakeVendor primary, FakeVendor shadow, Action<ShadowOptions>? configure = null, ILoggerProvider? logs = null, TimeProvider? clock = null)
        {
            Services = FakeVendor.Build(
                liveness =>
                {
                    liveness.AddShadow(Name, options =>
                    {
                        options.Primary = primary.Name;
                        options.Shadow = shadow.Name;
                        options.SamplingRate = 1;
                        options.OnCompared = (comparison, _) =>
                        {
                            Compared.Enqueue(comparison);
                            _compared.Release();
                            return Task.CompletedTask;
                        };
                        configure?.Invoke(options);
                    });
                    if (logs is not null)
                    {
                        liveness.Services.AddSingleton(logs);
                    }
                },
                clock ?? TimeProvider.System,
                primary, shadow);
            Client = Services.GetRequiredKeyedService<ILivenessClient>(Name);
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "LivenessSdk", Name: "liveness.shadow.checks" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Count(tags.ToArray().ToDictionary()));
            _listener.Start();
        }

        /// <summary>Gets a name of its own, since the metric is one for the whole process.</summary>
        public string Name { get; } = $"trial-{Guid.NewGuid()}";

        public ServiceProvider Services { get; }

        public ILivenessClient Client { get; }

        public ConcurrentQueue<ShadowComparison> Compared { get; } = new();

        /// <summary>Gets outcome and both verdicts of each measurement.</summary>
        public ConcurrentQueue<string> Counted { get; } = new();

        public Task<LivenessResult> CheckAsync() => Client.CheckAsync(FakeVendor.Photo);

        public async Task<ShadowComparison> NextAsync()
        {
            await _compared.WaitAsync();
            return Compared.TryDequeue(out ShadowComparison? comparison) ? comparison : throw new InvalidOperationException();
        }

        public async ValueTask DisposeAsync()
        {
            await Services.DisposeAsync();
            _listener.Dispose();
            _compared.Dispose();
        }

        private void Count(Dictionary<string, object?> tags)
        {
            if (Equals(tags["liveness.composition"], Name))
            {
                Counted.Enqueue($"{tags["liveness.shadow.outcome"]} {tags["liveness.verdict"]} {tags["liveness.shadow.verdict"]}");
            }
        }
    }
}
