using System.Globalization;
using LivenessSdk.AspNetCore.Challenges;
using LivenessSdk.AspNetCore.Checks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LivenessSdk.AspNetCore;

/// <summary>Redeems the receipts of passed checks, which are sent with a form.</summary>
public sealed class LivenessReceipts
{
    private readonly Seal _seal;
    private readonly LivenessCheckStore _store;
    private readonly IOptions<LivenessCheckOptions> _options;
    private readonly TimeProvider _timeProvider;

    internal LivenessReceipts(IDataProtectionProvider protection, LivenessCheckStore store, IOptions<LivenessCheckOptions> options, TimeProvider timeProvider)
    {
        _seal = new Seal(protection, "Receipt");
        _store = store;
        _options = options;
        _timeProvider = timeProvider;
    }

    /// <summary>Redeems a receipt.</summary>
    /// <param name="context">The request that contains the receipt. Its session and user must be those of the check.</param>
    /// <param name="receipt">The value of the element, or <see langword="null"/> if the form has none.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>
    /// The result, whose verdict is always <see cref="LivenessVerdict.Live"/>; or <see langword="null"/> if the receipt is forged,
    /// expired, already redeemed, or from another session. The result has no <see cref="LivenessResult.Frames"/>.
    /// </returns>
    public async Task<LivenessResult?> RedeemAsync(HttpContext context, string? receipt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);

        if (!_seal.TryOpen(receipt, 3, out string[]? parts)
            || DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[2], CultureInfo.InvariantCulture)) <= _timeProvider.GetUtcNow()
            || !CheckSession.Matches(context, parts[1])
            || await _store.FindAsync(StoredCheck.KeyOf(parts[0]), cancellationToken).ConfigureAwait(false) is not { } json
            || StoredCheck.Parse(json) is not { State: CheckState.Answered } stored
            || stored.ReadResult() is not { IsLive: true } result)
        {
            return null;
        }

        // Receipts for this check may be issued for as long as its answer is stored.
        DateTimeOffset expires = _timeProvider.GetUtcNow() + _options.Value.AnswerLifetime + _options.Value.ReceiptLifetime;
        return await _store.TryAddAsync($"receipt:{parts[0]}", "redeemed", expires, cancellationToken).ConfigureAwait(false) ? result : null;
    }

    internal string Issue(Challenge challenge) => _seal.Close(
        challenge.Id,
        challenge.Binding,
        (_timeProvider.GetUtcNow() + _options.Value.ReceiptLifetime).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
}
