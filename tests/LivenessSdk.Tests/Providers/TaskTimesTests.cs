using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers;

/// <summary>Measures how late a polled verdict is handed out, on a clock of its own, before a vendor whose tasks take what the test says.</summary>
public sealed class TaskTimesTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.8)]
    [InlineData(1.2)]
    [InlineData(2)]
    [InlineData(3.2)]
    [InlineData(4.5)]
    [InlineData(6)]
    [InlineData(20)]
    public async Task A_vendors_verdict_is_handed_out_in_time(double seconds)
    {
        List<double> lateness = [];
        for (int client = 0; client < 5; client++)
        {
            await using Trial trial = new();
            await trial.CheckAsync(seconds, checks: 10);
            lateness.AddRange(await trial.CheckAsync(seconds, checks: 300));
            trial.MostQuestions.Should().BeLessThanOrEqualTo(12);
        }

        lateness.Sort();
        lateness[750].Should().BeLessThanOrEqualTo(Math.Max(seconds * 0.05, 0.1));
        lateness[1350].Should().BeLessThanOrEqualTo(Math.Max(seconds * 0.15, 0.1));
    }

    [Theory]
    [InlineData(0.5, 2.5)]
    [InlineData(1, 5)]
    [InlineData(4, 20)]
    [InlineData(2.5, 0.5)]
    [InlineData(5, 1)]
    [InlineData(20, 4)]
    public async Task A_vendor_that_becomes_five_times_as_slow_or_as_fast_is_followed_within_ten_checks(double before, double after)
    {
        List<double> lateness = [];
        for (int i = 0; i < 60; i++)
        {
            await using Trial trial = new();
            await trial.CheckAsync(before, checks: 25);
            await trial.CheckAsync(after, checks: 10);
            lateness.AddRange(await trial.CheckAsync(after, checks: 1));
        }

        lateness.Order().ElementAt(30).Should().BeLessThanOrEqualTo(Math.Max(after * 0.05, 0.1));
    }

    [Fact]
    public async Task A_vendor_that_is_not_known_yet_is_asked_before_its_time_has_doubled()
    {
        foreach (double seconds in new[] { 0.3, 0.8, 2, 5, 12, 25 })
        {
            await using Trial trial = new();

            (await trial.CheckAsync(seconds, checks: 1))[0].Should().BeLessThanOrEqualTo(Math.Max(seconds, 1), "the task took {0} s", seconds);

            trial.MostQuestions.Should().BeLessThanOrEqualTo(12);
        }
    }

    [Fact]
    public async Task Each_client_learns_for_itself()
    {
        await using Trial fast = new();
        await using Trial slow = new();
        await fast.CheckAsync(0.5, checks: 20);
        await slow.CheckAsync(10, checks: 20);

        (await slow.CheckAsync(10, checks: 20)).Order().ElementAt(10).Should().BeLessThanOrEqualTo(0.5);
        (await fast.CheckAsync(0.5, checks: 20)).Order().ElementAt(10).Should().BeLessThanOrEqualTo(0.1);
    }

    [Fact]
    public async Task Near_a_limit_fewer_questions_are_asked()
    {
        await using Trial free = new();
        await using Trial limited = new(resilience => resilience.MaxConcurrentRequests = 1);
        await free.CheckAsync(6, checks: 20);
        await limited.CheckAsync(6, checks: 20);

        (int before, int beforeLimited) = (free.Questions, limited.Questions);
        await free.CheckAsync(6, checks: 100);
        limited.IsBusy = true;
        await limited.CheckAsync(6, checks: 100);

        (limited.Questions - beforeLimited).Should().BeLessThan((free.Questions - before) * 3 / 4);
    }

    /// <summary>Checks photos by a vendor whose questions are answered at once, without a network.</summary>
    private sealed class Trial : IAsyncDisposable
    {
        private readonly PollingClock _clock = new(TimeSpan.FromSeconds(40));
        private readonly PolledVendor _vendor;
        private readonly LivenessClient _client;

        public Trial(Action<ResilienceOptions>? configure = null)
        {
            _vendor = new PolledVendor(_clock);
            _client = LivenessClient.Create(liveness =>
            {
                liveness.Services.AddSingleton<TimeProvider>(_clock);
                liveness.AddProvider<PolledVendorOptions>("polled", options => configure?.Invoke(options.Resilience), _ => _vendor);
                liveness.ConfigureHttpClient("polled", client => client.ConfigurePrimaryHttpMessageHandler(() => new StandingHandler()));
            });
        }

        public int Questions => _vendor.Questions;

        public int MostQuestions => _vendor.MostQuestions;

        /// <summary>Gets or sets a value indicating whether another request holds the one place that there is.</summary>
        public bool IsBusy
        {
            get => _vendor.HoldsPlace;
            set => _vendor.HoldsPlace = value;
        }

        /// <summary>Runs checks whose tasks take the time given, up to 15 % more or less, and returns by how many seconds each verdict was late.</summary>
        public async Task<double[]> CheckAsync(double seconds, int checks)
        {
            double[] lateness = new double[checks];
            for (int i = 0; i < checks; i++)
            {
                _vendor.Duration = TimeSpan.FromSeconds(seconds * (0.85 + (0.3 * Random.Shared.NextDouble())));
                long started = _clock.GetTimestamp();
                await _client.CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { Timeout = TimeSpan.FromHours(1) });
                lateness[i] = (_clock.GetElapsedTime(started) - _vendor.Duration).TotalSeconds;
            }

            return lateness;
        }

        public ValueTask DisposeAsync() => _client.DisposeAsync();
    }

    private sealed class PolledVendor(TimeProvider clock) : ILivenessProvider
    {
        private static readonly Uri s_place = new("https://polled.example/");

        public LivenessProviderInfo Info { get; } = new() { Vendor = "Polled" };

        public TimeSpan Duration { get; set; }

        public bool HoldsPlace { get; set; }

        public int Questions { get; private set; }

        public int MostQuestions { get; private set; }

        public async Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken)
        {
            using CancellationTokenSource done = new();
            Task held = HoldsPlace
                ? check.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, s_place), RequestKind.Poll, done.Token)
                : Task.CompletedTask;
            long began = clock.GetTimestamp();
            int before = Questions;
            await check.PollAsync(
                _ =>
                {
                    Questions++;
                    return Task.FromResult(clock.GetElapsedTime(began) >= Duration);
                },
                isFinished => isFinished,
                cancellationToken);
            MostQuestions = Math.Max(MostQuestions, Questions - before);
            await done.CancelAsync();
            await held.ContinueWith(_ => { }, TaskScheduler.Default);
            return new LivenessResult { ClientName = check.ClientName, Vendor = "Polled", Verdict = LivenessVerdict.Live };
        }
    }

    private sealed class PolledVendorOptions : LivenessProviderOptions
    {
        protected override IEnumerable<string> Validate() => [];
    }

    /// <summary>Stands in for a network on which nothing arrives.</summary>
    private sealed class StandingHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("Nothing arrives here.");
        }
    }
}
