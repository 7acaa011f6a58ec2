namespace LivenessSdk.Providers;

/// <summary>Asks for the outcome of paid work until it is there.</summary>
internal static class Polling
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_secondWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(3);

    /// <summary>Asks until the answer is finished. Whatever fails meanwhile, the caller gets what it takes to continue.</summary>
    public static async Task<T> RunAsync<T>(
        ProviderCheck check, bool isContinued, Func<CancellationToken, Task<T>> ask, Func<T, bool> isFinished, CancellationToken cancellationToken)
    {
        TimeSpan wait = isContinued ? TimeSpan.Zero : s_firstWait;
        try
        {
            while (true)
            {
                await Task.Delay(wait, check.TimeProvider, cancellationToken).ConfigureAwait(false);
                T answer = await ask(cancellationToken).ConfigureAwait(false);
                if (isFinished(answer) || check.Request.ReturnWhenPending)
                {
                    return answer;
                }

                wait = wait < s_secondWait ? s_secondWait : wait < s_longestWait ? wait + TimeSpan.FromMilliseconds(500) : s_longestWait;
            }
        }
        catch (LivenessException e)
        {
            throw e.Repeat(check.MayHaveBeenProcessed, check.ContinuationToken);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested && check.ContinuationToken is not null)
        {
            // Where it was the caller who canceled, the client says so instead.
            throw new LivenessException(
                LivenessError.TimedOut,
                $"{check.ClientName}: the time for the check ran out while the vendor was working on it. Continue it with the continuation token; a new check costs again.",
                e)
            {
                Provider = check.ClientName,
                MayHaveBeenProcessed = check.MayHaveBeenProcessed,
                ContinuationToken = check.ContinuationToken,
            };
        }
    }
}
