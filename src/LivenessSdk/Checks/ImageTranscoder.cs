using System.Threading.RateLimiting;

namespace LivenessSdk;

/// <summary>Decodes a photo and encodes it as JPEG, upright and without metadata, within the memory that <see cref="DecodingMemory"/> grants.</summary>
internal sealed class ImageTranscoder(LivenessImage image, ImageRequirements requirements)
{
    /// <summary>The qualities tried where a vendor limits the bytes; then the photo is downscaled, at the last of them.</summary>
    private static readonly int[] s_lowerQualities = [85, 75, 65];

    /// <summary>Gets the width to send, in pixels; less where the vendor's byte limit cannot be met otherwise.</summary>
    public required int Width { get; init; }

    /// <summary>Gets the height to send, in pixels; less where the vendor's byte limit cannot be met otherwise.</summary>
    public required int Height { get; init; }

    /// <summary>Gets the JPEG quality; less where the vendor limits the bytes.</summary>
    public required int Quality { get; init; }

    /// <summary>Transcodes the photo. A canceled call ends at once, and the work behind it soon after.</summary>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: the photo cannot be decoded.</exception>
    public async Task<PreparedImage> RunAsync(CancellationToken cancellationToken)
    {
        VipsLibrary.Require();
        int shrink = Shrink();
        RateLimitLease memory = await DecodingMemory.ReserveAsync(DecodingMemory.Estimate(image, shrink), cancellationToken).ConfigureAwait(false);

        Task<PreparedImage> work;
        try
        {
            // The photo is copied before the caller can get its memory back by canceling.
            NativeBuffer photo = CopyPicture();
            work = Task.Run(() => TranscodeAndLeave(photo, shrink, memory, cancellationToken), CancellationToken.None);
        }
        catch
        {
            memory.Dispose();
            throw;
        }

        // Nobody awaits it after a cancellation, and then nobody observes its exception.
        _ = work.ContinueWith(
            static work => _ = work.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await work.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies the part of the file that is sent, so that no metadata reaches the decoder either.</summary>
    private NativeBuffer CopyPicture()
    {
        bool isWhole = image.File.State == ContainerState.Whole;
        NativeBuffer copy = new((nuint)(isWhole ? image.File.Length : image.Data.Length));
        if (isWhole)
        {
            MetadataStripper.Copy(image.Data.Span, image.Format, copy.Span);
        }
        else
        {
            image.Data.Span.CopyTo(copy.Span);
        }

        return copy;
    }

    private PreparedImage TranscodeAndLeave(NativeBuffer photo, int shrink, RateLimitLease memory, CancellationToken cancellationToken)
    {
        try
        {
            using (memory)
            using (photo)
            {
                return Transcode(photo, shrink, cancellationToken);
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
                $"The photo cannot be decoded: its {image.Format} data is damaged. Send the file as the camera stored it.",
                e);
        }
    }

    private PreparedImage Transcode(NativeBuffer photo, int shrink, CancellationToken cancellationToken)
    {
        using VipsImage decoded = Decode(photo, shrink, cancellationToken);
        using CancellationTokenRegistration kill = KillWhenCanceled(decoded, cancellationToken);
        try
        {
            return Encode(decoded);
        }
        catch (VipsException) when (decoded.RemoveColorProfile())
        {
            // The pixels are valid, so the color profile could not be used.
            return Encode(decoded);
        }
    }

    private PreparedImage Encode(VipsImage decoded)
    {
        using VipsImage upright = decoded.Upright(image.Orientation);
        using VipsImage fitted = upright.FitTo(Width, Height);
        return requirements.MaxBytes is { } maxBytes
            ? EncodeWithin(maxBytes, fitted)
            : Result(fitted.ToJpeg(Quality), Width, Height, Quality);
    }

    private VipsImage Decode(NativeBuffer photo, int shrink, CancellationToken cancellationToken)
    {
        using VipsImage source = VipsImage.Load(photo, image.Format, shrink);
        using CancellationTokenRegistration kill = KillWhenCanceled(source, cancellationToken);
        return source.InMemory();
    }

    private static CancellationTokenRegistration KillWhenCanceled(VipsImage image, CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static state => ((VipsImage)state!).Kill(), image);

    private PreparedImage EncodeWithin(int maxBytes, VipsImage fitted)
    {
        using VipsImage pixels = fitted.InMemory();
        (int width, int height, int quality) = (Width, Height, Quality);
        byte[] jpeg = pixels.ToJpeg(quality);
        foreach (int lower in s_lowerQualities)
        {
            if (jpeg.Length > maxBytes)
            {
                quality = lower;
                jpeg = pixels.ToJpeg(quality);
            }
        }

        while (jpeg.Length > maxBytes)
        {
            // The size of a JPEG is roughly proportional to its area.
            double scale = Math.Min(0.9, Math.Sqrt((double)maxBytes / jpeg.Length));
            (width, height) = ((int)(width * scale), (int)(height * scale));
            if (width < Math.Max(requirements.MinWidth ?? 1, 1) || height < Math.Max(requirements.MinHeight ?? 1, 1))
            {
                throw new LivenessException(
                    LivenessError.InvalidImage,
                    $"The photo cannot be encoded in {maxBytes} bytes, the maximum that the vendor accepts. Send another photo.");
            }

            using VipsImage smaller = pixels.FitTo(width, height);
            jpeg = smaller.ToJpeg(quality);
        }

        return Result(jpeg, width, height, quality);
    }

    /// <summary>
    /// Returns by how much a JPEG or WebP is downscaled while it is decoded. That is nearly free but coarse, so at least a quarter is
    /// left to the better filter: it costs 0.1 dB and saves a quarter of the time.
    /// </summary>
    private int Shrink()
    {
        int shrink = 1;
        bool canShrink = image.Format == ImageFormat.Jpeg || (image.Format == ImageFormat.WebP && image.File.State == ContainerState.Whole);
        while (canShrink && shrink < 8 && image.Height >= Height * shrink * 2.5)
        {
            shrink *= 2;
        }

        return shrink;
    }

    private static PreparedImage Result(byte[] jpeg, int width, int height, int quality) => new(
        new LivenessImage(jpeg, ImageFormat.Jpeg, width, height),
        new SentImage { Format = ImageFormat.Jpeg, Width = width, Height = height, Bytes = jpeg.Length, Quality = quality });
}
