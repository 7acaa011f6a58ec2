using System.Runtime.CompilerServices;

namespace LivenessSdk;

/// <summary>Leads one check through a provider: refuses what it does not take, keeps the deadline, prepares the photos, has the result completed.</summary>
internal sealed class ProviderClient : IComposableClient, IDisposable
{
    private readonly string _name;
    private readonly Func<ConfiguredProvider> _current;
    private readonly TimeProvider _timeProvider;
    private readonly RequestSender _sender;
    private readonly LivenessMetrics _metrics;
    private readonly TaskTimes _taskTimes = new();
    private readonly CheckCompletion _completion;
    private readonly IDisposable _source;

    /// <param name="name">The name of the registration.</param>
    /// <param name="current">Gets the provider made from the options in force.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="sender">Sends the requests, and holds new checks back while the account's quota is used up.</param>
    /// <param name="metrics">Measures checks and photos.</param>
    /// <param name="drift">Reports what is odd about replies.</param>
    /// <param name="source">What <paramref name="current"/> draws from; disposed with the client.</param>
    public ProviderClient(
        string name,
        Func<ConfiguredProvider> current,
        TimeProvider timeProvider,
        RequestSender sender,
        LivenessMetrics metrics,
        DriftReporter drift,
        IDisposable source)
    {
        _name = name;
        _current = current;
        _timeProvider = timeProvider;
        _sender = sender;
        _metrics = metrics;
        _completion = new CheckCompletion(name, drift);
        _source = source;
    }

    public string ClientName => _name;

    public bool IsComposed => false;

    public TimeSpan? Timeout => _current().Options.Timeout;

    /// <summary>Gets what the vendor takes by the options in force.</summary>
    public LivenessProviderInfo Info => _current().Provider.Info;

    public void Dispose() => _source.Dispose();

    public IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly) =>
        RequestValidator.FindProblem(request, Info, _name) is { } problem && (supportedOnly || problem.Error != LivenessError.Unsupported) ? [] : [_name];

    public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        return request.Memory is { } memory ? memory.CheckAsync(this, _name, request, cancellationToken)
            : CheckObservation.IsWanted(_metrics) ? ObserveAsync(request, cancellationToken)
            : RunAsync(request, cancellationToken);
    }

    /// <summary>Obtains the token, opens the connection, and loads the image library, where they are not there.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        VipsLibrary.Require();
        ConfiguredProvider configured = Enter();
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

        ConfiguredProvider configured = Enter();
        try
        {
            return await RunAsync(configured.Provider, configured.Options, request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            configured.Leave();
        }
    }

    private async Task<LivenessResult> RunAsync(
        ILivenessProvider provider, LivenessProviderOptions options, LivenessRequest request, CancellationToken cancellationToken)
    {
        if (RequestValidator.FindProblem(request, provider.Info, _name) is { } problem)
        {
            throw Rejection(problem.Error, problem.Message);
        }

        ProviderCheck check = CreateCheck(request, options);
        using CancellationTokenSource end = new(check.Timeout, _timeProvider);
        CancellationTokenRegistration leave = cancellationToken.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
        await using ConfiguredAsyncDisposable _ = leave.ConfigureAwait(false);
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
            throw new OperationCanceledException("The check was cancelled by the caller.", e, cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            LivenessException timedOut = TimedOut(check, isOver: end.IsCancellationRequested, e);
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
        }
    }

    private ProviderCheck CreateCheck(LivenessRequest request, LivenessProviderOptions options) =>
        new(_name, request, _sender, _timeProvider, request.TimeFor(options.Timeout)) { Options = options, TaskTimes = _taskTimes };

    /// <summary>Has the provider obtain what it needs, and opens the connection, while a photo is decoded.</summary>
    private Task BeginPreparing(ILivenessProvider provider, LivenessProviderOptions options, ProviderCheck check, CancellationToken cancellationToken)
    {
        Task ready = PrepareAsync(provider, check, cancellationToken);
        if (ready.IsCompletedSuccessfully)
        {
            _sender.Connection.OpenIfNeeded(provider.Info.Endpoint, options.UserAgent);
        }
        else
        {
            // Nobody awaits it where a photo cannot be sent, and then its exception concerns nobody.
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

    private LivenessException TimedOut(ProviderCheck check, bool isOver, OperationCanceledException cause)
    {
        string message = isOver
            ? $"no verdict within {check.Timeout}. Raise the Timeout of the request or of the client, or try again later."
            : "the vendor's adapter gave up before the check's time was over. Look at the inner exception.";
        return new LivenessException(LivenessError.TimedOut, $"{_name}: {message}", cause)
        {
            MayHaveBeenProcessed = check.MayHaveBeenProcessed,
        };
    }

    private static async Task<LivenessResult> AskAsync(
        ILivenessProvider provider, ProviderCheck check, PreparedPhotos photos, Task ready, CancellationToken cancellationToken)
    {
        await ready.ConfigureAwait(false);
        check.Request = new LivenessRequest(check.Request, photos.ToFrames(), check.Remaining);
        try
        {
            LivenessResult result = await provider.CheckAsync(check, cancellationToken).ConfigureAwait(false);
            return ResultValidator.Validate(result, check.ClientName, check.MayHaveBeenProcessed);
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

    /// <summary>Begins to use the provider made from the options in force.</summary>
    private ConfiguredProvider Enter()
    {
        ConfiguredProvider configured = _current();
        while (!configured.TryEnter())
        {
            // Replaced a moment ago; or the last one there is, and the client is disposed.
            ConfiguredProvider next = _current();
            ObjectDisposedException.ThrowIf(next == configured, this);
            configured = next;
        }

        return configured;
    }

    private static bool IsEndOfTime(Exception exception) =>
        exception is OperationCanceledException or LivenessException { Error: LivenessError.TimedOut };

    /// <summary>Refuses a check while the quota is known to be used up; returns whether this check is to find out if it still is.</summary>
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
