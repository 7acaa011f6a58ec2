namespace LivenessSdk.Simulator;

/// <summary>Records the requests of one vendor in order of arrival, and notifies waiting callers.</summary>
internal sealed class RequestLog
{
    private readonly object _lock = new();
    private readonly Queue<RecordedRequest> _requests = new();
    private readonly List<(Func<RecordedRequest, bool> Match, TaskCompletionSource<RecordedRequest> Found)> _waiters = [];

    public int Capacity { get; set; } = int.MaxValue;

    public RecordedRequest[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _requests];
        }
    }

    public void Add(RecordedRequest request)
    {
        lock (_lock)
        {
            _requests.Enqueue(request);
            if (_requests.Count > Capacity)
            {
                _requests.Dequeue();
            }

            TellWaiters(request);
        }
    }

    /// <summary>Evaluates the waiting conditions again for a request that has changed.</summary>
    public void Update(RecordedRequest request)
    {
        lock (_lock)
        {
            TellWaiters(request);
        }
    }

    public async Task<RecordedRequest> WaitAsync(Func<RecordedRequest, bool> match, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<RecordedRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_requests.FirstOrDefault(match) is { } request)
            {
                return request;
            }

            _waiters.Add((match, found));
        }

        try
        {
            return await found.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _waiters.RemoveAll(waiter => waiter.Found == found);
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    private void TellWaiters(RecordedRequest request)
    {
        foreach ((Func<RecordedRequest, bool> match, TaskCompletionSource<RecordedRequest> found) in _waiters)
        {
            try
            {
                if (match(request))
                {
                    found.TrySetResult(request);
                }
            }
#pragma warning disable CA1031 // An exception of a caller's condition is passed to that caller, not to the request.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                found.TrySetException(exception);
            }
        }
    }
}
