namespace LivenessSdk.Testing;

/// <content>How an entry passes to its next owner: by consent, by a token, or because nothing was processed.</content>
public abstract partial class CheckLedgerContract
{
    /// <summary>Consent to pay again moves the entry to its new owner.</summary>
    [Fact]
    public async Task An_unknown_entry_is_taken_over_on_request_and_the_first_owner_changes_nothing_more()
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim first = await DispatchAsync(ledger, Claim("k"));

        await AdvanceAsync(Options.Lease * 2);
        LedgerClaim second = await DispatchAsync(ledger, Claim("k", resendUnknown: true));

        Assert.False(await ledger.CompleteAsync(first, TimedOut, default));
        Assert.False(await ledger.ReleaseAsync(first, default));
        Assert.False(await ledger.SuspendAsync(first, default));
        Assert.False(await ledger.StoreTokenAsync(first, "token", default));
        Assert.True(await ledger.CompleteAsync(second, Live, default));
        LedgerEntry entry = await FindAsync(ledger);
        Assert.Equal((1, 1), (entry.Billed, entry.PossiblyBilled));
    }

    /// <summary>A check whose token is known is continued, not paid again.</summary>
    /// <param name="isSuspended">Whether its owner ended it, or is gone.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_check_with_a_token_is_continued_by_the_next_owner(bool isSuspended)
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim owner = await DispatchAsync(ledger, Claim("k"));
        Assert.True(await ledger.StoreTokenAsync(owner, "token", default));
        Assert.NotEqual(Claim("k").Id, (await ledger.ClaimAsync(Claim("k"), default)).ClaimId);

        if (isSuspended)
        {
            Assert.True(await ledger.SuspendAsync(owner, default));
        }
        else
        {
            await AdvanceAsync(Options.Lease * 2);
        }

        LedgerClaim next = Claim("k");
        LedgerEntry entry = await ledger.ClaimAsync(next, default);

        Assert.Equal((next.Id, LedgerState.Dispatched, "token"), (entry.ClaimId, entry.State, entry.ContinuationToken));
        Assert.False(await ledger.DispatchAsync(next, default));
        Assert.False(await ledger.CompleteAsync(owner, TimedOut, default));
        Assert.True(await ledger.CompleteAsync(next, Live, default));
        entry = await FindAsync(ledger);
        Assert.Equal((1, 0, null), (entry.Billed, entry.PossiblyBilled, entry.ContinuationToken));
    }

    /// <summary>What was certainly not processed frees the key, also for another photo.</summary>
    /// <param name="isDispatched">Whether the owner was about to send.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_released_key_is_free(bool isDispatched)
    {
        await using CheckLedger ledger = await OpenAsync();
        LedgerClaim owner = isDispatched ? await DispatchAsync(ledger, Claim("k")) : await OwnAsync(ledger, Claim("k"));

        Assert.True(await ledger.ReleaseAsync(owner, default));

        LedgerEntry entry = await FindAsync(ledger);
        Assert.Equal((LedgerState.Released, 0, 0), (entry.State, entry.Billed, entry.PossiblyBilled));
        await DispatchAsync(ledger, Claim("k", photo: "another"));
    }

    /// <summary>Consent to pay again holds for one claim only.</summary>
    /// <param name="isReleased">Whether the second owner gives the key back unsent, or is gone.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_entry_that_was_to_be_sent_again_and_was_not_is_unknown_again(bool isReleased)
    {
        await using CheckLedger ledger = await OpenAsync();
        await DispatchAsync(ledger, Claim("k"));
        await AdvanceAsync(Options.Lease * 2);
        LedgerClaim second = await OwnAsync(ledger, Claim("k", resendUnknown: true));

        if (isReleased)
        {
            Assert.True(await ledger.ReleaseAsync(second, default));
        }
        else
        {
            await AdvanceAsync(Options.Lease * 2);
        }

        LedgerClaim third = Claim("k");
        LedgerEntry entry = await ledger.ClaimAsync(third, default);
        Assert.NotEqual(third.Id, entry.ClaimId);
        Assert.Equal((LedgerState.Unknown, 1), (entry.State, entry.PossiblyBilled));
        await DispatchAsync(ledger, Claim("k", resendUnknown: true));
    }
}
