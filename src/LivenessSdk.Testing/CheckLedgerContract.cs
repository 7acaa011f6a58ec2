namespace LivenessSdk.Testing;

/// <summary>Represents the contract of every <see cref="CheckLedger"/>, as tests.</summary>
/// <remarks>Derive one class per ledger in a test project, and implement the abstract members. The tests are inherited.</remarks>
public abstract partial class CheckLedgerContract
{
    /// <summary>The name of the client whose checks the tests record.</summary>
    protected const string Client = "argos";

    /// <summary>Gets the options to open the ledger with: a lease of 60 seconds and two secrets.</summary>
    protected static CheckLedgerOptions Options { get; } = new()
    {
        Secrets = { LedgerSecret.Generate("new"), LedgerSecret.Generate("old") },
    };

    private static LedgerOutcome Live { get; } = new()
    {
        ClientName = Client,
        Vendor = "Argos",
        Verdict = LivenessVerdict.Live,
        VerdictSource = VerdictSource.Vendor,
        Score = 0.98,
        Threshold = 0.5,
        Reference = "t-1",
    };

    private static LedgerOutcome TimedOut { get; } = new() { ClientName = Client, Error = LivenessError.TimedOut };

    /// <summary>Opens an empty ledger with <see cref="Options"/>.</summary>
    protected abstract Task<CheckLedger> OpenAsync();

    /// <summary>Advances the clock of the ledger that was opened last.</summary>
    /// <param name="by">The time to advance.</param>
    protected abstract Task AdvanceAsync(TimeSpan by);

    /// <summary>Of many concurrent claims of a key, one succeeds.</summary>
    [Fact]
    public async Task One_of_many_rivals_owns_a_key()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim[] claims = [.. Enumerable.Range(0, 16).Select(_ => Claim("k"))];

        LedgerEntry[] entries = await Task.WhenAll(claims.Select(claim => Task.Run(() => ledger.ClaimAsync(claim, default))));

