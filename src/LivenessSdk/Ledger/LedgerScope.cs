using Microsoft.Extensions.Logging.Abstractions;

namespace LivenessSdk;

/// <summary>Remembers the checks of a run in a ledger, under keys that the run's name and the versions of its clients scope.</summary>
internal sealed class LedgerScope : ICheckMemory
{
    private readonly string _idempotencyKey;
    private readonly Func<string, string> _runOf;
    private readonly TimeProvider _timeProvider;

    /// <param name="ledger">The ledger.</param>
    /// <param name="idempotencyKey">The caller's key.</param>
    /// <param name="runOf">Returns what scopes the key for a client.</param>
    /// <param name="timeProvider">The clock.</param>
    public LedgerScope(CheckLedger ledger, string idempotencyKey, Func<string, string> runOf, TimeProvider timeProvider)
    {
        Ledger = ledger;
        _idempotencyKey = idempotencyKey;
        _runOf = runOf;
        _timeProvider = timeProvider;
    }

    public CheckLedger Ledger { get; }

    /// <summary>Gets the key of a client's entry.</summary>
    /// <exception cref="ArgumentException">The key cannot be stored.</exception>
    public LedgerKey KeyOf(string clientName) => new(_idempotencyKey, clientName) { Run = _runOf(clientName) };

    public Task<LivenessResult> CheckAsync(ILivenessClient client, string clientName, LivenessRequest request, CancellationToken cancellationToken) =>
        new LedgerCheck(Ledger, KeyOf(clientName), client, _timeProvider, NullLogger.Instance).RunAsync(request.WithMemory(null), cancellationToken);
}
