using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace LivenessSdk;

/// <summary>Keeps a number of checks going while the caller takes their items.</summary>
internal sealed class CheckManyRun : IAsyncDisposable
{
    private readonly ILivenessClient _client;
    private readonly CheckManyOptions _options;
    private readonly CheckJournal? _journal;
    private readonly CancellationTokenSource _stop;
    private readonly IAsyncEnumerator<LivenessRequest> _requests;

    /// <summary>The items to hand out, first things first: of the checks under way, and of those done but not yet taken.</summary>
    private readonly Queue<Task<Task<CheckManyItem>>> _next = [];

    /// <summary>The free places among them when order does not matter: the check that is done first takes the first.</summary>
    private readonly ConcurrentQueue<TaskCompletionSource<Task<CheckManyItem>>> _places = [];

    private Task<bool>? _reading;
    private bool _isRead;
    private long _count;

    private CheckManyRun(
        ILivenessClient client,
        IAsyncEnumerable<LivenessRequest> requests,
        CheckManyOptions options,
        CheckJournal? journal,
        CancellationToken cancellationToken)
    {
        _client = client;
        _options = options;
        _journal = journal;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _requests = requests.GetAsyncEnumerator(_stop.Token);
    }

    public static async IAsyncEnumerable<CheckManyItem> RunAsync(
        ILivenessClient client,
        IAsyncEnumerable<LivenessRequest> requests,
        CheckManyOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CheckJournal? journal = await OpenJournalAsync(options, cancellationToken).ConfigureAwait(false);
        CheckManyRun run = new(client, requests, options, journal, cancellationToken);
        await using (run.ConfigureAwait(false))
        {
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

    /// <summary>Begins checks while there is room, and takes the next item as soon as there is one.</summary>
    /// <returns>The item; null at the end.</returns>
    private async Task<CheckManyItem?> TakeAsync(CancellationToken cancellationToken)
    {
        while (!_isRead || _next.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_isRead && _next.Count < _options.MaxConcurrency)
            {
                _reading ??= _requests.MoveNextAsync().AsTask();
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

            Task[] awaited = [.. new Task?[] { _reading, first }.OfType<Task>()];
            await Task.WhenAny(awaited).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        await _reading!.ConfigureAwait(false); // Throws what ended the sequence of requests before its time.
        return null;
    }

    /// <summary>Begins the check of the request that was read, unless there was none.</summary>
    private async Task BeginAsync(Task<bool> reading)
    {
        _isRead = !reading.IsCompletedSuccessfully || !await reading.ConfigureAwait(false);
        if (_isRead)
        {
            return;
        }

        LivenessRequest request = _requests.Current ?? throw new ArgumentException("The sequence of requests holds a null.");
        _reading = null;
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
