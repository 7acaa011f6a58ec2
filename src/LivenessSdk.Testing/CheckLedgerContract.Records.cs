namespace LivenessSdk.Testing;

/// <content>What is kept, for how long, and what is left of it.</content>
public abstract partial class CheckLedgerContract
{
    /// <summary>An erased key is known by its hash only, and is not paid for again.</summary>
    [Fact]
    public async Task An_erased_key_is_not_found_in_the_entries_and_stays_taken()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim claim = await DispatchAsync(ledger, Erasable(ledger, "k"));
        await ledger.CompleteAsync(claim, Live, default);

        Assert.Equal(1, await ledger.EraseAsync("k"));

        LedgerEntry left = Assert.Single(await ListAsync(ledger));
        Assert.Equal((LedgerState.Erased, null, null, ""), (left.State, left.Outcome, left.ContinuationToken, left.Fingerprint));
        Assert.NotEqual("k", left.Key.IdempotencyKey);
        Assert.Equal((1, 0), (left.Billed, left.PossiblyBilled));
        Assert.Equal(LedgerState.Erased, (await ledger.ClaimAsync(Erasable(ledger, "k", resendUnknown: true), default)).State);
        Assert.Equal(LedgerState.Erased, (await FindAsync(ledger)).State);
        Assert.Equal(0, await ledger.EraseAsync("k"));
    }

    /// <summary>The hash of an erased key is recognized under each secret that the claim brings.</summary>
    [Fact]
    public async Task An_erased_key_stays_taken_when_secrets_rotate()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim claim = await DispatchAsync(ledger, Erasable(ledger, "k"));
        await ledger.CompleteAsync(claim, Live, default);
        await ledger.EraseAsync("k");
        string hash = Assert.Single(await ListAsync(ledger)).Key.IdempotencyKey;

        LedgerClaim rotated = new(new LedgerKey("k", Client), ["new:1"], ["newest:0", hash]);

        Assert.Equal(LedgerState.Erased, (await ledger.ClaimAsync(rotated, default)).State);
        Assert.False(await ledger.DispatchAsync(rotated, default));
    }

    /// <summary>All entries of a key are erased but those in flight, and those that cost nothing leave nothing.</summary>
    [Fact]
    public async Task Erasing_covers_all_clients_and_runs_and_spares_what_is_in_flight()
    {
        await using CheckLedger ledger = await OpenAsync();
        await DispatchAsync(ledger, new LedgerClaim(new LedgerKey("k", "argos"), ["new:1"], ["new:e"]));
        await ledger.ReleaseAsync(await DispatchAsync(ledger, new LedgerClaim(new LedgerKey("k", "dojah"), ["new:1"], ["new:e"])), default);
        await ledger.SuspendAsync(await DispatchAsync(ledger, new LedgerClaim(new LedgerKey("k", "riset"), ["new:1"], ["new:e"])), default);

        Assert.Equal(2, await ledger.EraseAsync("k"));

        Assert.Equal(
            [("argos", LedgerState.Dispatched), ("riset", LedgerState.Erased)],
            (await ListAsync(ledger)).Select(entry => (entry.Key.Client, entry.State)).Order());
    }

    /// <summary>After the retention the key is free; what is open stays, and so do the totals.</summary>
    [Fact]
    public async Task Purging_frees_old_keys_and_keeps_open_entries_and_totals()
    {
        await using CheckLedger ledger = await OpenAsync();
        await ledger.CompleteAsync(await DispatchAsync(ledger, Claim("answered")), Live, default);
        await ledger.CompleteAsync(await DispatchAsync(ledger, Claim("failed")), TimedOut, default);
        await ledger.ReleaseAsync(await OwnAsync(ledger, Claim("released")), default);
        await DispatchAsync(ledger, Claim("unknown"));
        await OwnAsync(ledger, Claim("claimed"));
        string before = Describe(await ledger.SummarizeAsync());
        await AdvanceAsync(TimeSpan.FromDays(2));
        await ledger.CompleteAsync(await DispatchAsync(ledger, Claim("new")), Live, default);

        long purged = await ledger.PurgeAsync(TimeSpan.FromDays(1));
        long purgedAgain = await ledger.PurgeAsync(TimeSpan.FromDays(1));

        Assert.Equal((3L, 0L), (purged, purgedAgain));
        Assert.Equal(["claimed", "new", "unknown"], (await ListAsync(ledger)).Select(entry => entry.Key.IdempotencyKey).Order());
        IReadOnlyList<LedgerTotal> totals = await ledger.SummarizeAsync();
        Assert.Contains("Live", before, StringComparison.Ordinal);
        Assert.Equal((2L, 0L), (Sum(totals, "Live", total => total.Billed), Sum(totals, "Live", total => total.PossiblyBilled)));
        Assert.Equal((0L, 1L), (Sum(totals, "TimedOut", total => total.Billed), Sum(totals, "TimedOut", total => total.PossiblyBilled)));
        Assert.Equal((1L, 1L), (Sum(totals, "Unknown", total => total.Checks), Sum(totals, "Unknown", total => total.PossiblyBilled)));
        await OwnAsync(ledger, Claim("answered", photo: "another"));
    }

    /// <summary>Totals count each photo on the day it was sent, and nothing that was not sent.</summary>
    [Fact]
    public async Task Totals_are_kept_per_day_client_and_outcome()
    {
        await using CheckLedger ledger = await OpenAsync();
        await ledger.CompleteAsync(await DispatchAsync(ledger, Claim("a")), Live, default);
        await ledger.ReleaseAsync(await DispatchAsync(ledger, Claim("b")), default);
        await AdvanceAsync(TimeSpan.FromDays(1));
        await ledger.CompleteAsync(await DispatchAsync(ledger, Claim("c")), Live, default);
        await DispatchAsync(ledger, Claim("d"));

        IReadOnlyList<LedgerTotal> totals = await ledger.SummarizeAsync();

        Assert.Equal(["Dispatched", "Live", "Live"], totals.Select(total => total.Outcome).Order(StringComparer.Ordinal));
        Assert.Equal(2, totals.Select(total => total.Day).Distinct().Count());
        Assert.Equal((3L, 2L, 1L), (totals.Sum(total => total.Checks), totals.Sum(total => total.Billed), totals.Sum(total => total.PossiblyBilled)));
    }

    /// <summary>What someone found out, or decided, ends an unknown entry.</summary>
    /// <param name="settlement">What is known, or decided.</param>
    /// <param name="state">The state afterwards.</param>
    /// <param name="billed">How often the photo was billed.</param>
    /// <param name="possiblyBilled">How often it may have been billed besides.</param>
    [Theory]
    [InlineData(LedgerSettlement.Processed, LedgerState.Failed, 1, 0)]
    [InlineData(LedgerSettlement.NotProcessed, LedgerState.Released, 0, 0)]
    [InlineData(LedgerSettlement.Resend, LedgerState.Released, 0, 1)]
    public async Task An_unknown_entry_is_settled(LedgerSettlement settlement, LedgerState state, int billed, int possiblyBilled)
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerKey key = new("k", Client);
        LedgerClaim owner = await DispatchAsync(ledger, Claim("k"));
        Assert.False(await ledger.SettleAsync(key, settlement), "The check is in flight.");

        await AdvanceAsync(Options.Lease * 2);

        Assert.True(await ledger.SettleAsync(key, settlement));
        LedgerEntry entry = await FindAsync(ledger);
        Assert.Equal((state, billed, possiblyBilled), (entry.State, entry.Billed, entry.PossiblyBilled));
        Assert.Equal(settlement == LedgerSettlement.Processed ? LivenessError.OutcomeUnknown : null, entry.Outcome?.Error);
        Assert.False(await ledger.CompleteAsync(owner, Live, default));
        LedgerClaim next = Claim("k");
        Assert.Equal(state == LedgerState.Released, (await ledger.ClaimAsync(next, default)).ClaimId == next.Id);
    }

    /// <summary>A settled photo is counted once, and no longer counted when it turns out not to be billed.</summary>
    [Fact]
    public async Task A_photo_that_is_settled_again_is_counted_once()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerKey key = new("k", Client);
        await DispatchAsync(ledger, Claim("k"));
        await AdvanceAsync(Options.Lease * 2);
        Assert.True(await ledger.SettleAsync(key, LedgerSettlement.Processed));

        Assert.False(await ledger.SettleAsync(key, LedgerSettlement.Processed), "It is settled.");
        LedgerEntry entry = await FindAsync(ledger);
        Assert.Equal((LedgerState.Failed, 1, 0), (entry.State, entry.Billed, entry.PossiblyBilled));

        Assert.True(await ledger.SettleAsync(key, LedgerSettlement.NotProcessed));
        entry = await FindAsync(ledger);
        Assert.Equal((LedgerState.Released, 0, 0), (entry.State, entry.Billed, entry.PossiblyBilled));
        Assert.False(await ledger.SettleAsync(key, LedgerSettlement.NotProcessed), "The key is free.");
    }

    /// <summary>A decision to pay again does not change what was billed before.</summary>
    [Fact]
    public async Task A_settled_photo_that_is_sent_again_stays_billed()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerKey key = new("k", Client);
        await DispatchAsync(ledger, Claim("k"));
        await AdvanceAsync(Options.Lease * 2);
        await ledger.SettleAsync(key, LedgerSettlement.Processed);

        Assert.True(await ledger.SettleAsync(key, LedgerSettlement.Resend));

        LedgerEntry entry = await FindAsync(ledger);
        Assert.Equal((LedgerState.Released, 1, 0), (entry.State, entry.Billed, entry.PossiblyBilled));
    }

    /// <summary>Entries are listed whole, or by key and state.</summary>
    [Fact]
    public async Task Entries_are_listed_by_key_and_state()
    {
        await using CheckLedger ledger = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(i => OwnAsync(ledger, Claim($"k{i}"))));
        await ledger.DispatchAsync(await OwnAsync(ledger, Claim("sent")), default);

        Assert.Equal(1101, (await ListAsync(ledger)).Select(entry => entry.Key).Distinct().Count());
        Assert.Equal("sent", Assert.Single(await ListAsync(ledger, new LedgerFilter { State = LedgerState.Dispatched })).Key.IdempotencyKey);
        Assert.Equal("k7", Assert.Single(await ListAsync(ledger, new LedgerFilter { IdempotencyKey = "k7" })).Key.IdempotencyKey);
    }

    private static LedgerClaim Erasable(CheckLedger ledger, string key, bool resendUnknown = false) =>
        ledger.CreateClaim(new LedgerKey(key, Client), hash => hash.AppendData("photo"u8), resendUnknown);

    private static async Task<List<LedgerEntry>> ListAsync(CheckLedger ledger, LedgerFilter? filter = null)
    {
        List<LedgerEntry> entries = [];
        await foreach (LedgerEntry entry in ledger.ListAsync(filter))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private static long Sum(IReadOnlyList<LedgerTotal> totals, string outcome, Func<LedgerTotal, long> value) =>
        totals.Where(total => total.Outcome == outcome).Sum(value);

    private static string Describe(IReadOnlyList<LedgerTotal> totals) => string.Join(' ', totals.Select(total => total.Outcome));
}
