using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows over real sockets what becomes of a paid message whose reply does not come in time.</summary>
public sealed class AttemptTimeoutTests : IAsyncLifetime
{
    private SocketVendor Vendor { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Vendor.DisposeAsync();

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_timed_out_and_not_sent_again()
    {
        ManualTimeProvider clock = new();
        Vendor.Then(conversation => conversation.StallAsync());
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, timeProvider: clock);

        Task<LivenessException> check = services.FailAsync();
        await Vendor.ArrivedAsync();
        clock.Pass(TimeSpan.FromSeconds(30));

        LivenessException failure = await check;
        failure.Error.Should().Be(LivenessError.TimedOut);
        failure.Message.Should().Contain("AttemptTimeout");
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Single().MayHaveBeenProcessed.Should().BeTrue();
        Vendor.Requests.Should().Be(1);
        clock.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task An_attempt_that_waits_for_a_connection_too_long_was_not_sent()
    {
        ManualTimeProvider clock = new();
        TaskCompletionSource connecting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ServiceProvider services = PlainVendor.BuildFor(
            Vendor,
            options => options.Resilience.MaxRetryAttempts = 0,
            clock,
            after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => client.UseSocketsHttpHandler((handler, _) =>
                handler.ConnectCallback = async (_, cancellationToken) =>
                {
                    connecting.TrySetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
                    return Stream.Null;
                })));

        Task<LivenessException> check = services.FailAsync();
        await connecting.Task;
        clock.Pass(TimeSpan.FromSeconds(30));

        LivenessException failure = await check;
        failure.Error.Should().Be(LivenessError.TimedOut);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeFalse();
    }
}
