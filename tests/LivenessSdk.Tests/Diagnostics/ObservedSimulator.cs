using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Diagnostics;

/// <summary>Runs the simulator with one Argos registration of a name of its own, since other tests emit at the same time.</summary>
public abstract class ObservedSimulator : IAsyncLifetime
{
    private LivenessSimulator? _simulator;

    protected LivenessSimulator Simulator => _simulator!;

    protected string Name { get; } = $"observed-{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync() => _simulator = await LivenessSimulator.StartAsync();

    public async ValueTask DisposeAsync() => await Simulator.DisposeAsync();

    protected LivenessClient CreateClient(Action<ArgosOptions>? configure = null, Action<LivenessBuilder>? add = null) =>
        LivenessClient.Create(builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(new ImpatientTimeProvider());
            builder.AddArgos(Name, options =>
            {
                options.Endpoint = Simulator.Argos.Endpoint;
                options.ApiKey = Simulator.Argos.ApiKey;
                configure?.Invoke(options);
            });
            add?.Invoke(builder);
        });

    protected static async Task FailAsync(ILivenessClient client)
    {
        Func<Task> check = () => client.CheckAsync(SamplePhoto.ToImage());
        await check.Should().ThrowAsync<LivenessException>();
    }
}
