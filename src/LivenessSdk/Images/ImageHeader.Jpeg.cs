using System.Buffers.Binary;

namespace LivenessSdk;

/// <content>Reads JPEG headers, up to the first scan.</content>
internal readonly partial struct ImageHeader
{
    private static bool TryReadJpeg(ReadOnlySpan<byte> data, out ImageHeader header)
    {
        header = new ImageHeader(ImageFormat.Jpeg, 0, 0, ExifOrientation.Upright);
        int orientation = 0;
        JpegSegments segments = new(data);
        while (segments.MoveNext())
        {
            if (segments.Marker == JpegSegments.StartOfScan)
            {
                return header.HasSize ? true : throw Damaged(ImageFormat.Jpeg);
            }

            if (JpegSegments.IsStartOfFrame(segments.Marker))
            {
                header = header.HasSize ? throw Damaged(ImageFormat.Jpeg) : ReadFrame(segments.Marker, segments.Payload, orientation);
            }
            else if (segments.Marker == 0xE1 && orientation == 0 && segments.Payload.StartsWith(ExifOrientation.Prefix))
            {
                orientation = ExifOrientation.Read(segments.Payload);
                header = new ImageHeader(ImageFormat.Jpeg, header.StoredWidth, header.StoredHeight, orientation);
            }
        }

        return segments.IsDamaged || segments.Marker == JpegSegments.EndOfImage ? throw Damaged(ImageFormat.Jpeg) : false;
    }

    private static ImageHeader ReadFrame(byte marker, ReadOnlySpan<byte> frame, int orientation)
    {
        if (marker > 0xC2)
        {
            throw Invalid("The photo is a JPEG of a rare kind (lossless, hierarchical or arithmetic coded). Send a baseline or progressive JPEG.");
        }

        if (frame.Length < 6 || frame.Length != 6 + (3 * frame[5]))
        {
            throw Damaged(ImageFormat.Jpeg);
        }

        if (frame[0] != 8 || frame[5] is not (1 or 3 or 4))
        {
            throw Invalid($"The photo is a JPEG with {frame[5]} color channels of {frame[0]} bits. Send one with 1, 3 or 4 channels of 8 bits.");
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return Create(ImageFormat.Jpeg, width, height, Math.Max(orientation, ExifOrientation.Upright));
    }
}
