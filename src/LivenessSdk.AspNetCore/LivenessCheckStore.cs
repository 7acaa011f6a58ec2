namespace LivenessSdk.AspNetCore;

/// <summary>Remembers which challenges were used, what came of them, and how many attempts were made.</summary>
/// <remarks>
/// The store of one server is in memory and registered by default. Several servers need one that they share:
/// <see cref="SqlLivenessCheckStore"/>, or a derived class of yours, registered as a singleton. Each method must be atomic, because
/// that is what keeps a challenge from being used twice; <c>IDistributedCache</c> cannot do that. A method that throws means that
/// nothing is sent. Values hold verdicts, scores, codes, hashes and continuation tokens, never a photo or a name.
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
    /// <param name="expires">When the store may forget it; never earlier.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns><see langword="true"/> for exactly one of all calls with the same key; <see langword="false"/> for the others.</returns>
    public abstract ValueTask<bool> TryAddAsync(string key, string value, DateTimeOffset expires, CancellationToken cancellationToken);

    /// <summary>Replaces a value if it is still the one that the caller has seen.</summary>
    /// <param name="key">The key.</param>
    /// <param name="current">The value that the caller has seen.</param>
    /// <param name="value">The new value. It expires when the current one would.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>A value indicating whether the value was replaced.</returns>
    public abstract ValueTask<bool> TryUpdateAsync(string key, string current, string value, CancellationToken cancellationToken);

    /// <summary>Removes a value if it is still the one that the caller has seen.</summary>
    /// <param name="key">The key.</param>
    /// <param name="current">The value that the caller has seen.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>A value indicating whether the value was removed.</returns>
    public abstract ValueTask<bool> TryRemoveAsync(string key, string current, CancellationToken cancellationToken);

    /// <summary>Adds to a counter, which starts at 0. Counters and values have separate keys.</summary>
    /// <param name="key">The key.</param>
    /// <param name="amount">What to add: negative to subtract, 0 to read.</param>
    /// <param name="expires">When a counter that starts with this call starts again at 0; ignored for one that counts already.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The new value.</returns>
    public abstract ValueTask<long> AddAsync(string key, int amount, DateTimeOffset expires, CancellationToken cancellationToken);
}
