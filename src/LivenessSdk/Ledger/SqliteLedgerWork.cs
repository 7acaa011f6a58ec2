namespace LivenessSdk;

/// <summary>Represents a statement that waits for its turn on the connection.</summary>
internal sealed class SqliteLedgerWork(Action run, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets the task that ends when the statement is committed.</summary>
    public Task Done => _done.Task;

    public bool IsOutsideTransaction { get; init; }

    /// <summary>Takes the statement from the queue, unless nobody waits for it any more.</summary>
    public bool TryBegin() => !cancellationToken.IsCancellationRequested || !_done.TrySetCanceled(cancellationToken);

    public void Run() => run();

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception exception)
    {
        _done.TrySetException(exception);
        _ = _done.Task.Exception; // Perhaps nobody waits for it any more.
    }
}
