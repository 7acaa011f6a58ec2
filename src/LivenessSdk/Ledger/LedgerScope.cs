using Microsoft.Extensions.Logging.Abstractions;

namespace LivenessSdk;

/// <summary>Remembers the checks of a run in a ledger, under keys that the run's name and the versions of its clients scope.</summary>
internal sealed class LedgerScope : ICheckMemory
{
    private readonly string _idempotencyKey;
    private readonly CheckManyOptions _options;

    public LedgerScope(CheckLedger ledger, string idempotencyKey, CheckManyOptions options)
    {
        Ledger = ledger;
        _idempotencyKey = idempotencyKey;
        _options = options;
    }

    public CheckLedger Ledger { get; }

    /// <summary>Gets the key of a client's entry.</summary>
    /// <exception cref="ArgumentException">The key cannot be stored.</exception>
    public LedgerKey KeyOf(string clientName) =>
        new(_idempotencyKey, clientName, _options.ClientVersion?.Invoke(clientName) is { Length: > 0 } version ? $"{_options.RunName}/{version}" : _options.RunName);

    public Task<LivenessResult> CheckAsync(ILivenessClient client, string clientName, LivenessRequest request, CancellationToken cancellationToken) =>
        new LedgerCheck(Ledger, KeyOf(clientName), client, _options.TimeProvider, NullLogger.Instance).RunAsync(request.WithMemory(null), cancellationToken);
}
