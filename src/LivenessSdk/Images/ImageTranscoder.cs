namespace LivenessSdk;

/// <summary>Decodes a photo and encodes it as JPEG; at most as many at a time as there are processors.</summary>
internal static class ImageTranscoder
{
    /// <summary>The qualities tried where a vendor limits the bytes; then the photo is made smaller, at the last of them.</summary>
    private static readonly int[] LowerQualities = [85, 75, 65];

    private static readonly SemaphoreSlim Places = new(Environment.ProcessorCount);

    /// <summary>Makes a JPEG of a given size, upright and without metadata.</summary>
    /// <param name="image">The photo.</param>
    /// <param name="width">The width in pixels to send.</param>
    /// <param name="height">The height in pixels to send.</param>
    /// <param name="quality">The JPEG quality, lowered where <paramref name="requirements"/> limit the bytes.</param>
    /// <param name="requirements">What the vendor takes.</param>
    /// <param name="cancellationToken">Ends the wait at once and the work soon after.</param>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the photo cannot be decoded.</exception>
    public static async Task<FittedImage> RunAsync(
        LivenessImage image, int width, int height, int quality, ImageRequirements requirements, CancellationToken cancellationToken)
    {
        VipsLibrary.Require();
        await Places.WaitAsync(cancellationToken).ConfigureAwait(false);
        Task<FittedImage> work;
        try
        {
            // Copied here, because the caller gets its memory back when the wait is cancelled.
            VipsBlob photo = new(image.Data.Span);
            work = Task.Run(() => Transcode(photo, image, width, height, quality, requirements, cancellationToken), CancellationToken.None);
        }
        catch
        {
            Places.Release();
            throw;
        }

        return await work.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static FittedImage Transcode(
        VipsBlob photo, LivenessImage image, int width, int height, int quality, ImageRequirements requirements, CancellationToken cancellationToken)
    {
        try
        {
            using (photo)
            using (VipsImage source = VipsImage.Load(photo, image.Format, Shrink(image, height)))
            using (cancellationToken.UnsafeRegister(static state => ((VipsImage)state!).Kill(), source))
            using (VipsImage fitted = source.FitTo(width, height, image.Orientation))
            {
                return requirements.MaxBytes is { } maxBytes
                    ? EncodeWithin(maxBytes, fitted, width, height, quality, requirements)
                    : Result(fitted.ToJpeg(quality), width, height, quality);
            }
        }
        catch (VipsException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (VipsException e)
        {
            throw new LivenessException(
                LivenessError.InvalidImage,
                $"The photo cannot be decoded: its {image.Format} data is damaged or its end is missing. Send the file as the camera stored it.",
                e);
        }
        finally
        {
            Places.Release();
        }
    }

    private static FittedImage EncodeWithin(
        int maxBytes, VipsImage fitted, int width, int height, int quality, ImageRequirements requirements)
    {
        using VipsImage pixels = fitted.InMemory();
        byte[] jpeg = pixels.ToJpeg(quality);
        foreach (int lower in LowerQualities)
        {
            if (jpeg.Length > maxBytes)
            {
                quality = lower;
                jpeg = pixels.ToJpeg(quality);
            }
        }

        while (jpeg.Length > maxBytes)
        {
            // The bytes of a JPEG go roughly with its area.
            double scale = Math.Min(0.9, Math.Sqrt((double)maxBytes / jpeg.Length));
            width = (int)(width * scale);
            height = (int)(height * scale);
            if (width < Math.Max(requirements.MinWidth ?? 1, 1) || height < Math.Max(requirements.MinHeight ?? 1, 1))
            {
                throw new LivenessException(
                    LivenessError.InvalidImage,
                    $"The photo cannot be brought below {maxBytes} bytes, which is the most that the vendor takes. Send another photo.");
            }

            using VipsImage smaller = pixels.FitTo(width, height, ExifOrientation.Upright);
            jpeg = smaller.ToJpeg(quality);
        }

        return Result(jpeg, width, height, quality);
    }

    /// <summary>Returns by how much a JPEG may be made smaller while it is decoded, which is cheap but coarse: the rest is left to a good filter.</summary>
    private static int Shrink(LivenessImage image, int height)
    {
        int shrink = 1;
        while (image.Format == ImageFormat.Jpeg && shrink < 8 && image.Height >= height * shrink * 4)
        {
            shrink *= 2;
        }

        return shrink;
    }

    private static FittedImage Result(byte[] jpeg, int width, int height, int quality) => new(
        new LivenessImage(jpeg, ImageFormat.Jpeg, width, height),
        new SentImage { Format = ImageFormat.Jpeg, Width = width, Height = height, Bytes = jpeg.Length, Quality = quality });
}
