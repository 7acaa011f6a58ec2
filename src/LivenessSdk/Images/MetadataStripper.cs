namespace LivenessSdk;

/// <summary>
/// Removes from a photo what is not its picture: metadata, thumbnails, further pictures and whatever follows the end marker.
/// Compressed data and what is needed to show it (ICC profile, Adobe marker, PNG color chunks) stay byte for byte.
/// </summary>
internal static partial class MetadataStripper
{
    /// <summary>Walks through a photo's file, up to its end marker.</summary>
    /// <param name="photo">A photo whose header was read.</param>
    /// <param name="format">Its format.</param>
    public static ImageFile Examine(ReadOnlySpan<byte> photo, ImageFormat format)
    {
        KeptBytes measured = default;
        ContainerState state = Keep(photo, format, ref measured);
        return new ImageFile(state, measured.Length, measured.Scans);
    }

    /// <summary>Removes what is not the picture.</summary>
    /// <param name="photo">A photo whose file is <see cref="ContainerState.Whole"/>.</param>
    /// <param name="format">Its format.</param>
    /// <param name="length">The length that <see cref="Examine"/> found.</param>
    /// <returns>The same memory if there is nothing to remove.</returns>
    public static ReadOnlyMemory<byte> Strip(ReadOnlyMemory<byte> photo, ImageFormat format, int length)
    {
        if (length == photo.Length)
        {
            return photo;
        }

        byte[] result = GC.AllocateUninitializedArray<byte>(length);
        Copy(photo.Span, format, result);
        return result;
    }

    /// <summary>Copies what is the picture.</summary>
    /// <param name="photo">A photo whose file is <see cref="ContainerState.Whole"/>.</param>
    /// <param name="format">Its format.</param>
    /// <param name="destination">As long as <see cref="Examine"/> found.</param>
    public static void Copy(ReadOnlySpan<byte> photo, ImageFormat format, Span<byte> destination)
    {
        KeptBytes copied = new(destination);
        Keep(photo, format, ref copied);
        if (format == ImageFormat.WebP)
        {
            CorrectWebPHeader(destination);
        }
    }

    private static ContainerState Keep(ReadOnlySpan<byte> photo, ImageFormat format, ref KeptBytes kept) => format switch
    {
        ImageFormat.Jpeg => KeepJpeg(photo, ref kept),
        ImageFormat.Png => KeepPng(photo, ref kept),
        _ => KeepWebP(photo, ref kept),
    };
}

/// <summary>Adds up what is kept and, when given a destination, copies it there.</summary>
internal ref struct KeptBytes(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    public int Length { get; private set; }

    /// <summary>Gets or sets the number of scans found in a JPEG.</summary>
    public int Scans { get; set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (!_destination.IsEmpty)
        {
            bytes.CopyTo(_destination[Length..]);
        }

        Length += bytes.Length;
    }
}
