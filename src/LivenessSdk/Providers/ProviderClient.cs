using System.Runtime.CompilerServices;

namespace LivenessSdk;

/// <summary>Leads one check through a provider: refuses what it does not take, keeps the deadline, prepares the photos, completes the result.</summary>
internal sealed class ProviderClient : ILivenessClient, IDisposable
{
    private readonly string _name;
    private readonly Func<ConfiguredProvider> _current;
    private readonly TimeProvider _timeProvider;
    private readonly QuotaBreaker _quota;
    private readonly DriftReporter _drift;
    private readonly IDisposable _source;

    /// <param name="name">The name of the registration.</param>
    /// <param name="current">Gets the provider made from the options in force.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="quota">Holds new checks back while the account's quota is used up.</param>
    /// <param name="drift">Reports what is odd about replies.</param>
    /// <param name="source">What <paramref name="current"/> draws from; disposed with the client.</param>
    public ProviderClient(
        string name, Func<ConfiguredProvider> current, TimeProvider timeProvider, QuotaBreaker quota, DriftReporter drift, IDisposable source)
    {
        _name = name;
        _current = current;
        _timeProvider = timeProvider;
        _quota = quota;
        _drift = drift;
        _source = source;
    }

    /// <summary>Gets what the vendor takes by the options in force.</summary>
    public LivenessProviderInfo Info => _current().Provider.Info;

    public void Dispose() => _source.Dispose();

