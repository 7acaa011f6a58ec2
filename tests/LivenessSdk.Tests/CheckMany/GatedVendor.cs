using System.Collections.Concurrent;
using LivenessSdk.Tests.Composition;

namespace LivenessSdk.Tests.CheckMany;

/// <summary>Answers each check when the test says so, and only then, unless it is cancelled.</summary>
internal sealed class GatedVendor : ILivenessClient
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<LivenessResult>> _gates = new();

    /// <summary>Gets the references of the checks that have begun.</summary>
    public IEnumerable<string> Begun => _gates.Keys;

    /// <summary>Gets the references of the checks that were cancelled.</summary>
    public ConcurrentQueue<string> Cancelled { get; } = new();

    public async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource<LivenessResult> gate = _gates.GetOrAdd(
            request.TransactionId!, _ => new TaskCompletionSource<LivenessResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            return await gate.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Cancelled.Enqueue(request.TransactionId!);
            throw;
        }
    }

    public void Answer(string transactionId) => _gates[transactionId].SetResult(FakeVendor.Result("gated", LivenessVerdict.Live));

    public void Fail(string transactionId, Exception failure) => _gates[transactionId].SetException(failure);
}