        Guid owner = Assert.Single(entries.Select(entry => entry.ClaimId).Distinct());
        Assert.Single(claims, claim => claim.Id == owner);
        Assert.All(entries, entry => Assert.Equal(LedgerState.Claimed, entry.State));
    }

    /// <summary>The photo is sent once, and only by its owner.</summary>
    [Fact]
    public async Task A_claim_dispatches_once()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim claim = await OwnAsync(ledger, Claim("k"));

        bool[] dispatched = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ledger.DispatchAsync(claim, default))));

        Assert.Single(dispatched, sent => sent);
        Assert.False(await ledger.DispatchAsync(Claim("k"), default));
        Assert.Equal(LedgerState.Dispatched, (await FindAsync(ledger)).State);
    }

    /// <summary>Every request with the key gets the answer.</summary>
    [Fact]
    public async Task An_answer_is_found_again()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim owner = await DispatchAsync(ledger, Claim("k"));

        Assert.True(await ledger.CompleteAsync(owner, Live, default));
        LedgerClaim later = Claim("k", resendUnknown: true);
        LedgerEntry entry = await ledger.ClaimAsync(later, default);

        Assert.NotEqual(later.Id, entry.ClaimId);
        Assert.Equal(LedgerState.Answered, entry.State);
        Assert.Equal(Live.ToJson(), entry.Outcome!.ToJson());
        Assert.Contains(entry.Fingerprint, later.Fingerprints);
        Assert.Equal((1, 0), (entry.Billed, entry.PossiblyBilled));
        Assert.False(await ledger.CompleteAsync(owner, TimedOut, default));
    }

    /// <summary>An owner that was silent for longer than its lease cannot send.</summary>
    [Fact]
    public async Task A_claim_whose_lease_is_over_is_free_and_its_owner_cannot_dispatch()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim paused = await OwnAsync(ledger, Claim("k"));

        await AdvanceAsync(Options.Lease * 2);
        LedgerClaim next = await OwnAsync(ledger, Claim("k", photo: "another"));

        Assert.False(await ledger.DispatchAsync(paused, default));
        Assert.True(await ledger.DispatchAsync(next, default));
    }

    /// <summary>What may have been sent is not sent again, and a late answer still counts.</summary>
    [Fact]
    public async Task A_dispatched_entry_whose_lease_is_over_is_unknown_until_its_late_answer()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim owner = await DispatchAsync(ledger, Claim("k"));

        await AdvanceAsync(Options.Lease * 2);
        LedgerClaim rival = Claim("k");
        LedgerEntry entry = await ledger.ClaimAsync(rival, default);

        Assert.NotEqual(rival.Id, entry.ClaimId);
        Assert.Equal(LedgerState.Unknown, entry.State);
        Assert.True(await ledger.CompleteAsync(owner, Live, default));
        Assert.Equal(LedgerState.Answered, (await FindAsync(ledger)).State);
    }

    /// <summary>A failure that may have been processed is found again, until the caller consents to pay again.</summary>
    [Fact]
    public async Task A_failure_is_found_again_until_it_is_to_be_sent_again()
    {
        await using CheckLedger ledger = await OpenAsync();
        Assert.True(await ledger.CompleteAsync(await DispatchAsync(ledger, Claim("k")), TimedOut, default));

        LedgerEntry entry = await ledger.ClaimAsync(Claim("k"), default);

        Assert.Equal((LedgerState.Failed, LivenessError.TimedOut, 1), (entry.State, entry.Outcome!.Error, entry.PossiblyBilled));
        LedgerClaim second = await DispatchAsync(ledger, Claim("k", resendUnknown: true));
        Assert.True(await ledger.CompleteAsync(second, Live, default));
    }

    /// <summary>Another photo does not get the answer of the key.</summary>
    [Fact]
    public async Task Another_photo_neither_continues_nor_resends()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim owner = await DispatchAsync(ledger, Claim("k"));
        await ledger.StoreTokenAsync(owner, "token", default);
        await ledger.SuspendAsync(owner, default);

        LedgerClaim other = Claim("k", photo: "another", resendUnknown: true);
        LedgerEntry entry = await ledger.ClaimAsync(other, default);

        Assert.NotEqual(other.Id, entry.ClaimId);
        Assert.DoesNotContain(entry.Fingerprint, other.Fingerprints);
    }

    /// <summary>Secrets rotate: an entry under the old one is recognized, and moves to the new one when it is taken over.</summary>
    [Fact]
    public async Task A_fingerprint_under_an_older_secret_is_recognized()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerKey key = new("k", Client);
        LedgerClaim old = await DispatchAsync(ledger, new LedgerClaim(key, ["old:1"], ["old:e"]));
        await ledger.CompleteAsync(old, TimedOut, default);

        LedgerClaim next = await OwnAsync(ledger, new LedgerClaim(key, ["new:2", "old:1"], ["new:e", "old:e"], resendUnknown: true));

        Assert.True(await ledger.DispatchAsync(next, default));
        Assert.Equal("new:2", (await FindAsync(ledger)).Fingerprint);
    }

    /// <summary>Renewing keeps exactly the checks that are named and still owned.</summary>
    [Fact]
    public async Task Renewal_keeps_the_checks_in_flight_and_no_others()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim[] claims = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => OwnAsync(ledger, Claim($"k{i}"))));
        await ledger.ReleaseAsync(claims[1], default);

        await AdvanceAsync(Options.Lease * 0.7);
        IReadOnlyCollection<Guid> renewed = await ledger.RenewAsync(claims[1..], default);
        await AdvanceAsync(Options.Lease * 0.7);

        Assert.Equal(claims[2..].Select(claim => claim.Id).Order(), renewed.Order());
        Assert.Equal(LedgerState.Released, (await FindAsync(ledger, "k0")).State);
        Assert.Equal(LedgerState.Claimed, (await FindAsync(ledger, "k119")).State);
    }

    /// <summary>Clients and runs have keys of their own.</summary>
    [Fact]
    public async Task Clients_and_runs_do_not_share_keys()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerKey[] keys = [new("k", "argos"), new("k", "dojah"), new("k", "argos") { Run = "monday" }, new("K", "argos")];

        foreach (LedgerKey key in keys)
        {
            await DispatchAsync(ledger, new LedgerClaim(key, ["new:1"], ["new:e"]));
        }

        foreach (LedgerKey key in keys)
        {
            Assert.Equal(key, (await ledger.FindAsync(key))!.Key);
        }

        Assert.Null(await ledger.FindAsync(new LedgerKey("k", "argos") { Run = "tuesday" }));
    }

    /// <summary>A canceled call claims nothing.</summary>
    [Fact]
    public async Task A_canceled_call_changes_nothing()
    {
        await using CheckLedger ledger = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ledger.ClaimAsync(Claim("k"), new CancellationToken(canceled: true)));

        Assert.Null(await ledger.FindAsync(new LedgerKey("k", Client)));
    }

    /// <summary>A missing token or key is a mistake of the caller, which no ledger ignores.</summary>
    /// <param name="missing">The text, which is not there.</param>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_missing_token_or_key_is_rejected(string? missing)
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim owner = await DispatchAsync(ledger, Claim("k"));

        await Assert.ThrowsAnyAsync<ArgumentException>(() => ledger.StoreTokenAsync(owner, missing!, default));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => ledger.EraseAsync(missing!));

        Assert.Null((await FindAsync(ledger)).ContinuationToken);
    }

    private static LedgerClaim Claim(string key, string photo = "photo", bool resendUnknown = false) =>
        new(new LedgerKey(key, Client), [$"new:{photo}", $"old:{photo}"], ["new:none", "old:none"], resendUnknown);

    private static async Task<LedgerClaim> OwnAsync(CheckLedger ledger, LedgerClaim claim)
    {
        LedgerEntry entry = await ledger.ClaimAsync(claim, default);
        Assert.Equal(claim.Id, entry.ClaimId);
        return claim;
    }

    private static async Task<LedgerClaim> DispatchAsync(CheckLedger ledger, LedgerClaim claim)
    {
        await OwnAsync(ledger, claim);
        Assert.True(await ledger.DispatchAsync(claim, default));
        return claim;
    }

    private static async Task<LedgerEntry> FindAsync(CheckLedger ledger, string key = "k") =>
        await ledger.FindAsync(new LedgerKey(key, Client)) ?? throw new InvalidOperationException($"The ledger has no entry '{key}'.");
}