    public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        return CheckObservation.IsWanted ? ObserveAsync(request, cancellationToken) : RunAsync(request, cancellationToken);
    }

    private async Task<LivenessResult> ObserveAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        using CheckObservation observation = CheckObservation.Begin(_name, Info.Vendor, request.TransactionId, _timeProvider);
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

        (ILivenessProvider provider, LivenessProviderOptions options) = _current();
        RefuseUnsupported(request, provider.Info);
        bool isProbe = request.ContinuationToken is null && RefuseWithoutQuota();
        bool isAnswered = false;

        CheckScope scope = CheckScope.Begin(_timeProvider, request.TimeFor(options.Timeout));
        using CancellationTokenSource end = new(scope.Timeout, _timeProvider);
        CancellationTokenRegistration leave = cancellationToken.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
        await using ConfiguredAsyncDisposable _ = leave.ConfigureAwait(false);
        try
        {
            FittedImage[] photos = await FitAsync(request.Frames, provider.Info.Image, end.Token).ConfigureAwait(false);
            LivenessResult result = FindRejection(photos) is { } rejection
                ? new LivenessResult { Provider = _name, Verdict = LivenessVerdict.Inconclusive, Reasons = [rejection] }
                : await provider.CheckAsync(Prepare(request, photos, scope), end.Token).ConfigureAwait(false);
            isAnswered = scope.PhotoSent;
            return Complete(result, request, photos, provider.Info.Vendor, options, scope);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && IsEndOfTime(e))
        {
            throw new OperationCanceledException("The check was cancelled by the caller.", e, cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            LivenessException timedOut = new(
                LivenessError.TimedOut,
                $"{_name}: no verdict within {scope.Timeout}. Raise the Timeout of the request or of the registration, or try again later.",
                e)
            {
                MayHaveBeenProcessed = scope.MayHaveBeenProcessed,
            };
            Complete(timedOut, options, scope);
            throw timedOut;
        }
        catch (LivenessException e)
        {
            if (e.Error == LivenessError.QuotaExceeded)
            {
                _quota.Open(e.RetryAfter ?? options.Resilience.QuotaBreakTime);
            }

            isAnswered = e is { IsTransient: false, Response: not null };
            Complete(e, options, scope);
            throw;
        }
        finally
        {
            if (isProbe)
            {
                _quota.EndProbe(isAnswered);
            }
        }
    }

    private static bool IsEndOfTime(Exception exception) =>
        exception is OperationCanceledException or LivenessException { Error: LivenessError.TimedOut };

    private async ValueTask<FittedImage[]> FitAsync(
        IReadOnlyList<LivenessFrame> frames, ImageRequirements requirements, CancellationToken cancellationToken)
    {
        FittedImage[] photos = new FittedImage[frames.Count];
        for (int i = 0; i < photos.Length; i++)
        {
            long started = _timeProvider.GetTimestamp();
            photos[i] = await ImagePipeline.FitAsync(frames[i].Image, requirements, cancellationToken).ConfigureAwait(false);
            LivenessTelemetry.RecordPhoto(_name, photos[i], _timeProvider.GetElapsedTime(started));
        }

        return photos;
    }

    private static LivenessReason? FindRejection(FittedImage[] photos)
    {
        foreach (FittedImage photo in photos)
        {
            if (photo.Rejection is { } rejection)
            {
                return rejection;
            }
        }

        return null;
    }

    private static LivenessRequest Prepare(LivenessRequest request, FittedImage[] photos, CheckScope scope)
    {
        LivenessFrame[] frames = new LivenessFrame[photos.Length];
        for (int i = 0; i < frames.Length; i++)
        {
            LivenessFrame frame = request.Frames[i];
            LivenessImage photo = photos[i].Image!;
            frames[i] = photo == frame.Image ? frame : new LivenessFrame(photo, frame.Pose);
        }

        return new LivenessRequest(request, frames, scope.Remaining);
    }

    private void RefuseUnsupported(LivenessRequest request, LivenessProviderInfo info)
    {
        if (request.AllowedProviders is { } allowed && !allowed.Contains(_name))
        {
            throw Refusal($"AllowedProviders does not name '{_name}', so the photo was not sent.");
        }

        if (request.ContinuationToken is not null)
        {
            if (!info.AcceptsContinuation)
            {
                throw Refusal($"{info.Vendor} answers at once and has no checks to continue. Send the photo instead.");
            }

            return;
        }

        if (request.Frames.Count > info.MaxFrames)
        {
            throw Refusal($"{info.Vendor} takes {info.MaxFrames} photo(s) a check, but the request has {request.Frames.Count}.");
        }

        foreach (LivenessFrame frame in request.Frames)
        {
            if (info.MaxFrames == 1 && frame.Pose != FacePose.Front)
            {
                throw Refusal($"{info.Vendor} does not ask for poses, but the request asks for {frame.Pose}. Send a photo with the pose Front.");
            }

            if (!Enum.IsDefined(frame.Pose))
            {
                throw Refusal($"{frame.Pose} is no pose. Use a member of FacePose.");
            }

            if (frame.Image.Uri is not null && !info.AcceptsUri)
            {
                throw Refusal($"{info.Vendor} does not fetch photos from a URL. Send the photo's bytes.");
            }
        }
    }

    /// <summary>Refuses a check while the quota is known to be used up; returns whether this check is to find out if it still is.</summary>
    private bool RefuseWithoutQuota() =>
        _quota.TryEnter(out bool isProbe, out TimeSpan wait)
            ? isProbe
            : throw Refusal(
                "the account's quota was used up a moment ago, so nothing was sent. Top it up in the vendor's console, or try again later.",
                LivenessError.QuotaExceeded,
                wait);

    private LivenessException Refusal(
        string message, LivenessError error = LivenessError.InvalidRequest, TimeSpan? retryAfter = null) =>
        new(error, $"{_name}: {message}")
        {
            Provider = _name,
            RetryAfter = retryAfter,
            Attempts = [new LivenessAttempt { Provider = _name, Error = error }],
        };

    private LivenessResult Complete(
        LivenessResult result, LivenessRequest request, FittedImage[] photos, string vendor, LivenessProviderOptions options, CheckScope scope)
    {
        LivenessAttempt attempt = new()
        {
            Provider = _name,
            Verdict = result.Verdict,
            PhotoSent = scope.PhotoSent,
            MayHaveBeenProcessed = scope.MayHaveBeenProcessed,
            Duration = scope.Elapsed,
        };
        bool readable = !result.HasReason(LivenessReasonCode.UnrecognizedVerdict);
        _drift.Report(vendor, readable ? scope.Drift : [.. scope.Drift, "verdict"]);

        return new LivenessResult
        {
            Provider = _name,
            Vendor = result.Vendor ?? vendor,
            Verdict = result.Verdict,
            VerdictSource = result.VerdictSource,
            Score = result.Score,
            RawScore = result.RawScore,
            Threshold = result.Threshold,
            Reasons = result.Reasons,
            Frames = scope.PhotoSent ? DescribeSent(result.Frames, request.Frames, photos) : result.Frames,
            TransactionId = result.TransactionId ?? request.TransactionId,
            ContinuationToken = result.ContinuationToken,
            Response = Keep(result.Response, options, readable),
            Attempts = [attempt],
        };
    }

    private static FrameResult[] DescribeSent(
        IReadOnlyList<FrameResult> results, IReadOnlyList<LivenessFrame> frames, FittedImage[] photos)
    {
        FrameResult[] described = [.. results];
        if (described.Length < photos.Length)
        {
            Array.Resize(ref described, photos.Length);
        }

        for (int i = 0; i < photos.Length; i++)
        {
            described[i] = described[i]?.WithSent(photos[i].Sent)
                ?? new FrameResult { RequestedPose = frames[i].Pose, Sent = photos[i].Sent };
        }

        return described;
    }

    private void Complete(LivenessException exception, LivenessProviderOptions options, CheckScope scope)
    {
        LivenessAttempt attempt = new()
        {
            Provider = _name,
            Error = exception.Error,
            PhotoSent = scope.PhotoSent,
            MayHaveBeenProcessed = exception.MayHaveBeenProcessed,
            Duration = scope.Elapsed,
        };
        bool readable = exception.Error != LivenessError.UnexpectedResponse;
        _drift.Report(Info.Vendor, readable || scope.Drift.Count > 0 ? scope.Drift : ["reply"]);

        exception.Complete(_name, attempt, Keep(exception.Response, options, readable));
    }

    private static ProviderResponse? Keep(ProviderResponse? response, LivenessProviderOptions options, bool readable)
    {
        bool keep = options.KeepResponse switch
        {
            KeepResponse.Always => true,
            KeepResponse.WhenUnreadable => !readable,
            _ => false,
        };
        return keep ? response : response?.WithoutBody();
    }
}
