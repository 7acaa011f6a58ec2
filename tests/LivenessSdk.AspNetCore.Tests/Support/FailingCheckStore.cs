using System.Data.Common;
using LivenessSdk.AspNetCore.Checks;

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Keeps everything in memory, and fails as a database does that is down for so many calls.</summary>
internal sealed class FailingCheckStore : LivenessCheckStore
{
    private readonly MemoryLivenessCheckStore _store = new(TimeProvider.System);
    private int _spared;
    private int _failures;

    /// <summary>Fails the next calls.</summary>
    public void Fail(int calls) => (_spared, _failures) = (0, calls);

    /// <summary>Fails one of the next calls only.</summary>
    public void FailOnce(int call) => (_spared, _failures) = (call - 1, 1);

    public override ValueTask<string?> FindAsync(string key, CancellationToken cancellationToken) =>
        AnswerAsync(() => _store.FindAsync(key, cancellationToken));

    public override ValueTask<bool> TryAddAsync(string key, string value, DateTimeOffset expires, CancellationToken cancellationToken) =>
        AnswerAsync(() => _store.TryAddAsync(key, value, expires, cancellationToken));

    public override ValueTask<bool> TryUpdateAsync(string key, string current, string value, CancellationToken cancellationToken) =>
        AnswerAsync(() => _store.TryUpdateAsync(key, current, value, cancellationToken));

    public override ValueTask<bool> TryRemoveAsync(string key, string current, CancellationToken cancellationToken) =>
        AnswerAsync(() => _store.TryRemoveAsync(key, current, cancellationToken));

    public override ValueTask<long> AddAsync(string key, int amount, DateTimeOffset expires, CancellationToken cancellationToken) =>
        AnswerAsync(() => _store.AddAsync(key, amount, expires, cancellationToken));

    private ValueTask<T> AnswerAsync<T>(Func<ValueTask<T>> answer) =>
        Interlocked.Decrement(ref _spared) < 0 && Interlocked.Decrement(ref _failures) >= 0 ? throw new DownException() : answer();

    private sealed class DownException() : DbException("The database is down; its password is secret.");
}
