namespace LivenessSdk;

/// <summary>Prepares a photo for what a vendor accepts, changing as little as possible.</summary>
internal static class ImagePipeline
{
    private const int QualityWhenSmaller = 90;
    private const int QualityInSameSize = 95;

    /// <summary>Fits <paramref name="image"/> to <paramref name="requirements"/>. A photo that fits already keeps its compressed data, and its memory if it contains no metadata.</summary>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the photo's file is incomplete, or must be decoded and cannot be.</exception>
    public static ValueTask<PreparedImage> FitAsync(
        LivenessImage image, ImageRequirements requirements, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (image.Uri is not null)
        {
            return ValueTask.FromResult(new PreparedImage(image, sent: null));
        }

        int height = Math.Min(image.Height, requirements.MaxHeight ?? image.Height);
        int width = Math.Max(1, (int)Math.Round((double)image.Width * height / image.Height, MidpointRounding.AwayFromZero));
        if (width < requirements.MinWidth || height < requirements.MinHeight)
        {
            return ValueTask.FromResult(new PreparedImage(TooSmall(image, width, height, requirements)));
        }

        ImageFile file = image.File;
        if (file.State == ContainerState.Broken)
        {
            throw new LivenessException(
                LivenessError.InvalidImage,
                $"The photo is incomplete: its {image.Format} file is damaged or its end is missing. Send the whole file, as the camera stored it.");
        }

        bool isSmaller = height < image.Height;
        bool fits = !isSmaller && image.Orientation == ExifOrientation.Upright && requirements.Formats.Contains(image.Format);
        if (fits && file.State == ContainerState.Whole && file.Length <= (requirements.MaxBytes ?? int.MaxValue) && IsIntact(image))
        {
            return ValueTask.FromResult(WithoutMetadata(image, file.Length));
        }

        ImageTranscoder transcoder = new(image, requirements)
        {
            Width = width,
            Height = height,
            Quality = isSmaller ? QualityWhenSmaller : QualityInSameSize,
        };
        return new ValueTask<PreparedImage>(transcoder.RunAsync(cancellationToken));
    }

    /// <summary>Determines whether the picture is undamaged, as far as that shows without decoding: only PNG has checksums.</summary>
    private static bool IsIntact(LivenessImage image) => image.Format != ImageFormat.Png || PngChunks.AreIntact(image.Data.Span);

    private static PreparedImage WithoutMetadata(LivenessImage image, int length)
    {
        LivenessImage stripped = length == image.Data.Length
            ? image
            : new LivenessImage(MetadataStripper.Strip(image.Data, image.Format, length), image.Format, image.Width, image.Height);
        return new PreparedImage(stripped, new SentImage { Format = image.Format, Width = image.Width, Height = image.Height, Bytes = length });
    }

    private static LivenessReason TooSmall(LivenessImage image, int width, int height, ImageRequirements requirements)
    {
        string asSent = height < image.Height ? $" ({width} x {height} as it would be sent)" : "";
        return new LivenessReason(
            LivenessReasonCode.ImageTooSmall,
            $"The photo is {image.Width} x {image.Height} pixels{asSent}; the vendor accepts at least {requirements.MinWidth ?? 1} x {requirements.MinHeight ?? 1}.");
    }
}

/// <summary>Represents a prepared photo: the photo to send, or the reason why it is not sent.</summary>
internal readonly struct PreparedImage
{
    public PreparedImage(LivenessImage image, SentImage? sent)
    {
        Image = image;
        Sent = sent;
    }

    public PreparedImage(LivenessReason rejection)
    {
        Rejection = rejection;
    }

    /// <summary>Gets the photo to send, or <see langword="null"/> if it was rejected.</summary>
    public LivenessImage? Image { get; }

    /// <summary>Gets the form in which it is sent, or <see langword="null"/> for a photo at a URL.</summary>
    public SentImage? Sent { get; }

    /// <summary>Gets why the photo is not sent, for instance because it is below the vendor's minimum size.</summary>
    public LivenessReason? Rejection { get; }
}

/// <summary>Represents the photos of one check, each with its prepared form.</summary>
internal readonly struct PreparedPhotos
{
    private readonly IReadOnlyList<LivenessFrame> _frames;
    private readonly PreparedImage[] _photos;

    private PreparedPhotos(IReadOnlyList<LivenessFrame> frames, PreparedImage[] photos)
    {
        _frames = frames;
        _photos = photos;
    }

    /// <summary>Prepares the photos, concurrently as far as there is memory for them.</summary>
    /// <param name="metrics">Measures the photos.</param>
    /// <param name="clientName">The name of the client, for the measurements.</param>
    /// <param name="frames">The photos of the request.</param>
    /// <param name="requirements">What the vendor accepts.</param>
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

    /// <summary>Finds why a photo cannot be evaluated, so that nothing is sent, or returns <see langword="null"/> if all can.</summary>
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

    /// <summary>Creates the frames for the provider: the request's own if none of the photos was changed.</summary>
    public IReadOnlyList<LivenessFrame> ToFrames()
    {
        LivenessFrame[]? changed = null;
        for (int i = 0; i < _photos.Length; i++)
        {
            LivenessFrame frame = _frames[i];
            LivenessImage photo = _photos[i].Image!;
            if (photo != frame.Image)
            {
                changed ??= [.. _frames];
                changed[i] = new LivenessFrame(photo, frame.Pose);
            }
        }

        return changed ?? _frames;
    }

    /// <summary>Adds the form in which each photo was sent to what the vendor saw in it.</summary>
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
}
