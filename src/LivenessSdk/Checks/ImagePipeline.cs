namespace LivenessSdk;

/// <summary>Makes a photo fit what a vendor takes, changing as little as possible.</summary>
internal static class ImagePipeline
{
    private const int QualityWhenSmaller = 90;
    private const int QualityInSameSize = 95;

    /// <summary>Fits <paramref name="image"/> to <paramref name="requirements"/>. A photo that fits already keeps its compressed data, and its memory where it holds no metadata.</summary>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the photo's file is not whole, or has to be decoded and cannot be.</exception>
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
            return ValueTask.FromResult(Unchanged(image, MetadataStripper.Strip(image.Data, image.Format, file.Length)));
        }

        ImageTranscoder transcoder = new(image, requirements)
        {
            Width = width,
            Height = height,
            Quality = isSmaller ? QualityWhenSmaller : QualityInSameSize,
        };
        return new ValueTask<PreparedImage>(transcoder.RunAsync(cancellationToken));
    }

    /// <summary>Looks for damage that can be seen without decoding: only PNG has check sums.</summary>
    private static bool IsIntact(LivenessImage image) => image.Format != ImageFormat.Png || PngChunks.AreIntact(image.Data.Span);

    private static PreparedImage Unchanged(LivenessImage image, ReadOnlyMemory<byte> data)
    {
        SentImage sent = new() { Format = image.Format, Width = image.Width, Height = image.Height, Bytes = data.Length };
        return new PreparedImage(
            data.Length == image.Data.Length ? image : new LivenessImage(data, image.Format, image.Width, image.Height), sent);
    }

    private static LivenessReason TooSmall(LivenessImage image, int width, int height, ImageRequirements requirements)
    {
        string asSent = height < image.Height ? $" ({width} x {height} as it would be sent)" : "";
        return new LivenessReason(
            LivenessReasonCode.ImageTooSmall,
            $"The photo is {image.Width} x {image.Height} pixels{asSent}; the vendor takes at least {requirements.MinWidth ?? 1} x {requirements.MinHeight ?? 1}.");
    }
}

/// <summary>Represents what the pipeline made of a photo: the photo to send, or the reason why it is not sent.</summary>
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

    /// <summary>Gets the photo to send; null when it was rejected.</summary>
    public LivenessImage? Image { get; }

    /// <summary>Gets the form in which it goes out; null for a photo at a URL.</summary>
    public SentImage? Sent { get; }

    /// <summary>Gets why the photo is not sent, for instance because it is below the vendor's minimum size.</summary>
    public LivenessReason? Rejection { get; }
}
