namespace LivenessSdk;

/// <summary>Represents the photos of one check beside what was made of them to fit what the vendor takes.</summary>
internal readonly struct PreparedPhotos
{
    private readonly IReadOnlyList<LivenessFrame> _frames;
    private readonly PreparedImage[] _photos;

    private PreparedPhotos(IReadOnlyList<LivenessFrame> frames, PreparedImage[] photos)
    {
        _frames = frames;
        _photos = photos;
    }

    /// <summary>Prepares the photos, several at the same time where there is memory for them.</summary>
    /// <param name="metrics">Measures the photos.</param>
    /// <param name="clientName">The name of the client, for the measurements.</param>
    /// <param name="frames">The photos as they came.</param>
    /// <param name="requirements">What the vendor takes.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    /// <exception cref="LivenessException">A photo cannot be read.</exception>
    public static async ValueTask<PreparedPhotos> PrepareAsync(
        LivenessMetrics metrics,
        string clientName,
        IReadOnlyList<LivenessFrame> frames,
        ImageRequirements requirements,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        if (frames.Count == 1)
        {
            return new PreparedPhotos(frames, [await FitAsync(metrics, clientName, frames[0], requirements, timeProvider, cancellationToken).ConfigureAwait(false)]);
        }

        return await PrepareAllAsync(metrics, clientName, frames, requirements, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds why a photo cannot be judged, so that nothing is sent; null when all can.</summary>
    public LivenessReason? FindRejection()
    {
        foreach (PreparedImage photo in _photos)
        {
            if (photo.Rejection is { } rejection)
            {
                return rejection;
            }
        }

        return null;
    }

    /// <summary>Creates the frames that the provider gets.</summary>
    public LivenessFrame[] ToFrames()
    {
        LivenessFrame[] frames = new LivenessFrame[_photos.Length];
        for (int i = 0; i < frames.Length; i++)
        {
            LivenessFrame frame = _frames[i];
            LivenessImage photo = _photos[i].Image!;
            frames[i] = photo == frame.Image ? frame : new LivenessFrame(photo, frame.Pose);
        }

        return frames;
    }

    private static async Task<PreparedPhotos> PrepareAllAsync(
        LivenessMetrics metrics, string clientName, IReadOnlyList<LivenessFrame> frames, ImageRequirements requirements, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        new(frames, await Task.WhenAll(frames.Select(
            frame => FitAsync(metrics, clientName, frame, requirements, timeProvider, cancellationToken).AsTask())).ConfigureAwait(false));

    private static async ValueTask<PreparedImage> FitAsync(
        LivenessMetrics metrics, string clientName, LivenessFrame frame, ImageRequirements requirements, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        long started = timeProvider.GetTimestamp();
        PreparedImage photo = await ImagePipeline.FitAsync(frame.Image, requirements, cancellationToken).ConfigureAwait(false);
        if (photo.Sent is { } sent)
        {
            metrics.RecordPhoto(clientName, sent, timeProvider.GetElapsedTime(started));
        }

        return photo;
    }

    /// <summary>Adds to what the vendor saw in each photo the form in which the photo left.</summary>
    public FrameResult[] Describe(IReadOnlyList<FrameResult> results)
    {
        FrameResult[] described = [.. results];
        if (described.Length < _photos.Length)
        {
            Array.Resize(ref described, _photos.Length);
        }

        for (int i = 0; i < _photos.Length; i++)
        {
            described[i] = described[i]?.WithSent(_photos[i].Sent)
                ?? new FrameResult { RequestedPose = _frames[i].Pose, Sent = _photos[i].Sent };
        }

        return described;
    }
}
