using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers;

/// <summary>Asks one vendor of a running simulator through the public API, as the quirks of that vendor need it.</summary>
/// <typeparam name="TOptions">The vendor's options.</typeparam>
public abstract class VendorTests<TOptions> : IAsyncLifetime
    where TOptions : LivenessProviderOptions
{
    private LivenessSimulator? _simulator;

    protected LivenessSimulator Simulator => _simulator!;

    protected abstract VendorSimulator Vendor { get; }

    /// <summary>Gets the clock of client and simulator; the system's unless overridden.</summary>
    protected virtual TimeProvider Clock => TimeProvider.System;

    public async ValueTask InitializeAsync() =>
        _simulator = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { TimeProvider = Clock });

    public async ValueTask DisposeAsync() => await Simulator.DisposeAsync();

    /// <summary>Creates a client that finds the simulator and never sends twice.</summary>
    protected LivenessClient CreateClient(Action<TOptions>? configure = null) => LivenessClient.Create(builder =>
    {
        builder.Services.AddSingleton(Clock);
        Register(builder, options =>
        {
            options.Endpoint = Vendor.Endpoint;
            options.Resilience.MaxRetryAttempts = 0;
            configure?.Invoke(options);
        });
    });

    /// <summary>Registers the vendor with the simulator's credentials.</summary>
    protected abstract void Register(LivenessBuilder builder, Action<TOptions> configure);

    protected async Task<LivenessResult> CheckAsync(Scenario reply, Action<TOptions>? configure = null)
    {
        Vendor.Next(reply);
        return await CheckAsync(new LivenessRequest(SamplePhoto.ToImage()), configure);
    }

    protected async Task<LivenessResult> CheckAsync(LivenessRequest request, Action<TOptions>? configure = null)
    {
        await using LivenessClient client = CreateClient(configure);
        return await client.CheckAsync(request);
    }

    protected async Task<LivenessException> FailAsync(Scenario reply, Action<TOptions>? configure = null)
    {
        Func<Task> check = () => CheckAsync(reply, configure);
        return (await check.Should().ThrowAsync<LivenessException>()).Which;
    }
}
