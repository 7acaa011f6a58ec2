using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

public sealed class DeadlineTests
{
    [Theory]
    [InlineData("00:00:00.9998457", "00:00:01")]
    [InlineData("00:00:00.5000000", "00:00:00.5000000")]
    public async Task The_message_names_the_configured_time_also_after_a_ledger_has_used_a_little_of_it(string limit, string named)
    {
        ManualTimeProvider clock = new();
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        simulator.Argos.Always(Scenario.Stall);
        ServiceCollection collection = new();
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddLiveness(simulator.ToConfiguration().GetSection("Liveness"));
        await using ServiceProvider services = collection.BuildServiceProvider();
        LivenessRequest request = new(SamplePhoto.ToImage()) { Timeout = TimeSpan.FromSeconds(1) };

        Task<LivenessResult> check = services.GetRequiredKeyedService<ILivenessClient>("argos")
            .CheckAsync(request.WithTimeLimit(TimeSpan.Parse(limit, System.Globalization.CultureInfo.InvariantCulture)));
        await simulator.Argos.WaitForRequestAsync();
        clock.Advance(TimeSpan.FromSeconds(1));

        (await FluentActions.Awaiting(() => check).Should().ThrowAsync<LivenessException>()).Which.Message.Should().StartWith($"argos: no verdict within {named}. ");
    }
}
