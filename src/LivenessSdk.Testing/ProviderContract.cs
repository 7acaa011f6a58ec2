using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Testing;

/// <summary>States what every provider promises, as tests that run against its simulator over real HTTP.</summary>
/// <remarks>Derive once per vendor, in a test project, and fill in the abstract members. The tests are inherited.</remarks>
public abstract partial class ProviderContract : IAsyncLifetime
{
    /// <summary>Represents the name under which the provider is registered.</summary>
    protected const string Name = "under-test";

    private LivenessSimulator? _simulator;

    /// <summary>Gets the running simulator.</summary>
    protected LivenessSimulator Simulator => _simulator ?? throw new InvalidOperationException("The simulator starts with the test.");

    /// <summary>Gets the simulator of the vendor under test: one of <see cref="Simulator"/>'s, or one of <see cref="AdditionalVendors"/>.</summary>
    protected abstract VendorSimulator Vendor { get; }

    /// <summary>Gets the credentials in use; they must show up nowhere.</summary>
    protected abstract IReadOnlyCollection<string> Secrets { get; }

    /// <summary>Gets simulators that are not built in; none unless overridden.</summary>
    protected virtual IReadOnlyList<VendorSimulator> AdditionalVendors => [];

    /// <summary>Gets how many photos the vendor takes; 1 unless overridden.</summary>
    protected virtual int MaxFrames => 1;

    /// <summary>Gets a value indicating whether the vendor fetches photos from a URL; false unless overridden.</summary>
    protected virtual bool AcceptsUri => false;


    /// <summary>Registers the provider under <see cref="Name"/>, with the simulator's endpoint and credentials.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the common options; call it last.</param>
    protected abstract void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure);

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync() =>
        _simulator = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { AdditionalVendors = AdditionalVendors });

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Builds a container with the provider under test.</summary>
    /// <param name="configure">Sets the common options; null leaves them.</param>
    /// <param name="timeProvider">The clock; null for one that skips short waits.</param>
    /// <param name="logs">Keeps what is logged; null for nowhere.</param>
    protected ServiceProvider Build(
        Action<LivenessProviderOptions>? configure = null, TimeProvider? timeProvider = null, RecordedLogs? logs = null)
    {
        ServiceCollection services = new();
        services.AddSingleton(timeProvider ?? new ImpatientTimeProvider());
        if (logs is not null)
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        }

        Register(services.AddLiveness(), configure ?? (_ => { }));
        return services.BuildServiceProvider();
    }

    private async Task<LivenessResult> CheckAsync(LivenessRequest request, Action<LivenessProviderOptions>? configure = null)
    {
        await using ServiceProvider services = Build(configure);
        return await services.GetRequiredService<ILivenessClient>().CheckAsync(request);
    }

    private Task<LivenessResult> CheckAsync(Action<LivenessProviderOptions>? configure = null) =>
        CheckAsync(new LivenessRequest(SamplePhoto.ToImage()), configure);

    private Task<LivenessException> FailAsync(Action<LivenessProviderOptions>? configure = null) =>
        Assert.ThrowsAsync<LivenessException>(() => CheckAsync(configure));

    private IReadOnlyList<RecordedRequest> Checks => [.. Vendor.Requests.Where(request => request.Kind == RequestKind.Billable)];
}
