namespace LivenessSdk;

/// <summary>Makes a photo fit what a vendor takes, changing as little as possible.</summary>
internal static class ImagePipeline
{
    /// <summary>Fits <paramref name="image"/> to <paramref name="requirements"/>.</summary>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the photo has to be decoded and cannot be.</exception>
    public static ValueTask<FittedImage> FitAsync(
        LivenessImage image, ImageRequirements requirements, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new FittedImage(image, new SentImage { Format = image.Format, Bytes = image.Data.Length, Width = image.Width, Height = image.Height }));
    }
}
