using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace LivenessSdk;

/// <summary>Keeps a number of checks going while the caller takes their items.</summary>
internal sealed class CheckManyRun : IAsyncDisposable
{
    private readonly ILivenessClient _client;
    private readonly CheckManyOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly IAsyncEnumerator<LivenessRequest> _requests;

    /// <summary>The items to hand out, first things first: of the checks under way, and of those done but not yet taken.</summary>
    private readonly Queue<Task<Task<CheckManyItem>>> _next = [];

    /// <summary>The free places among them when order does not matter: the check that is done first takes the first.</summary>
    private readonly ConcurrentQueue<TaskCompletionSource<Task<CheckManyItem>>> _places = [];

    private CheckJournal? _journal;
    private Task<LivenessRequest?>? _reading;
    private Task? _end;
    private long _count;

    private CheckManyRun(
        ILivenessClient client, IAsyncEnumerable<LivenessRequest> requests, CheckManyOptions options, CancellationToken cancellationToken)
    {
        _client = client;
        _options = options;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _requests = requests.GetAsyncEnumerator(_stop.Token);
    }

    public static async IAsyncEnumerable<CheckManyItem> RunAsync(
        ILivenessClient client,
        IAsyncEnumerable<LivenessRequest> requests,
        CheckManyOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CheckManyRun run = new(client, requests, options, cancellationToken);
        await using (run.ConfigureAwait(false))
        {
            run._journal = await OpenJournalAsync(options, cancellationToken).ConfigureAwait(false);
            CheckManyProgress progress = default;
            while (await run.TakeAsync(cancellationToken).ConfigureAwait(false) is { } item)
            {
                progress = progress.Add(item.Outcome);
                options.Progress?.Report(progress);
                yield return item;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);

        // The photos and the journal are theirs until they have stopped.
        await Task.WhenAll(_next).ConfigureAwait(false);
        if (_reading is not null)
        {
            await ((Task)_reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (_journal is not null)
        {
            await _journal.DisposeAsync().ConfigureAwait(false);
        }

        await _requests.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private static async Task<CheckJournal?> OpenJournalAsync(CheckManyOptions options, CancellationToken cancellationToken)
    {
        if (options.OpenJournal is { } open)
        {
            return await CheckJournal.OpenAsync(open(), cancellationToken).ConfigureAwait(false);
        }

        return options.JournalPath is { } path ? await CheckJournal.OpenAsync(path, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>Takes the next item as soon as there is one.</summary>
    /// <returns>The item; null at the end.</returns>
    private async Task<CheckManyItem?> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TakeNextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The run was cancelled by the caller.", e, cancellationToken);
        }
    }

    private async Task<CheckManyItem?> TakeNextAsync(CancellationToken cancellationToken)
    {
        while (_end is null || _next.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_end is null && _next.Count < _options.MaxConcurrency)
            {
                _reading ??= ReadAsync();
                if (_reading.IsCompleted)
                {
                    await BeginAsync(_reading).ConfigureAwait(false);
                    continue;
                }
            }

            _next.TryPeek(out Task<Task<CheckManyItem>>? first);
            if (first is { IsCompleted: true })
            {
                Task<CheckManyItem> check = await _next.Dequeue().ConfigureAwait(false);
                return await check.ConfigureAwait(false);
            }

            // Both are under way, or this would be a loop that never rests.
            Task[] awaited = [.. new Task?[] { _reading, first }.OfType<Task>()];
            await Task.WhenAny(awaited).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        await _end.ConfigureAwait(false); // Throws what ended the sequence of requests before its time.
        return null;
    }

    /// <summary>Reads the next request; null at the end.</summary>
    private async Task<LivenessRequest?> ReadAsync()
    {
        if (!await _requests.MoveNextAsync().ConfigureAwait(false))
        {
            return null;
        }

        LivenessRequest request = _requests.Current ?? throw new ArgumentException("The sequence of requests holds a null.");
        _journal?.Admit(_count, request.TransactionId);
        return request;
    }

    /// <summary>Begins the check of the request that was read, or notes the end of the sequence.</summary>
    private async Task BeginAsync(Task<LivenessRequest?> reading)
    {
        _reading = null;
        if (!reading.IsCompletedSuccessfully || await reading.ConfigureAwait(false) is not { } request)
        {
            _end = reading;
            return;
        }

        TaskCompletionSource<Task<CheckManyItem>> place = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _next.Enqueue(place.Task);
        if (!_options.InOrder)
        {
            _places.Enqueue(place);
        }

        _ = FinishAsync(CheckAsync(_count++, request), place);
    }

    private async Task FinishAsync(Task<CheckManyItem> check, TaskCompletionSource<Task<CheckManyItem>> ownPlace)
    {
        await ((Task)check).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TaskCompletionSource<Task<CheckManyItem>> place = _places.TryDequeue(out TaskCompletionSource<Task<CheckManyItem>>? free) ? free : ownPlace;
        place.SetResult(check);
    }

    private async Task<CheckManyItem> CheckAsync(long index, LivenessRequest request)
    {
        if (_journal is null)
        {
            return await AskAsync(index, request).ConfigureAwait(false);
        }

        if (_journal.Find(index, request.TransactionId) is { } earlier && !MaySend(earlier))
        {
            return earlier.ToItem(index);
        }

        await _journal.WriteAsync(JournalLine.Of(new CheckManyItem { Index = index, TransactionId = request.TransactionId })).ConfigureAwait(false);
        CheckManyItem item = await AskAsync(index, request).ConfigureAwait(false);
        await _journal.WriteAsync(JournalLine.Of(item)).ConfigureAwait(false);
        return item;
    }

    private bool MaySend(JournalLine earlier) =>
        earlier.IsUnpaidFailure || (_options.ResendUnknown && earlier.Event != JournalEvent.Answer);

    private async Task<CheckManyItem> AskAsync(long index, LivenessRequest request)
    {
        try
        {
            LivenessResult result = await _client.CheckAsync(request, _stop.Token).ConfigureAwait(false);
            return new CheckManyItem { Index = index, TransactionId = request.TransactionId, Result = result };
        }
        catch (LivenessException e)
        {
            return new CheckManyItem { Index = index, TransactionId = request.TransactionId, Failure = e };
        }
    }
}
