using System.Net;

namespace LivenessSdk.Providers;

/// <summary>Polls for the outcome of paid work until it is there. Temporary failures are waited out, because the work is paid for.</summary>
internal sealed class Polling
{
    /// <summary>The maximum number of polls for a caller that does not wait, in case the vendor fails at the first.</summary>
    private const int MaxQuestionsWithoutWaiting = 3;

    /// <summary>How often the vendor may not know work that it has just accepted.</summary>
    private const int MaxNotFound = 5;

    private static readonly TimeSpan s_shortestBackOff = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestBackOff = TimeSpan.FromSeconds(3);

    private readonly ProviderCheck _check;
    private readonly PollSchedule _schedule;
    private bool _isKnown;
    private int _notFound;
    private int _forbidden;
    private int _failures;
    private int _questions;

    private Polling(ProviderCheck check, bool isContinued)
    {
        _check = check;
        _schedule = new PollSchedule(check, isContinued);
    }

    /// <summary>Polls until the answer is finished. On any failure, the caller gets the token to continue.</summary>
    public static async Task<T> RunAsync<T>(
        ProviderCheck check, bool isContinued, Func<CancellationToken, Task<T>> ask, Func<T, bool> isFinished, CancellationToken cancellationToken)
    {
        LivenessException? last = null;
        try
        {
            return await new Polling(check, isContinued).AskAsync(ask, isFinished, failure => last = failure, cancellationToken).ConfigureAwait(false);
        }
        catch (LivenessException e)
        {
            throw e.Repeat(check.MayHaveBeenProcessed, check.ContinuationToken);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested && check.ContinuationToken is not null)
        {
            // If the caller canceled, the client reports that instead.
            throw new LivenessException(
                LivenessError.TimedOut,
                $"{check.ClientName}: the time for the check ran out while the vendor was working on it. Continue it with the continuation token; a new check costs again.",
                last ?? (Exception)e)
            {
                ClientName = check.ClientName,
                MayHaveBeenProcessed = check.MayHaveBeenProcessed,
                ContinuationToken = check.ContinuationToken,
            };
        }
    }

    private async Task<T> AskAsync<T>(
        Func<CancellationToken, Task<T>> ask, Func<T, bool> isFinished, Action<LivenessException> onFailure, CancellationToken cancellationToken)
    {
        TimeSpan wait = _schedule.NextWait();
        while (true)
        {
            await Task.Delay(wait, _check.TimeProvider, cancellationToken).ConfigureAwait(false);
            _questions++;
            try
            {
                _check.IsPolling = true;
                _schedule.BeginQuestion();
                T answer = await ask(cancellationToken).ConfigureAwait(false);
                (_isKnown, _forbidden, _failures) = (true, 0, 0);
                bool finished = isFinished(answer);
                _schedule.EndQuestion(finished);
                if (finished || _check.Request.ReturnWhenPending)
                {
                    return answer;
                }

                wait = _schedule.NextWait();
            }
            catch (LivenessException e)
            {
                bool isLast = _check.Request.ReturnWhenPending && _questions >= MaxQuestionsWithoutWaiting;
                if (isLast || e.RetryAfter >= _check.Remaining || !IsPassing(e))
                {
                    throw;
                }

                onFailure(e);
                wait = e.RetryAfter > s_shortestBackOff ? e.RetryAfter.Value : BackOff();
            }
            finally
            {
                _check.IsPolling = false;
            }
        }
    }

    /// <summary>Determines whether a failure may be temporary: outages and limits; work that the vendor does not know yet; one rejection, which a token that was just replaced can meet.</summary>
    private bool IsPassing(LivenessException failure) =>
        failure.IsTransient
        || failure.Response?.StatusCode switch
        {
            HttpStatusCode.NotFound => !_isKnown && ++_notFound < MaxNotFound,
            HttpStatusCode.Forbidden => ++_forbidden == 1,
            _ => false,
        };

    /// <summary>Doubles the delay up to the maximum, with jitter in its upper half, so that checks that failed together do not poll together.</summary>
    private TimeSpan BackOff()
    {
        TimeSpan wait = s_shortestBackOff * Math.Pow(2, Math.Min(_failures++, 10));
        return (wait < s_longestBackOff ? wait : s_longestBackOff) * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
