using System.Globalization;
using LivenessSdk.AspNetCore.Challenges;
using LivenessSdk.AspNetCore.Checks;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LivenessSdk.AspNetCore.Endpoints;

/// <summary>Handles the two requests of the page: to get a challenge, and to check the photos.</summary>
internal sealed class LivenessCheckEndpoints(
    ChallengeIssuer challenges,
    CheckRunner runner,
    CheckWarmup warmup,
    CheckAttempts attempts,
    ResultProcessing processing,
    LivenessReceipts receipts,
    RequestLimiter limiter,
    IAntiforgery antiforgery,
    IOptions<LivenessCheckOptions> options,
    TimeProvider timeProvider)
{
    public const string ChallengeHeader = "Liveness-Challenge";

    public Task ChallengeAsync(HttpContext context) => AnswerAsync(context, async () =>
    {
        RejectOtherOrigins(context);
        limiter.AcquireChallenge(context);
        string binding = CheckSession.GetOrCreate(context);
        if (!await attempts.AnyLeftAsync(AttemptsKeyOf(context, binding), context.RequestAborted).ConfigureAwait(false))
        {
            throw new ProblemException(ProblemCode.Attempts);
        }

        warmup.Begin();
        string token = challenges.Issue(binding, out Challenge challenge);
        AntiforgeryTokenSet tokens = antiforgery.GetAndStoreTokens(context);
        ChallengeAnswer answer = new(
            token,
            challenge.Poses,
            (int)options.Value.ChallengeLifetime.TotalSeconds,
            options.Value.MaxPhotoBytes,
            tokens.HeaderName ?? "",
            tokens.RequestToken ?? "");
        await context.Response.WriteAsJsonAsync(answer, AnswerJson.Default.ChallengeAnswer, cancellationToken: context.RequestAborted).ConfigureAwait(false);
    });

    public Task CheckAsync(HttpContext context) => AnswerAsync(context, async () =>
    {
        RejectOtherOrigins(context);
        limiter.AcquireCheck(context);
        Challenge challenge = await ReadChallengeAsync(context).ConfigureAwait(false);
        limiter.AcquireCheck(challenge);
        if (challenge.Expires <= timeProvider.GetUtcNow() && !await runner.IsKnownAsync(challenge.Id, context.RequestAborted).ConfigureAwait(false))
        {
            throw new ProblemException(ProblemCode.Expired);
        }

        PhotoUpload upload = await PhotoUpload.ReadAsync(context, challenge.Poses.Length, options.Value, timeProvider).ConfigureAwait(false);
        LivenessCheckContext check = new()
        {
            HttpContext = context,
            CheckId = challenge.Id,
            Subject = options.Value.Subject?.Invoke(context),
            Poses = challenge.Poses,
        };
        CheckOutcome outcome = await runner.CheckAsync(check, CheckAttempts.KeyOf(check.Subject, challenge.Binding), upload).ConfigureAwait(false);
        await processing.ProcessAsync(check, outcome).ConfigureAwait(false);

        CultureInfo language = RequestLanguage.Of(context);
        CheckAnswer answer = new(
            OutcomeOf(outcome.Result.Verdict),
            [.. outcome.Result.Reasons.Select(reason => options.Value.ReasonText.For(reason.Code, language)).Distinct(StringComparer.Ordinal)],
            outcome.Stored.CanRetry,
            outcome.Result.IsLive ? receipts.Issue(challenge) : null);
        await context.Response.WriteAsJsonAsync(answer, AnswerJson.Default.CheckAnswer, cancellationToken: context.RequestAborted).ConfigureAwait(false);
    });

    private static async Task AnswerAsync(HttpContext context, Func<Task> answer)
    {
        // Set last: antiforgery sets the header too, and logs a warning where it is already set.
        context.Response.OnStarting(
            static response =>
            {
                ((HttpResponse)response).Headers.CacheControl = "no-store";
                return Task.CompletedTask;
            },
            context.Response);
        try
        {
            await answer().ConfigureAwait(false);
        }
        catch (ProblemException e)
        {
            await e.Problem.WriteAsync(context, e.RetryAfter).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The browser has disconnected: no response is needed.
        }
    }

    /// <summary>Browsers send the origin of a request. A client that is not a browser has no session to abuse.</summary>
    private static void RejectOtherOrigins(HttpContext context)
    {
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            throw new ProblemException(ProblemCode.Rejected);
        }
    }

    private async Task<Challenge> ReadChallengeAsync(HttpContext context)
    {
        if (!challenges.TryOpen(context.Request.Headers[ChallengeHeader], out Challenge? challenge)
            || !CheckSession.Matches(context, challenge.Binding)
            || !await IsFromOwnPageAsync(context).ConfigureAwait(false))
        {
            throw new ProblemException(ProblemCode.Rejected);
        }

        return challenge;
    }

    /// <summary>The token must be in the header: to read it from the form, ASP.NET Core would write the photos to disk.</summary>
    private async Task<bool> IsFromOwnPageAsync(HttpContext context) =>
        antiforgery.GetTokens(context).HeaderName is { Length: > 0 } header
        && context.Request.Headers.ContainsKey(header)
        && await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false);

    private static string OutcomeOf(LivenessVerdict verdict) => verdict switch
    {
        LivenessVerdict.Live => "live",
        LivenessVerdict.NotLive => "notLive",
        _ => "inconclusive",
    };

    private string AttemptsKeyOf(HttpContext context, string binding) => CheckAttempts.KeyOf(options.Value.Subject?.Invoke(context), binding);
}
