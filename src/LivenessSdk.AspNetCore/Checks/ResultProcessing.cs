using LivenessSdk.AspNetCore.Endpoints;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Passes each result to <see cref="LivenessCheckOptions.OnChecked"/> until it succeeds once.</summary>
internal sealed class ResultProcessing(
    GuardedCheckStore store, IOptions<LivenessCheckOptions> options, IHostApplicationLifetime lifetime, ILogger<ResultProcessing> logger)
{
    private static readonly TimeSpan s_longestCall = TimeSpan.FromMinutes(2);

    /// <summary>Marks a check as being processed, so that no other request processes it at the same time.</summary>
    public static StoredCheck Claim(StoredCheck stored, TimeProvider timeProvider) =>
        stored with { WorkEnds = timeProvider.GetUtcNow() + s_longestCall };

    /// <summary>Calls the application for a claimed check, unless it has already processed the result.</summary>
    /// <exception cref="ProblemException">The application did not process the result.</exception>
    public async Task ProcessAsync(LivenessCheckContext context, CheckOutcome outcome)
    {
        StoredCheck claim = outcome.Stored;
        if (claim.IsProcessed || options.Value.OnChecked is not { } onChecked)
        {
            return;
        }

        try
        {
            await onChecked(context, outcome.Result, lifetime.ApplicationStopped).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            CheckLog.NotProcessed(logger, e, context.CheckId);
            await ReplaceAsync(context, claim, claim with { WorkEnds = default }).ConfigureAwait(false);
            throw new ProblemException(ProblemCode.Application, innerException: e);
        }

        await ReplaceAsync(context, claim, claim with { WorkEnds = default, IsProcessed = true }).ConfigureAwait(false);
    }

    private Task<bool> ReplaceAsync(LivenessCheckContext context, StoredCheck current, StoredCheck next) =>
        store.RetryAsync(() => store.TryUpdateAsync(context.CheckId, current, next, CancellationToken.None));
}
