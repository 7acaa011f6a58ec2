namespace LivenessSdk;

/// <summary>Runs the checks of a run through its ledger.</summary>
internal sealed class CheckManyMemory
{
    private readonly CheckLedger _ledger;
    private readonly ILivenessClient _client;
    private readonly CheckManyOptions _options;
    private readonly CheckJournal? _journal;
    private readonly string _clientName;
    private readonly bool _isComposed;

    /// <param name="ledger">The ledger.</param>
    /// <param name="client">The client that checks.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="journal">The journal to import, or <see langword="null"/> if there is none.</param>
    public CheckManyMemory(CheckLedger ledger, ILivenessClient client, CheckManyOptions options, CheckJournal? journal)
    {
        _journal = journal;
        _ledger = ledger;
        _client = client;
        _options = options;
        IComposableClient? named = client as IComposableClient;
        _clientName = named?.ClientName ?? client.GetType().Name;
        _isComposed = named is { IsComposed: true };
    }

    /// <summary>Finds the key of a request: its own, else its reference.</summary>
    public static string? KeyOf(LivenessRequest request) => request.IdempotencyKey ?? request.TransactionId;

    /// <summary>Validates the key of a request, before it is checked.</summary>
    /// <exception cref="ArgumentException">The request has no key, or one that cannot be stored.</exception>
    public void Validate(LivenessRequest request, long index)
    {
        string key = KeyOf(request) ?? throw new ArgumentException(
            $"The request at position {index} has neither an IdempotencyKey nor a TransactionId. With a ledger each needs one of them.");
        _ = ScopeOf(key).KeyOf(_clientName);
    }

    /// <summary>Checks one photo, unless the ledger knows the outcome. Waits for a check with the same key that is in flight elsewhere.</summary>
    public async Task<CheckManyItem> AskAsync(long index, LivenessRequest request, CancellationToken cancellationToken)
    {
        JournalLine? earlier = _journal?.Find(request.TransactionId);
        if (_isComposed && earlier is not null && !MaySend(earlier))
        {
            return earlier.ToItem(index, KeyOf(request)); // The line does not name the clients that the composition asked, so it cannot become an entry.
        }

        long began = _options.TimeProvider.GetTimestamp();
        while (true)
        {
            CheckManyItem item = await TryAsync(index, request, earlier, cancellationToken).ConfigureAwait(false);
            bool isOver = _options.OutageTimeout != Timeout.InfiniteTimeSpan && _options.TimeProvider.GetElapsedTime(began) >= _options.OutageTimeout;
            if (isOver || _options.StopToken.IsCancellationRequested || item.Failure is not { Error: LivenessError.InProgress, RetryAfter: { } wait })
            {
                return item;
            }

            await Task.Delay(wait, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private LedgerScope ScopeOf(string key) => new(_ledger, key, RunOf, _options.TimeProvider);

    private string RunOf(string clientName) =>
        _options.ClientVersion?.Invoke(clientName) is { Length: > 0 } version ? $"{_options.RunName}/{version}" : _options.RunName;

    private bool MaySend(JournalLine earlier) =>
        earlier.IsUnpaidFailure || (_options.ResendUnknown && earlier.Event != JournalEvent.Answer);

    private async Task<CheckManyItem> TryAsync(long index, LivenessRequest request, JournalLine? earlier, CancellationToken cancellationToken)
    {
        string key = KeyOf(request)!;
        LedgerScope scope = ScopeOf(key);
        CheckManyItem Create(LivenessResult? result, LivenessException? failure, bool fromLedger) =>
            new() { Index = index, TransactionId = request.TransactionId, IdempotencyKey = key, Result = result, Failure = failure, FromLedger = fromLedger };
        try
        {
            if (earlier is not null && !_isComposed)
            {
                await JournalImport.ImportAsync(_ledger, scope.KeyOf(_clientName), request, earlier, cancellationToken).ConfigureAwait(false);
            }

            LivenessRequest remembered = request.WithMemory(scope, _options.ResendUnknown);
            LivenessResult result = _isComposed
                ? await _client.CheckAsync(remembered, cancellationToken).ConfigureAwait(false)
                : await scope.CheckAsync(_client, _clientName, remembered, cancellationToken).ConfigureAwait(false);
            return Create(result, null, result.FromLedger);
        }
        catch (LivenessException e) when (e.Error == LivenessError.OutcomeUnknown)
        {
            return Create(null, null, fromLedger: true);
        }
        catch (LivenessException e)
        {
            return Create(null, e, e.FromLedger);
        }
    }
}
