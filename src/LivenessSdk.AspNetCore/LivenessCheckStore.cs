namespace LivenessSdk.AspNetCore;

/// <summary>Stores which challenges were used, the outcomes of their checks, and the number of attempts.</summary>
/// <remarks>
/// By default, the store is in the memory of one server. Several servers need a shared store:
/// <see cref="SqlLivenessCheckStore"/>, or your own derived class, registered as a singleton. Each method must be atomic, because
/// this prevents a challenge from being used twice; <c>IDistributedCache</c> cannot do that. If a method throws,
/// nothing is sent to a vendor. Values contain verdicts, scores, codes, hashes and continuation tokens, never a photo or a name.
/// </remarks>
public abstract class LivenessCheckStore
{
    /// <summary>Finds the value of a key.</summary>
    /// <param name="key">The key, at most 100 ASCII characters.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The value, or <see langword="null"/> if there is none or it has expired.</returns>
    public abstract ValueTask<string?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Adds a value if its key has none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="expires">The time from which the store may delete the value, but not earlier.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns><see langword="true"/> for exactly one of all calls with the same key; <see langword="false"/> for the others.</returns>
    public abstract ValueTask<bool> TryAddAsync(string key, string value, DateTimeOffset expires, CancellationToken cancellationToken);

    /// <summary>Replaces a value if it has not changed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="current">The value that the caller has seen.</param>
    /// <param name="value">The new value. It expires when the current one would.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>A value indicating whether the value was replaced.</returns>
    public abstract ValueTask<bool> TryUpdateAsync(string key, string current, string value, CancellationToken cancellationToken);

    /// <summary>Removes a value if it has not changed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="current">The value that the caller has seen.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>A value indicating whether the value was removed.</returns>
    public abstract ValueTask<bool> TryRemoveAsync(string key, string current, CancellationToken cancellationToken);

    /// <summary>Adds to a counter, which starts at 0. Counters and values have separate keys.</summary>
    /// <param name="key">The key.</param>
    /// <param name="amount">The amount to add: negative to subtract, 0 to read.</param>
    /// <param name="expires">The time at which a new counter is reset to 0; ignored for an existing counter.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The new value.</returns>
    public abstract ValueTask<long> AddAsync(string key, int amount, DateTimeOffset expires, CancellationToken cancellationToken);
}
