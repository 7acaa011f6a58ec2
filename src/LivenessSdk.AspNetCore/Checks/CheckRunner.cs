using LivenessSdk.AspNetCore.Endpoints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Checks the photos of a challenge once, no matter how often they are sent.</summary>
internal sealed class CheckRunner(
    IServiceProvider services,
    GuardedCheckStore store,
    CheckAttempts attempts,
    IOptions<LivenessCheckOptions> options,
    TimeProvider timeProvider,
    IHostApplicationLifetime lifetime,
    ILogger<CheckRunner> logger)
{
    // Longer than any client waits for its vendor; after that, the request that ran the check is considered dead.
    private static readonly TimeSpan s_longestCheck = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(200);

    private readonly ILivenessClient _client = options.Value.ClientName is { } name
        ? services.GetRequiredService<LivenessClientFactory>().GetClient(name)
        : services.GetRequiredService<ILivenessClient>();

    /// <summary>Checks the photos, or returns the outcome of an earlier request with the same photos.</summary>
    /// <exception cref="ProblemException">There is no result.</exception>
    public async Task<CheckOutcome> CheckAsync(LivenessCheckContext context, string attemptsKey, PhotoUpload upload)
    {
        LivenessRequest request = new(upload.Photos.Zip(context.Poses, (photo, pose) => new LivenessFrame(photo, pose)))
        {
            TransactionId = context.CheckId,
            IdempotencyKey = context.CheckId,
            Parameters = options.Value.Parameters?.Invoke(context) ?? [],
        };
        StoredCheck claim = new()
        {
            Fingerprint = upload.Fingerprint,
            State = CheckState.Checking,
            ClaimId = Guid.NewGuid(),
            WorkEnds = timeProvider.GetUtcNow() + s_longestCheck,
        };

        // Once the check is claimed, the browser may disconnect: a paid check is completed and its answer is kept.
        return await TryClaimAsync(context, attemptsKey, claim).ConfigureAwait(false)
            ? await RunAsync(context, attemptsKey, claim, request, lifetime.ApplicationStopped).ConfigureAwait(false)
            : await WaitAsync(context, attemptsKey, upload).ConfigureAwait(false);
    }

    /// <summary>Determines whether the challenge was used, so that its answer can be requested after it has expired.</summary>
    public async Task<bool> IsKnownAsync(string checkId, CancellationToken cancellationToken) =>
        await store.FindAsync(checkId, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Claims the challenge and an attempt, or neither.</summary>
    /// <returns><see langword="false"/> if the challenge was already used.</returns>
    /// <exception cref="ProblemException">There is no attempt left, or the store has failed.</exception>
    private async Task<bool> TryClaimAsync(LivenessCheckContext context, string attemptsKey, StoredCheck claim)
    {
        CancellationToken cancellationToken = context.HttpContext.RequestAborted;
        DateTimeOffset expires = timeProvider.GetUtcNow() + options.Value.AnswerLifetime;
        bool isUsed = false;
        bool isTaken = false;
        try
        {
            isUsed = !await store.TryAddAsync(context.CheckId, claim, expires, cancellationToken).ConfigureAwait(false);
            isTaken = !isUsed && await attempts.TryTakeAsync(attemptsKey, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!isUsed && !isTaken)
            {
                // Also if the store has failed, so that it is unknown whether it has the claim.
                await store.RetryAsync(() => store.TryRemoveAsync(context.CheckId, claim, CancellationToken.None)).ConfigureAwait(false);
            }
        }

        return isTaken || (isUsed ? false : throw new ProblemException(ProblemCode.Attempts));
    }

    private async Task<CheckOutcome> RunAsync(
        LivenessCheckContext context, string attemptsKey, StoredCheck claim, LivenessRequest request, CancellationToken cancellationToken)
    {
        try
        {
            LivenessResult result = await _client.CheckAsync(request, cancellationToken).ConfigureAwait(false);
            bool canRetry = await store.RetryAsync(() => attempts.SettleAsync(attemptsKey, result, CancellationToken.None)).ConfigureAwait(false);
            StoredCheck answered = await ReplaceAsync(context, claim, ResultProcessing.Claim(claim, timeProvider) with
            {
                State = CheckState.Answered,
                Result = LivenessJson.Serialize(WithoutObservations(result)),
                CanRetry = canRetry,
                IsProcessed = options.Value.OnChecked is null,
            }).ConfigureAwait(false);
            return new CheckOutcome(answered, result);
        }
        catch (LivenessException e) when (e.ContinuationToken is { } token)
        {
            CheckLog.Failed(logger, e, context.CheckId, e.Error);
            await ReplaceAsync(context, claim, claim with { State = CheckState.Pending, ContinuationToken = token }).ConfigureAwait(false);
            throw new ProblemException(ProblemCode.Slow, e.RetryAfter, e);
        }
        catch (LivenessException e) when (!e.MayHaveBeenProcessed && request.ContinuationToken is null)
        {
            CheckLog.Failed(logger, e, context.CheckId, e.Error);
            await store.RetryAsync(() => attempts.ReturnAsync(attemptsKey, CancellationToken.None)).ConfigureAwait(false);
            await store.RetryAsync(() => store.TryRemoveAsync(context.CheckId, claim, CancellationToken.None)).ConfigureAwait(false);
            throw new ProblemException(e.Error == LivenessError.InvalidImage ? ProblemCode.Photo : ProblemCode.Unavailable, e.RetryAfter, e);
        }
        catch (LivenessException e)
        {
            CheckLog.Failed(logger, e, context.CheckId, e.Error);
            CheckState state = e.Error == LivenessError.InvalidImage ? CheckState.InvalidPhoto : CheckState.Unknown;
            StoredCheck failed = await ReplaceAsync(context, claim, claim with { State = state, WorkEnds = default }).ConfigureAwait(false);
            throw new ProblemException(ProblemOf(failed), innerException: e);
        }
        catch
        {
            await ReplaceAsync(context, claim, claim with { State = CheckState.Unknown, WorkEnds = default }).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits for the answer to photos that were already sent.</summary>
    private async Task<CheckOutcome> WaitAsync(LivenessCheckContext context, string attemptsKey, PhotoUpload upload)
    {
        CancellationToken cancellationToken = context.HttpContext.RequestAborted;
        long begun = timeProvider.GetTimestamp();
        while (timeProvider.GetElapsedTime(begun) < s_longestWait)
        {
            if (await store.FindAsync(context.CheckId, cancellationToken).ConfigureAwait(false) is not { } stored)
            {
                // The request that claimed the challenge did not reach the vendor.
                throw new ProblemException(ProblemCode.Unavailable);
            }

            if (stored.Fingerprint != upload.Fingerprint)
            {
                throw new ProblemException(ProblemCode.Used);
            }

            switch (stored.State)
            {
                case CheckState.Answered when stored.IsProcessed:
                    return new CheckOutcome(stored, stored.ReadResult());
                case CheckState.Checking or CheckState.Answered when stored.WorkEnds > timeProvider.GetUtcNow():
                    await Task.Delay(s_pollInterval, timeProvider, cancellationToken).ConfigureAwait(false);
                    break;
                case CheckState.Answered:
                    StoredCheck unprocessed = ResultProcessing.Claim(stored, timeProvider);
                    if (await store.TryUpdateAsync(context.CheckId, stored, unprocessed, cancellationToken).ConfigureAwait(false))
                    {
                        return new CheckOutcome(unprocessed, stored.ReadResult());
                    }

                    break;
                case CheckState.Pending:
                    StoredCheck claim = stored with { State = CheckState.Checking, WorkEnds = timeProvider.GetUtcNow() + s_longestCheck };
                    if (await store.TryUpdateAsync(context.CheckId, stored, claim, cancellationToken).ConfigureAwait(false))
                    {
                        LivenessRequest resumed = LivenessRequest.Continue(stored.ContinuationToken!);
                        return await RunAsync(context, attemptsKey, claim, resumed, lifetime.ApplicationStopped).ConfigureAwait(false);
                    }

                    break;
                default:
                    throw new ProblemException(ProblemOf(stored));
            }
        }

        throw new ProblemException(ProblemCode.Slow);
    }

    /// <summary>Stores the outcome of a check.</summary>
    private async Task<StoredCheck> ReplaceAsync(LivenessCheckContext context, StoredCheck claim, StoredCheck outcome)
    {
        await store.RetryAsync(() => store.TryUpdateAsync(context.CheckId, claim, outcome, CancellationToken.None)).ConfigureAwait(false);
        return outcome;
    }

    private static ProblemCode ProblemOf(StoredCheck stored) => stored.State == CheckState.InvalidPhoto ? ProblemCode.Photo : ProblemCode.Unknown;

    /// <summary>Copies the parts of a result that may be stored: no observation of a face, no response of the vendor.</summary>
    private static LivenessResult WithoutObservations(LivenessResult result) => new()
    {
        ClientName = result.ClientName,
        Vendor = result.Vendor,
        Verdict = result.Verdict,
        VerdictSource = result.VerdictSource,
        Score = result.Score,
        RawScore = result.RawScore,
        Threshold = result.Threshold,
        Reasons = result.Reasons,
        TransactionId = result.TransactionId,
        Attempts = result.Attempts,
    };
}
