using System.Net;
using LivenessSdk.Tests.Composition;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows that the check which finds out whether the quota is back always gives up its place, whatever becomes of it.</summary>
public sealed class QuotaProbeTests
{
    private readonly FailingClock _clock = new();
    private HttpStatusCode _status = HttpStatusCode.PaymentRequired;

    [Fact]
    public async Task A_machine_that_runs_out_of_timers_once_does_not_hold_the_place()
    {
        await using ServiceProvider services = await UsedUpAsync();

        _clock.IsFailing = true;
        Func<Task> probe = () => services.CheckAsync();
        await probe.Should().ThrowAsync<InvalidOperationException>();
        _clock.IsFailing = false;

        (await services.CheckAsync()).IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task A_log_that_fails_once_does_not_hold_the_place()
    {
        FailingLog log = new();
        await using ServiceProvider services = await UsedUpAsync(log);

        log.IsFailing = true;
        Func<Task> probe = () => services.CheckAsync();
        await probe.Should().ThrowAsync<Exception>();
        log.IsFailing = false;

        (await services.CheckAsync()).IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task A_photo_that_cannot_be_read_does_not_hold_the_place()
    {
        await using ServiceProvider services = await UsedUpAsync();

        await services.FailAsync(new LivenessRequest(FakeVendor.Photo));

        (await services.CheckAsync()).IsLive.Should().BeTrue();
    }

    private async Task<ServiceProvider> UsedUpAsync(ILoggerProvider? log = null)
    {
        ServiceProvider services = PlainVendor.Build(
            options => options.Endpoint = new Uri("https://vendor.example/"),
            _clock,
            new StubNetwork(() => StubNetwork.Reply(_status)),
            services => services.AddLogging(logging => _ = log is null ? logging : logging.AddProvider(log)));
        (await services.FailAsync()).Error.Should().Be(LivenessError.QuotaExceeded);
        _clock.Inner.Pass(TimeSpan.FromMinutes(5));
        _status = HttpStatusCode.OK;
        return services;
    }

    private sealed class FailingClock : TimeProvider
    {
        public ManualTimeProvider Inner { get; } = new();

        public bool IsFailing { get; set; }

        public override long TimestampFrequency => Inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Inner.GetUtcNow();

        public override long GetTimestamp() => Inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            IsFailing ? throw new InvalidOperationException("No timer.") : Inner.CreateTimer(callback, state, dueTime, period);
    }

    private sealed class FailingLog : ILoggerProvider, ILogger
    {
        public bool IsFailing { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsFailing)
            {
                throw new IOException("The log's disk is full.");
            }
        }

        public void Dispose()
        {
        }
    }
}
