namespace LivenessSdk;

/// <summary>Names files that are often sent in place of a photo, so that a message can say what arrived.</summary>
internal static class UnsupportedFormat
{
    /// <summary>Returns the format with its article.</summary>
    public static string Name(ReadOnlySpan<byte> data) =>
        data.StartsWith("GIF8"u8) ? "a GIF"
        : data.StartsWith("BM"u8) ? "a BMP"
        : data.StartsWith("II*\0"u8) || data.StartsWith("MM\0*"u8) ? "a TIFF"
        : data.StartsWith("%PDF"u8) ? "a PDF"
        : data[4..].StartsWith("ftypavi"u8) ? "an AVIF"
        : IsHeic(data) ? "a HEIC"
        : data[4..].StartsWith("ftyp"u8) ? "a video"
        : data.StartsWith("<"u8) ? "a text in HTML, XML or SVG"
        : data.StartsWith("/9j/"u8) || data.StartsWith("iVBOR"u8) || data.StartsWith("UklGR"u8) ? "a base64 text (was it encoded twice?)"
        : "in no format that is known here";

    /// <summary>Returns how to get a photo in another format, or an empty text.</summary>
    public static string Remedy(ReadOnlySpan<byte> data) => IsHeic(data)
        ? ": on an iPhone choose Settings > Camera > Formats > Most Compatible, on Android turn off HEIF or \"high efficiency\" pictures in the camera's "
        + "settings; an app on iOS gets a JPEG from UIImage.jpegData, one on Android from Bitmap.compress, and a web page from "
        + "<input type=\"file\" accept=\"image/jpeg\">"
        : "";

    private static bool IsHeic(ReadOnlySpan<byte> data) =>
        data[4..].StartsWith("ftyphe"u8) || data[4..].StartsWith("ftypmif1"u8) || data[4..].StartsWith("ftypmsf1"u8);
}
