using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows the breaker that counts failures in a row.</summary>
public sealed class ConsecutiveFailureTests
{
    private readonly ManualTimeProvider _clock = new();
    private HttpStatusCode _status = HttpStatusCode.OK;

    private RecordedLogs Logs { get; } = new();

    [Fact]
    public async Task Ten_failures_in_a_row_open_the_breaker_whatever_succeeded_before()
    {
        await using ServiceProvider services = Build(out StubNetwork network);
        for (int i = 0; i < 2_000; i++)
        {
            await services.CheckAsync();
        }

        _status = HttpStatusCode.InternalServerError;
        await FailAsync(services, 10);
        LivenessException failure = await services.FailAsync();

        network.Requests.Should().Be(2_010);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.RetryAfter.Should().Be(TimeSpan.FromSeconds(15));
        StateOf(services).Should().Be(BreakerState.Open);
        Logs.Lines.Should().ContainSingle(line => line.Contains("is now Open", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task An_answer_in_between_begins_the_count_anew(HttpStatusCode answer)
    {
        await using ServiceProvider services = Build(out StubNetwork network, options => options.Resilience.MinimumThroughput = 1_000);
        for (int i = 0; i < 5; i++)
        {
            _status = HttpStatusCode.InternalServerError;
            await FailAsync(services, 9);
            _status = answer;
            await FailAsync(services, answer == HttpStatusCode.OK ? 0 : 1);
            if (answer == HttpStatusCode.OK)
            {
                await services.CheckAsync();
            }
        }

        network.Requests.Should().Be(50);
        StateOf(services).Should().Be(BreakerState.Closed);
    }

    [Fact]
    public async Task When_the_break_is_over_each_failure_opens_it_again_and_a_success_closes_it()
    {
        await using ServiceProvider services = Build(out StubNetwork network);
        _status = HttpStatusCode.InternalServerError;
        await FailAsync(services, 10);
        for (int i = 0; i < 3; i++)
        {
            _clock.Pass(TimeSpan.FromSeconds(15));
            StateOf(services).Should().Be(BreakerState.HalfOpen);
            await FailAsync(services, 5);
        }

        network.Requests.Should().Be(13);
        _clock.Pass(TimeSpan.FromSeconds(15));
        _status = HttpStatusCode.OK;
        await services.CheckAsync();
        await services.CheckAsync();
        StateOf(services).Should().Be(BreakerState.Closed);
        network.Requests.Should().Be(15);
    }

    [Fact]
    public async Task None_opens_it_when_it_is_turned_off()
    {
        await using ServiceProvider services = Build(out StubNetwork network, options =>
        {
            options.Resilience.ConsecutiveFailures = 0;
            options.Resilience.MinimumThroughput = 1_000;
        });
        _status = HttpStatusCode.InternalServerError;

        await FailAsync(services, 100);

        network.Requests.Should().Be(100);
    }

    private static BreakerState StateOf(ServiceProvider services) =>
        services.GetRequiredService<LivenessHealth>().GetHealth(PlainVendor.Name).State;

    private static async Task FailAsync(ServiceProvider services, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await services.FailAsync();
        }
    }

    private ServiceProvider Build(out StubNetwork network, Action<PlainOptions>? configure = null) =>
        PlainVendor.Build(
            options =>
            {
                options.Endpoint = new Uri("https://vendor.example/");
                options.Resilience.MaxRetryAttempts = 0;
                configure?.Invoke(options);
            },
            _clock,
            network = new StubNetwork(() => StubNetwork.Reply(_status)),
            services => services.AddLogging(logging => logging.AddProvider(Logs)));
}
