namespace LivenessSdk;

/// <content>Keeps the segments of a JPEG that make its picture.</content>
internal static partial class MetadataStripper
{
    private const byte Adobe = 0xEE;

    /// <summary>The length of an Adobe segment's payload. Decoders read no further, so no more is sent.</summary>
    private const int AdobeLength = 12;

    private static ReadOnlySpan<byte> AdobeStart => [0xFF, Adobe, 0, AdobeLength + 2];

    private static ReadOnlySpan<byte> Jfif => "JFIF\0"u8;

    /// <summary>Gets a JFIF segment without information: version 1.1, no density, no thumbnail.</summary>
    private static ReadOnlySpan<byte> PlainJfif => [0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];

    private static ContainerState KeepJpeg(ReadOnlySpan<byte> photo, ref KeptBytes kept)
    {
        JpegSegments segments = new(photo);

        // A JFIF segment makes decoders ignore the colors that the Adobe segment states, which are right.
        bool hasJfif = IsMarkedAsRgb(photo), hasFrame = false, isBroken = false;
        while (segments.MoveNext())
        {
            kept.Scans += segments.Marker == JpegSegments.StartOfScan ? 1 : 0;
            switch (segments.Marker)
            {
                case JpegSegments.StartOfImage when kept.Length > 0:
                case >= 0xC0 and <= 0xC2 when hasFrame:
                    isBroken = true;
                    break;
                case >= 0xC0 and <= 0xC2:
                    hasFrame = true;
                    kept.Add(segments.Segment);
                    break;
                case 0xE0 when !hasJfif && segments.Payload.StartsWith(Jfif):
                    hasJfif = true;
                    kept.Add(segments.Segment.Length <= PlainJfif.Length ? segments.Segment : PlainJfif);
                    break;
                case 0xE2 when segments.Payload.StartsWith("ICC_PROFILE\0"u8):
                    kept.Add(segments.Segment);
                    break;
                case Adobe when IsAdobe(segments.Payload):
                    kept.Add(AdobeStart);
                    kept.Add(segments.Payload[..AdobeLength]);
                    break;
                case JpegSegments.Comment:
                case >= 0xE0 and <= 0xEF:
                    break;
                case JpegSegments.CompressedData or JpegSegments.StartOfImage or JpegSegments.EndOfImage or JpegSegments.StartOfScan:
                case 0xC4 or 0xDB or 0xDC or 0xDD:
                    kept.Add(segments.Segment);
                    break;
                default:
                    isBroken = true;
                    break;
            }
        }

        return !isBroken && hasFrame && segments.Marker == JpegSegments.EndOfImage ? ContainerState.Whole : ContainerState.Broken;
    }

    private static bool IsAdobe(ReadOnlySpan<byte> payload) => payload.Length >= AdobeLength && payload.StartsWith("Adobe"u8);

    /// <summary>Determines whether an Adobe segment says that the colors are stored as they are, not as brightness and color differences.</summary>
    private static bool IsMarkedAsRgb(ReadOnlySpan<byte> photo)
    {
        JpegSegments segments = new(photo);
        bool isRgb = false;
        while (segments.MoveNext() && segments.Marker != JpegSegments.StartOfScan)
        {
            if (segments.Marker == Adobe && IsAdobe(segments.Payload))
            {
                isRgb = segments.Payload[AdobeLength - 1] == 0;
            }
        }

        return isRgb;
    }
}
