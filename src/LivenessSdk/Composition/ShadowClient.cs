using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Answers with its primary client, and sends a sample of the checks to another in the background.</summary>
internal sealed class ShadowClient : CompositionClient, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromSeconds(5);

    private readonly ShadowOptions _options;
    private readonly CompositionMember[] _primary;
    private readonly CompositionMember _shadow;
    private readonly TimeProvider _timeProvider;
    private readonly LivenessMetrics _metrics;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _ending = new();
    private readonly Lazy<Task> _ended;

    public ShadowClient(
        string name,
        ShadowOptions options,
        CompositionMember primary,
        CompositionMember shadow,
        TimeProvider timeProvider,
        LivenessMetrics metrics,
        ILogger logger)
        : base(name)
    {
        _options = options;
        _primary = [primary];
        _shadow = shadow;
        _timeProvider = timeProvider;
        _metrics = metrics;
        _logger = logger;
        _room = new SemaphoreSlim(options.MaxConcurrency);

        // The container disposes it once for the factory and once for its keyed service, and waiting twice would take twice as long.
        _ended = new Lazy<Task>(EndAsync);
    }

    public override IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly) =>
        _primary[0].FindVendorClients(request, supportedOnly);

    protected internal override async Task<LivenessResult> RunAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        CompositionMember primary = CompositionMember.FindAnswering(Name, _primary, request)[0];
        LivenessResult result = await primary.CheckAsync(request, cancellationToken).ConfigureAwait(false);
        return IsSampled(request, result) && await TryBeginAsync(request, result).ConfigureAwait(false)
            ? new LivenessResult(result) { Attempts = [.. result.Attempts, .. _shadow.AttemptsWithoutAnswer(request)] }
            : result;
    }

    /// <summary>Cancels what runs in the background, without waiting for it.</summary>
    public void Dispose() => _ending.Cancel();

    /// <summary>Cancels what runs in the background, and waits until it has ended, but no longer than 5 seconds: a callback may ignore its token.</summary>
    public ValueTask DisposeAsync() => new(_ended.Value);

    private async Task EndAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        using CancellationTokenSource limit = new(s_longestEnd, _timeProvider);
        int ended = 0;
        try
        {
            for (; ended < _options.MaxConcurrency; ended++)
            {
                await _room.WaitAsync(limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            LogMessages.ShadowLeft(_logger, Name, _options.MaxConcurrency - ended);
        }

        if (ended > 0)
        {
            _room.Release(ended);
        }
    }

    /// <summary>Determines whether a check is sampled: it has a verdict, and the shadow may receive its photos.</summary>
    private bool IsSampled(LivenessRequest request, LivenessResult result) =>
        request.ContinuationToken is null
        && result is { ContinuationToken: null, FromLedger: false }
        && Random.Shared.NextDouble() < _options.SamplingRate
        && _shadow.FindVendorClients(request, supportedOnly: false).Any();

    private async ValueTask<bool> TryBeginAsync(LivenessRequest request, LivenessResult primary)
    {
        if (!_shadow.CanAnswer(request))
        {
            Count("skipped", primary, null);
            return false;
        }

        if (_ending.IsCancellationRequested || !await _room.WaitAsync(0).ConfigureAwait(false))
        {
            Count("dropped", primary, null);
            return false;
        }

        // The caller owns the photos and may overwrite them as soon as it has its answer, so the shadow gets copies.
        byte[][] photos = [.. request.Frames.Select(frame => frame.Image.Data.ToArray())];
        LivenessRequest copy = request.WithFrames(
            [.. request.Frames.Select((frame, i) => new LivenessFrame(frame.Image.WithData(photos[i]), frame.Pose))]);
        _ = Task.Run(() => ShadowAsync(copy, primary, photos), CancellationToken.None);
        return true;
    }

    private async Task ShadowAsync(LivenessRequest request, LivenessResult primary, byte[][] photos)
    {
        try
        {
            if (await CompareAsync(request, primary, photos).ConfigureAwait(false) is not { } comparison)
            {
                Count("dropped", primary, null);
                return;
            }

            string outcome = comparison.Failure is not null ? "failed" : comparison.Agrees ? "agreed" : "disagreed";
            Count(outcome, primary, comparison.Shadow);
            if (_options.OnCompared is { } onCompared)
            {
                await onCompared(comparison, _ending.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // OnCompared has ended as it should.
        }
        catch (Exception e)
        {
            // This task is not awaited: an exception that is not logged here is lost.
            LogMessages.ShadowLost(_logger, e, Name);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <returns>The comparison, or <see langword="null"/> if the shadow was canceled at the end.</returns>
    private async Task<ShadowComparison?> CompareAsync(LivenessRequest request, LivenessResult primary, byte[][] photos)
    {
        try
        {
            LivenessResult shadow = await _shadow.CheckAsync(request, _ending.Token).ConfigureAwait(false);
            return new ShadowComparison { Composition = Name, Primary = primary, Shadow = shadow };
        }
        catch (LivenessException e)
        {
            return new ShadowComparison { Composition = Name, Primary = primary, Failure = e };
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Array.ForEach(photos, Array.Clear);
        }
    }

    private void Count(string outcome, LivenessResult primary, LivenessResult? shadow) =>
        _metrics.CountShadowCheck(Name, outcome, primary.Verdict, shadow?.Verdict);
}
