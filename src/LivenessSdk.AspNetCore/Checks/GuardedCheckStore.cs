using LivenessSdk.AspNetCore.Endpoints;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Converts failures of the store to responses for the page, and retries important writes.</summary>
internal sealed class GuardedCheckStore(LivenessCheckStore store, TimeProvider timeProvider, ILogger<GuardedCheckStore> logger)
{
    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_maxDuration = TimeSpan.FromSeconds(10);

    public async Task<StoredCheck?> FindAsync(string checkId, CancellationToken cancellationToken) =>
        await GuardAsync(() => store.FindAsync(StoredCheck.KeyOf(checkId), cancellationToken)).ConfigureAwait(false) is { } json ? StoredCheck.Parse(json) : null;

    public Task<bool> TryAddAsync(string checkId, StoredCheck check, DateTimeOffset expires, CancellationToken cancellationToken) =>
        GuardAsync(() => store.TryAddAsync(StoredCheck.KeyOf(checkId), check.ToJson(), expires, cancellationToken));

    public Task<bool> TryUpdateAsync(string checkId, StoredCheck current, StoredCheck next, CancellationToken cancellationToken) =>
        GuardAsync(() => store.TryUpdateAsync(StoredCheck.KeyOf(checkId), current.ToJson(), next.ToJson(), cancellationToken));

    public Task<bool> TryRemoveAsync(string checkId, StoredCheck current, CancellationToken cancellationToken) =>
        GuardAsync(() => store.TryRemoveAsync(StoredCheck.KeyOf(checkId), current.ToJson(), cancellationToken));

    public Task<long> AddAsync(string key, int amount, DateTimeOffset expires, CancellationToken cancellationToken) =>
        GuardAsync(() => store.AddAsync(key, amount, expires, cancellationToken));

    /// <summary>Retries a write for ten seconds while the store is down: the photos were sent, so storing the answer is more important than a fast response.</summary>
    /// <returns>The return value of the write, or the default if the store stayed down. The person still gets the answer.</returns>
    public async Task<T?> RetryAsync<T>(Func<Task<T>> write)
    {
        for (long begun = timeProvider.GetTimestamp(); timeProvider.GetElapsedTime(begun) < s_maxDuration;)
        {
            try
            {
                return await write().ConfigureAwait(false);
            }
            catch (ProblemException)
            {
                await Task.Delay(s_delay, timeProvider).ConfigureAwait(false);
            }
        }

        return default;
    }

    private async Task<T> GuardAsync<T>(Func<ValueTask<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            CheckLog.StoreFailed(logger, e);
            throw new ProblemException(ProblemCode.Unavailable, innerException: e);
        }
    }
}
