using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Runs the checks of one client: rejects what the vendor does not accept, sets the deadline, prepares the photos, asks the provider and completes the result.</summary>
internal sealed class ProviderClient : IComposableClient, IDisposable
{
    private readonly string _name;
    private readonly ProviderSource _source;
    private readonly RequestSender _sender;
    private readonly TimeProvider _timeProvider;
    private readonly LivenessMetrics _metrics;
    private readonly TaskTimes _taskTimes = new();
    private readonly CheckCompletion _completion;

    /// <param name="name">The name of the client.</param>
    /// <param name="source">Provides the vendor's adapter; disposed with the client.</param>
    /// <param name="sender">Sends the requests, and rejects new checks while the account's quota is used up.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="metrics">Measures checks, photos and drift.</param>
    /// <param name="logger">The logger for drift.</param>
    public ProviderClient(
        string name, ProviderSource source, RequestSender sender, TimeProvider timeProvider, LivenessMetrics metrics, ILogger logger)
    {
        _name = name;
        _source = source;
        _sender = sender;
        _timeProvider = timeProvider;
        _metrics = metrics;
        _completion = new CheckCompletion(name, metrics, logger);
    }

    public string ClientName => _name;

    public bool IsComposed => false;

    public TimeSpan? Timeout => _source.Current.Options.Timeout;

    /// <summary>Gets what the vendor accepts by the current options.</summary>
    public LivenessProviderInfo Info => _source.Current.Provider.Info;

    public void Dispose() => _source.Dispose();

