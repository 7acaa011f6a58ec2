using LivenessSdk.Providers;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Ledger.Tests.Support;

/// <summary>Represents a simulator, a ledger and clients of the one that remember in the other.</summary>
internal sealed class LedgerRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private LedgerRig(LivenessSimulator simulator, FaultyLedger ledger, ServiceProvider services, RecordedLogs logs)
    {
        Simulator = simulator;
        Ledger = ledger;
        _services = services;
        Logs = logs;
    }

    public LivenessSimulator Simulator { get; }

    public FaultyLedger Ledger { get; }

    public RecordedLogs Logs { get; }

    /// <summary>Gets the number of photos that arrived at a vendor.</summary>
    public int Posts(VendorSimulator? vendor = null) => (vendor ?? Simulator.Argos).Requests.Count(request => request.Kind == RequestKind.Billable);

    public ILivenessClient Client(string name = "argos-once") => _services.GetRequiredKeyedService<ILivenessClient>(name);

    public static async Task<LedgerRig> StartAsync(
        Action<LivenessBuilder>? configure = null, Action<IdempotentOptions>? options = null, TimeProvider? timeProvider = null, CheckLedger? ledger = null)
    {
        LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        FaultyLedger faulty = new(ledger ?? new InMemoryCheckLedger(timeProvider: timeProvider));
        RecordedLogs logs = new();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddProvider(logs));
        if (timeProvider is not null)
        {
            services.AddSingleton(timeProvider);
        }

        LivenessBuilder builder = services.AddLiveness(simulator.ToConfiguration().GetSection("Liveness"))
            .UseLedger((_, _) => faulty)
            .AddIdempotent("argos-once", "argos", options)
            .AddIdempotent("dojah-once", "dojah", options)
            .AddIdempotent("progeny-once", "progeny", options);
        configure?.Invoke(builder);
        return new LedgerRig(simulator, faulty, services.BuildServiceProvider(), logs);
    }

    /// <summary>Creates a check of the sample photo.</summary>
    public static LivenessRequest Request(string? key = "k", TimeSpan? timeout = null, bool resendUnknown = false, bool returnWhenPending = false) =>
        new(SamplePhoto.ToImage())
        {
            IdempotencyKey = key,
            Timeout = timeout,
            ResendUnknown = resendUnknown,
            ReturnWhenPending = returnWhenPending,
        };

    public Task<LivenessResult> CheckAsync(LivenessRequest? request = null, string client = "argos-once") => Client(client).CheckAsync(request ?? Request());

    public async Task<LivenessException> FailAsync(LivenessRequest? request = null, string client = "argos-once") =>
        (await FluentActions.Awaiting(() => CheckAsync(request, client)).Should().ThrowAsync<LivenessException>()).Which;

    public async Task<LedgerEntry> FindAsync(string client = "argos", string key = "k") =>
        await Ledger.FindAsync(new LedgerKey(key, client)) ?? throw new InvalidOperationException("There is no entry.");

    /// <summary>Claims a key as another process would, and dispatches it.</summary>
    public async Task<LedgerClaim> DispatchElsewhereAsync(string client = "argos", bool resendUnknown = false)
    {
        LedgerClaim claim = Ledger.CreateClaim(
            new LedgerKey("k", client), hash => LedgerFingerprint.Append(hash, client, Request()), resendUnknown);
        (await Ledger.ClaimAsync(claim, default)).ClaimId.Should().Be(claim.Id);
        (await Ledger.DispatchAsync(claim, default)).Should().BeTrue();
        return claim;
    }

    /// <summary>Waits until something that happens by itself has happened; the test's own limit ends it otherwise.</summary>
    public async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
