namespace LivenessSdk;

/// <summary>
/// Leaves out of a photo what is not its picture: metadata, thumbnails, further pictures and whatever follows the end marker.
/// Compressed data and what is needed to show it (ICC profile, Adobe marker, PNG colour chunks) stay byte for byte.
/// </summary>
internal static partial class MetadataStripper
{
    /// <summary>Leaves out what is not the picture.</summary>
    /// <param name="photo">A photo whose header was read.</param>
    /// <param name="format">Its format.</param>
    /// <returns>The same memory where nothing is to be left out; null where the file is not whole and only a decoder can tell.</returns>
    public static ReadOnlyMemory<byte>? Strip(ReadOnlyMemory<byte> photo, ImageFormat format)
    {
        if (!TryMeasure(photo.Span, format, out int length))
        {
            return null;
        }

        if (length == photo.Length)
        {
            return photo;
        }

        byte[] result = GC.AllocateUninitializedArray<byte>(length);
        KeptBytes copied = new(result);
        TryKeep(photo.Span, format, ref copied);
        if (format == ImageFormat.WebP)
        {
            CorrectWebPHeader(result);
        }

        return result;
    }

    /// <summary>Tells whether the file is whole: nothing but known parts from its start to its end marker.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> photo, ImageFormat format) => TryMeasure(photo, format, out _);

    private static bool TryMeasure(ReadOnlySpan<byte> photo, ImageFormat format, out int length)
    {
        KeptBytes measured = default;
        bool isWhole = TryKeep(photo, format, ref measured);
        length = measured.Length;
        return isWhole;
    }

    private static bool TryKeep(ReadOnlySpan<byte> photo, ImageFormat format, ref KeptBytes kept) => format switch
    {
        ImageFormat.Jpeg => TryKeepJpeg(photo, ref kept),
        ImageFormat.Png => TryKeepPng(photo, ref kept),
        _ => TryKeepWebP(photo, ref kept),
    };
}