    public IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly) =>
        Info.FindProblem(request, _name) is { } problem && (supportedOnly || problem.Error != LivenessError.Unsupported) ? [] : [_name];

    public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        return request.Memory is { } memory ? memory.CheckAsync(this, _name, request, cancellationToken)
            : CheckObservation.IsWanted(_metrics) ? ObserveAsync(request, cancellationToken)
            : RunAsync(request, cancellationToken);
    }

    /// <summary>Obtains the token, opens the connection, and loads the image library, unless that has been done.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        VipsLibrary.Require();
        ConfiguredProvider configured = _source.Enter();
        try
        {
            (ILivenessProvider provider, LivenessProviderOptions options) = (configured.Provider, configured.Options);
            ProviderCheck check = CreateCheck(LivenessRequest.WithoutPhotos, options);
            using CancellationTokenSource limit = new(check.Timeout, _timeProvider);
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await PrepareAsync(provider, check, end.Token).ConfigureAwait(false);
            if (provider.Info.Endpoint is { } endpoint && _sender.Connection.IsNeeded)
            {
                await _sender.Connection.OpenAsync(endpoint, options.UserAgent, end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The warm-up was canceled by the caller.", e, cancellationToken);
        }
        catch (Exception e) when (e is not LivenessException)
        {
            (LivenessError error, string description) = TransportFailure.Describe(e);
            throw new LivenessException(error, $"{_name}: {description}", e) { ClientName = _name };
        }
        finally
        {
            configured.Leave();
        }
    }

    private async Task<LivenessResult> ObserveAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        using CheckObservation observation = CheckObservation.Begin(_metrics, _name, Info.Vendor, request.TransactionId, _timeProvider);
        try
        {
            LivenessResult result = await RunAsync(request, cancellationToken).ConfigureAwait(false);
            observation.End(result);
            return result;
        }
        catch (Exception e)
        {
            observation.End(e);
            throw;
        }
    }

    private async Task<LivenessResult> RunAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        ConfiguredProvider configured = _source.Enter();
        try
        {
            return await RunAsync(configured.Provider, configured.Options, request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            configured.Leave();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<LivenessResult> RunAsync(
        ILivenessProvider provider, LivenessProviderOptions options, LivenessRequest request, CancellationToken cancellationToken)
    {
        if (provider.Info.FindProblem(request, _name) is { } problem)
        {
            throw Rejection(problem.Error, problem.Message);
        }

        ProviderCheck check = CreateCheck(request, options);
        using CancellationTokenSource end = new(check.Timeout, _timeProvider);
        check.End = end.Token;
        CancellationTokenRegistration leave = cancellationToken.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
        bool isAdmitted = false;
        bool isProbe = false;
        bool isAnswered = false;
        try
        {
            isProbe = request.ContinuationToken is null && RejectWithoutQuota();
            isAdmitted = true;
            ValueTask<PreparedPhotos> preparing = PreparedPhotos.PrepareAsync(_metrics, _name, request.Frames, provider.Info.Image, _timeProvider, end.Token);
            Task ready = preparing.IsCompleted ? Task.CompletedTask : BeginPreparing(provider, options, check, end.Token);

            PreparedPhotos photos = await preparing.ConfigureAwait(false);
            LivenessResult result = photos.FindRejection() is { } rejection
                ? new LivenessResult { ClientName = _name, Verdict = LivenessVerdict.Inconclusive, Reasons = [rejection] }
                : await AskAsync(provider, check, photos, ready, end.Token).ConfigureAwait(false);
            isAnswered = check.PhotoSent || check.MayHaveBeenProcessed;
            KeepConnection(provider.Info.Endpoint, options);
            return _completion.Complete(result, request, photos, provider.Info, options, check);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && IsEndOfTime(e))
        {
            throw new OperationCanceledException("The check was canceled by the caller.", e, cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            LivenessException timedOut = TimedOut(check, request.Timeout ?? options.Timeout, isOver: end.IsCancellationRequested, e);
            _completion.Complete(timedOut, provider.Info, options, check);
            throw timedOut;
        }
        catch (LivenessException e)
        {
            if (e.Error == LivenessError.QuotaExceeded && isAdmitted)
            {
                _sender.SuspendChecks(e.RetryAfter ?? options.Resilience.QuotaBreakDuration);
            }

            isAnswered = e is { IsTransient: false, Response: not null };
            _completion.Complete(e, provider.Info, options, check);
            throw;
        }
        finally
        {
            if (isProbe)
            {
                _sender.EndProbe(isAnswered);
            }

            await leave.DisposeAsync().ConfigureAwait(false);
        }
    }

    private ProviderCheck CreateCheck(LivenessRequest request, LivenessProviderOptions options) =>
        new(_name, request, _sender, _timeProvider, request.TimeFor(options.Timeout)) { Options = options, TaskTimes = _taskTimes };

    /// <summary>Prepares the provider and opens the connection while a photo is decoded.</summary>
    private Task BeginPreparing(ILivenessProvider provider, LivenessProviderOptions options, ProviderCheck check, CancellationToken cancellationToken)
    {
        Task ready = PrepareAsync(provider, check, cancellationToken);
        if (ready.IsCompletedSuccessfully)
        {
            _sender.Connection.OpenIfNeeded(provider.Info.Endpoint, options.UserAgent);
        }
        else
        {
            // Nobody awaits it where a photo cannot be sent, and then nobody observes its exception.
            _ = ready.ContinueWith(
                static ready => _ = ready.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return ready;
    }

    private void KeepConnection(Uri? endpoint, LivenessProviderOptions options)
    {
        if (options.KeepConnectionWarm && endpoint is not null)
        {
            _sender.Connection.Keep(endpoint, options.UserAgent);
        }
    }

    private LivenessException TimedOut(ProviderCheck check, TimeSpan configured, bool isOver, OperationCanceledException cause)
    {
        // A ledger or a composition may have used a little of the time before, or have set a much shorter limit.
        TimeSpan time = check.Timeout > 0.9 * configured ? configured : check.Timeout;
        string message = isOver
            ? $"no verdict within {time}. Raise the Timeout of the request or of the client, or try again later."
            : "the vendor's adapter canceled the check before its deadline. Look at the inner exception.";
        return new LivenessException(LivenessError.TimedOut, $"{_name}: {message}", cause)
        {
            MayHaveBeenProcessed = check.MayHaveBeenProcessed,
            ContinuationToken = check.ContinuationToken,
        };
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<LivenessResult> AskAsync(
        ILivenessProvider provider, ProviderCheck check, PreparedPhotos photos, Task ready, CancellationToken cancellationToken)
    {
        await ready.ConfigureAwait(false);
        check.Request = new LivenessRequest(check.Request, photos.ToFrames(), check.Remaining);
        try
        {
            LivenessResult result = await provider.CheckAsync(check, cancellationToken).ConfigureAwait(false);
            return ResultValidator.Validate(result, check.ClientName, check.MayHaveBeenProcessed, provider.Info.AcceptsContinuation);
        }
        catch (Exception e) when (e is not (LivenessException or OperationCanceledException))
        {
            throw AdapterFailure(check, e);
        }
    }

    private static async Task PrepareAsync(ILivenessProvider provider, ProviderCheck check, CancellationToken cancellationToken)
    {
        try
        {
            await provider.PrepareAsync(check, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (LivenessException or OperationCanceledException))
        {
            throw AdapterFailure(check, e);
        }
    }

    private static LivenessException AdapterFailure(ProviderCheck check, Exception cause) => check.CreateFailure(
        LivenessError.UnexpectedResponse,
        $"the vendor's adapter failed ({cause.GetType().Name}), most likely over a response that it does not expect. Look at the inner exception; report this to the adapter's author.",
        cause: cause);

    private static bool IsEndOfTime(Exception exception) =>
        exception is OperationCanceledException or LivenessException { Error: LivenessError.TimedOut };

    /// <summary>Rejects a check while the quota is known to be used up; returns whether this check is the one that tries again.</summary>
    private bool RejectWithoutQuota() =>
        _sender.TryBeginCheck(out bool isProbe, out TimeSpan wait)
            ? isProbe
            : throw Rejection(
                LivenessError.QuotaExceeded,
                "the account's quota was used up a moment ago, so nothing was sent. Top it up in the vendor's console, or try again later.",
                wait);

    private LivenessException Rejection(LivenessError error, string message, TimeSpan? retryAfter = null) =>
        new(error, $"{_name}: {message}")
        {
            ClientName = _name,
            RetryAfter = retryAfter,
            Attempts = [new LivenessAttempt { ClientName = _name, Error = error }],
        };
}
