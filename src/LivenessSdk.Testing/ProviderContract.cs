using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Testing;

/// <summary>Represents the contract of every provider, as tests that run against its simulator over real HTTP.</summary>
/// <remarks>Derive one class per vendor in a test project, and implement the abstract members. The tests are inherited.</remarks>
public abstract partial class ProviderContract : IAsyncLifetime
{
    /// <summary>The name of the client under test.</summary>
    protected const string Name = "under-test";

    private LivenessSimulator? _simulator;

    /// <summary>Gets the running simulator.</summary>
    protected LivenessSimulator Simulator => _simulator ?? throw new InvalidOperationException("The simulator is not running yet: it starts with the test.");

    /// <summary>Gets the simulator of the vendor under test: one of <see cref="Simulator"/>'s, or one of <see cref="AdditionalVendors"/>.</summary>
    protected abstract VendorSimulator Vendor { get; }

    /// <summary>Gets the credentials; they must not be visible anywhere.</summary>
    protected abstract IReadOnlyCollection<string> Secrets { get; }

    /// <summary>Gets the simulators that are not built in. The default is none.</summary>
    protected virtual IReadOnlyList<VendorSimulator> AdditionalVendors => [];

    /// <summary>Gets the maximum number of photos that the vendor accepts. The default is 1.</summary>
    protected virtual int MaxFrames => 1;

    /// <summary>Gets a value indicating whether the vendor fetches photos from a URL. The default is <see langword="false"/>.</summary>
    protected virtual bool AcceptsUri => false;

    /// <summary>Gets a value indicating whether the vendor is polled and a check can be continued. The default is <see langword="false"/>.</summary>
    /// <remarks>The simulator must then support <see cref="Scenario.Pending"/>.</remarks>
    protected virtual bool AcceptsContinuation => false;

    /// <summary>Gets the poses that a vendor of several photos checks. The default is every <see cref="FacePose"/>.</summary>
    /// <remarks>If there is more than one, the simulator must set <see cref="RecordedPhoto.Pose"/>.</remarks>
    protected virtual IReadOnlyList<FacePose> Poses => Enum.GetValues<FacePose>();

    /// <summary>Gets the maximum time that a test waits for the adapter. The default is 30 seconds.</summary>
    /// <remarks>Set it to <see cref="Timeout.InfiniteTimeSpan"/> while you debug an adapter.</remarks>
    protected virtual TimeSpan MaxWait => TimeSpan.FromSeconds(30);

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

    /// <summary>Builds a service provider with the client under test.</summary>
    /// <param name="configure">Sets the common options, or <see langword="null"/> for the defaults.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for one that skips short waits.</param>
    /// <param name="logs">Records the log messages, or <see langword="null"/> if they are not recorded.</param>
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
        return await CheckAsync(services, request);
    }

    private Task<LivenessResult> CheckAsync(ServiceProvider services, LivenessRequest request, CancellationToken cancellationToken = default) =>
        EndAsync(services.GetRequiredService<ILivenessClient>().CheckAsync(request, cancellationToken));

    private async Task<LivenessResult> EndAsync(Task<LivenessResult> check)
    {
        await WaitForEndAsync(check);
        return await check;
    }

    /// <summary>Waits until a check has ended, with whatever outcome, but not forever.</summary>
    private async Task WaitForEndAsync(Task check)
    {
        using CancellationTokenSource ended = new();
        await Task.WhenAny(check, Task.Delay(MaxWait, TimeProvider.System, ended.Token));
        await ended.CancelAsync();
        if (!check.IsCompleted)
        {
            Assert.Fail($"The check did not end within {MaxWait}. The adapter waits for something other than ProviderCheck, or does not pass its cancellation token on.");
        }
    }

    /// <summary>Waits for a request of a check, but not forever, and not if the check has ended.</summary>
    private async Task<RecordedRequest> ArriveAsync(Task<LivenessResult> check, Func<RecordedRequest, bool> match)
    {
        using CancellationTokenSource limit = new(MaxWait, TimeProvider.System);
        Task<RecordedRequest> arriving = Vendor.WaitForRequestAsync(match, limit.Token);
        if (await Task.WhenAny(arriving, check) == check && !arriving.IsCompleted)
        {
            await limit.CancelAsync();
            Assert.Fail($"The check ended before its request arrived at the simulator: {check.Exception?.InnerException ?? (object)check.Status}");
        }

        return await ArriveAsync(arriving);
    }

    private async Task<RecordedRequest> ArriveAsync(Task<RecordedRequest> arriving)
    {
        try
        {
            return await arriving.WaitAsync(MaxWait);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Assert.Fail($"The expected request did not arrive at the simulator within {MaxWait}. Received: {string.Join("; ", Vendor.Requests)}");
            throw;
        }
    }

    private Task<LivenessResult> CheckAsync(Action<LivenessProviderOptions>? configure = null) =>
        CheckAsync(new LivenessRequest(SamplePhoto.ToImage()), configure);

    private Task<LivenessException> FailAsync(Action<LivenessProviderOptions>? configure = null) =>
        Assert.ThrowsAsync<LivenessException>(() => CheckAsync(configure));

    private IReadOnlyList<RecordedRequest> Checks => [.. Vendor.Requests.Where(request => request.Kind == RequestKind.Billable)];
}
