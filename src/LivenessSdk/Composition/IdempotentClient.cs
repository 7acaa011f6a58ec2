using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Sends the photo of each idempotency key once, and returns the remembered outcome from then on.</summary>
internal sealed class IdempotentClient : CompositionClient
{
    private readonly IdempotentOptions _options;
    private readonly CheckLedger _ledger;
    private readonly CompositionMember _member;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    public IdempotentClient(
        string name, IdempotentOptions options, CheckLedger ledger, CompositionMember member, TimeProvider timeProvider, ILogger logger)
        : base(name)
    {
        _options = options;
        _ledger = ledger;
        _member = member;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    public override TimeSpan? Timeout => _member.Client.Timeout;

    public override IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly) => _member.FindVendorClients(request, supportedOnly);

    protected internal override Task<LivenessResult> RunAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        LedgerScope? scope = request.Memory as LedgerScope;
        if (request.Memory is { } other && scope?.Ledger != _ledger)
        {
            return other.CheckAsync(this, _member.Name, request, cancellationToken); // Two ledgers, two entries: the outer one first.
        }

        if (scope is null && request.IdempotencyKey is null)
        {
            return _options.RequireKey
                ? throw new LivenessException(LivenessError.InvalidRequest, $"{Name}: the request has no IdempotencyKey, so nothing was sent. Give each check a key of its own.") { ClientName = Name }
                : _member.CheckAsync(request, cancellationToken);
        }

        LedgerKey key = scope?.KeyOf(_member.Name) ?? new LedgerKey(request.IdempotencyKey!, _member.Name);
        LedgerCheck check = new(_ledger, key, _member.Client, _timeProvider, _logger) { SendWhenUnavailable = _options.SendWhenLedgerUnavailable };
        return check.RunAsync(request.WithMemory(null), cancellationToken);
    }
}
