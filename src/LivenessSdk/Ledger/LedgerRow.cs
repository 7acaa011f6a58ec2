namespace LivenessSdk;

/// <summary>Represents an entry of the ledger in memory, and the rules by which it may change.</summary>
internal sealed class LedgerRow
{
    public LedgerRow(LedgerKey key, DateTimeOffset now)
    {
        Key = key;
        CreatedAt = now;
    }

    public LedgerKey Key { get; }

    public LedgerState State { get; set; }

    public Guid ClaimId { get; private set; }

    public string Fingerprint { get; private set; } = "";

    public DateTimeOffset? LeaseUntil { get; set; }

    public string? Token { get; set; }

    public LedgerOutcome? Outcome { get; set; }

    public int Billed { get; set; }

    public int PossiblyBilled { get; set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? DispatchedAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public bool IsPurgeable => State is LedgerState.Released or LedgerState.Answered or LedgerState.Failed or LedgerState.Erased;

    public bool IsErasable(DateTimeOffset now) =>
        State != LedgerState.Erased && (State is not (LedgerState.Claimed or LedgerState.Dispatched) || !IsLeased(now));

    public bool IsFreeFor(LedgerClaim claim, DateTimeOffset now) =>
        ToEntry(now).State switch
        {
            LedgerState.Released => true,
            LedgerState.Unknown => claim.Fingerprints.Contains(Fingerprint) && (Token is not null || claim.ResendUnknown),
            LedgerState.Failed => claim.Fingerprints.Contains(Fingerprint) && claim.ResendUnknown,
            _ => false,
        };

    public void Own(LedgerClaim claim, DateTimeOffset now, DateTimeOffset leaseEnd)
    {
        State = State == LedgerState.Dispatched && Token is not null ? LedgerState.Dispatched : LedgerState.Claimed;
        ClaimId = claim.Id;
        Fingerprint = claim.Fingerprints[0];
        LeaseUntil = leaseEnd;
        Outcome = null;
        ChangedAt = now;
    }

    /// <summary>Determines whether there is something to settle: not if the bill is settled in the same way already.</summary>
    public bool IsOpen(LedgerSettlement settlement, DateTimeOffset now) =>
        ToEntry(now).State switch
        {
            LedgerState.Unknown => true,
            LedgerState.Failed => PossiblyBilled > 0 || settlement != LedgerSettlement.Processed,
            _ => false,
        };

    public void Settle(LedgerSettlement settlement, DateTimeOffset now)
    {
        bool isFailed = State == LedgerState.Failed;
        ClaimId = Guid.NewGuid(); // A late answer must not undo what was decided.
        LeaseUntil = null;
        Token = null;
        ChangedAt = now;
        State = settlement == LedgerSettlement.Processed ? LedgerState.Failed : LedgerState.Released;
        Outcome = settlement == LedgerSettlement.Processed ? Outcome ?? LedgerOutcome.Lost(Key.Client) : null;
        if (PossiblyBilled > 0)
        {
            Billed += settlement == LedgerSettlement.Processed ? 1 : 0;
            PossiblyBilled -= settlement == LedgerSettlement.Resend ? 0 : 1;
        }
        else if (isFailed && settlement == LedgerSettlement.NotProcessed)
        {
            Billed--; // It had been settled as billed.
        }
    }

    public LedgerRow ToErased(string erasedKey, DateTimeOffset now) =>
        new(new LedgerKey(erasedKey, Key.Client) { Run = Key.Run }, CreatedAt)
        {
            State = LedgerState.Erased,
            Billed = Billed,
            PossiblyBilled = PossiblyBilled,
            DispatchedAt = DispatchedAt,
            ChangedAt = now,
        };

    /// <summary>Adds the row to the totals of its day, if its photo was ever sent.</summary>
    public void AddTo(Dictionary<(DateOnly Day, string Client, string Outcome), LedgerTotal> totals, DateTimeOffset now)
    {
        if (DispatchedAt is not { } sent || Billed + PossiblyBilled == 0)
        {
            return;
        }

        DateOnly day = DateOnly.FromDateTime(sent.UtcDateTime);
        string outcome = State is LedgerState.Answered or LedgerState.Failed ? Outcome!.ToString() : ToEntry(now).State.ToString();
        LedgerTotal? total = totals.GetValueOrDefault((day, Key.Client, outcome));
        totals[(day, Key.Client, outcome)] = new LedgerTotal
        {
            Day = day,
            ClientName = Key.Client,
            Outcome = outcome,
            Checks = (total?.Checks ?? 0) + 1,
            Billed = (total?.Billed ?? 0) + Billed,
            PossiblyBilled = (total?.PossiblyBilled ?? 0) + PossiblyBilled,
        };
    }

    public LedgerEntry ToEntry(DateTimeOffset now) =>
        new()
        {
            Key = Key,
            State = LedgerEntry.Derive(State, IsLeased(now), Billed + PossiblyBilled > 0),
            ClaimId = ClaimId,
            Fingerprint = Fingerprint,
            LeaseRemaining = IsLeased(now) ? LeaseUntil - now : null,
            ContinuationToken = Token,
            Outcome = Outcome,
            Billed = Billed,
            PossiblyBilled = PossiblyBilled,
            CreatedAt = CreatedAt,
            DispatchedAt = DispatchedAt,
            ChangedAt = ChangedAt,
        };

    private bool IsLeased(DateTimeOffset now) => LeaseUntil > now;
}
