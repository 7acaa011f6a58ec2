using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Composition;

/// <summary>Stands for a vendor's registration: answers as told, and remembers whose photos reached it.</summary>
internal sealed class FakeVendor(string name, Func<LivenessRequest, CancellationToken, Task<LivenessResult>> answer) : ILivenessClient
{
    private readonly ConcurrentQueue<LivenessRequest> _received = new();
    private readonly Channel<LivenessRequest> _arrivals = Channel.CreateUnbounded<LivenessRequest>();

    public string Name { get; } = name;

    public string Group { get; init; } = "";

    public IReadOnlyCollection<LivenessRequest> Received => _received;

    public static LivenessImage Photo { get; } = new(new byte[] { 1, 2, 3 }, ImageFormat.Jpeg, 1, 1);

    public static FakeVendor Says(string name, LivenessVerdict verdict, string group = "") =>
        new(name, (_, _) => Task.FromResult(Result(name, verdict))) { Group = group };

    /// <summary>Makes a vendor for each verdict.</summary>
    public static FakeVendor[] Saying(LivenessVerdict[] verdicts) => [.. verdicts.Select((verdict, i) => Says($"v{i}", verdict))];

    public static FakeVendor Fails(string name, LivenessError error, bool mayHaveBeenProcessed = false) =>
        new(name, (_, _) => Task.FromException<LivenessResult>(Failure(name, error, mayHaveBeenProcessed)));

    /// <summary>Makes a vendor that answers when <paramref name="gate"/> opens, or is cancelled.</summary>
    public static FakeVendor Waits(string name, Task<LivenessVerdict> gate) =>
        new(name, async (_, cancellationToken) => Result(name, await gate.WaitAsync(cancellationToken)));

    public static LivenessResult Result(string name, LivenessVerdict verdict, params LivenessReasonCode[] reasons) =>
        new()
        {
            ClientName = name,
            Vendor = "Fake",
            Verdict = verdict,
            VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Vendor,
            Reasons = [.. reasons.Select(code => new LivenessReason(code))],
            Attempts = [new LivenessAttempt { ClientName = name, Verdict = verdict, PhotoSent = true, MayHaveBeenProcessed = true }],
        };

    public static LivenessException Failure(string name, LivenessError error, bool mayHaveBeenProcessed = false) =>
        new(error, $"{name}: failed as told.")
        {
            ClientName = name,
            MayHaveBeenProcessed = mayHaveBeenProcessed,
            Attempts = [new LivenessAttempt { ClientName = name, Error = error, PhotoSent = mayHaveBeenProcessed, MayHaveBeenProcessed = mayHaveBeenProcessed }],
        };

    public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
    {
        _received.Enqueue(request);
        _arrivals.Writer.TryWrite(request);
        return answer(request, cancellationToken);
    }

    /// <summary>Waits until the next photo has arrived.</summary>
    public async Task ArrivalAsync() => await _arrivals.Reader.ReadAsync();

    /// <summary>Registers vendors with compositions over them.</summary>
    public static ServiceProvider Build(Action<LivenessBuilder> compose, params FakeVendor[] vendors) => Build(compose, TimeProvider.System, vendors);

    public static ServiceProvider Build(Action<LivenessBuilder> compose, TimeProvider time, params FakeVendor[] vendors)
    {
        ServiceCollection services = new();
        services.AddSingleton(time);
        LivenessBuilder builder = services.AddLiveness();
        foreach (FakeVendor vendor in vendors)
        {
            builder.AddClient(new LivenessRegistration(vendor.Name, _ => vendor, _ => []) { FindIndependenceGroup = _ => vendor.Group.Length > 0 ? vendor.Group : vendor.Name });
        }

        compose(builder);
        return services.BuildServiceProvider();
    }
}
