using Microsoft.Extensions.Logging.Abstractions;

namespace LivenessSdk;

/// <summary>Remembers the checks of a run in a ledger, under keys that the run's name scopes.</summary>
internal sealed class LedgerScope : ICheckMemory
{
    private readonly string _idempotencyKey;
    private readonly string _run;
    private readonly TimeProvider _timeProvider;

    public LedgerScope(CheckLedger ledger, string idempotencyKey, string run, TimeProvider timeProvider)
    {
        Ledger = ledger;
        _idempotencyKey = idempotencyKey;
        _run = run;
        _timeProvider = timeProvider;
    }

    public CheckLedger Ledger { get; }

    /// <summary>Gets the key of a client's entry.</summary>
    public LedgerKey KeyOf(string clientName) => new(_idempotencyKey, clientName, _run);

    public Task<LivenessResult> CheckAsync(ILivenessClient client, string clientName, LivenessRequest request, CancellationToken cancellationToken) =>
        new LedgerCheck(Ledger, KeyOf(clientName), client, _timeProvider, NullLogger.Instance).RunAsync(request.WithMemory(null), cancellationToken);
}
