using System.Buffers.Binary;
using System.Text;
using LivenessSdk.Tests.Simulator;

namespace LivenessSdk.Tests.Images;

/// <summary>Makes hostile files of every family from the project's own photo.</summary>
internal static class HostilePhotos
{
    private static readonly byte[] s_jpeg = SamplePhoto.Bytes.ToArray();
    private static readonly byte[] s_png = Photos.AstronautPng;

    /// <summary>Gets the sample photo as a simple WebP file.</summary>
    public static byte[] WebP { get; } = PhotoFile.Convert(SamplePhoto.Bytes, "webpsave_buffer", "Q=80,strip=true");

    /// <summary>Gets files that their header, or what follows it in the container, condemns before anything is decoded.</summary>
    public static IReadOnlyDictionary<string, byte[]> Condemned { get; } = new Dictionary<string, byte[]>
    {
        ["empty"] = [],
        ["one byte"] = [0xFF],
        ["JPEG start only"] = [0xFF, 0xD8],
        ["JPEG cut in its header"] = s_jpeg[..100],
        ["JPEG with a segment of an impossible length"] = [0xFF, 0xD8, 0xFF, 0xFE, 0, 1, .. s_jpeg.AsSpan(2)],
        ["JPEG without a size"] = WithJpegSize(s_jpeg, 0, 0),
        ["JPEG of 65500 x 65500"] = WithJpegSize(s_jpeg, 65500, 65500),
        ["JPEG of 65500 x 1"] = WithJpegSize(s_jpeg, 65500, 1),
        ["JPEG of 60 x 8000"] = WithJpegSize(s_jpeg, 60, 8000),
        ["JPEG with two frames"] = [0xFF, 0xD8, .. JpegFrame(0xC0, 8, 3), .. JpegFrame(0xC0, 8, 3), .. s_jpeg.AsSpan(2)],
        ["lossless JPEG"] = [0xFF, 0xD8, .. JpegFrame(0xC3, 8, 3), .. s_jpeg.AsSpan(2)],
        ["arithmetic JPEG"] = [0xFF, 0xD8, .. JpegFrame(0xC9, 8, 3), .. s_jpeg.AsSpan(2)],
        ["12-bit JPEG"] = [0xFF, 0xD8, .. JpegFrame(0xC1, 12, 3), .. s_jpeg.AsSpan(2)],
        ["JPEG of two channels"] = [0xFF, 0xD8, .. JpegFrame(0xC0, 8, 2), .. s_jpeg.AsSpan(2)],
        ["JPEG of 506 scans"] = JpegOfScans(506, 640, 480),
        ["JPEG of 90 scans over 12 megapixels"] = JpegOfScans(90, 4000, 3000),
        ["PNG of 65500 x 65500"] = WithPngSize(65500, 65500),
        ["PNG of 30000 x 30000"] = WithPngSize(30000, 30000),
        ["PNG of 2147483647 x 2147483647"] = WithPngSize(int.MaxValue, int.MaxValue),
        ["PNG of 4294967295 x 1"] = WithPngSize(uint.MaxValue, 1),
        ["PNG without a size"] = WithPngSize(0, 0),
        ["PNG with a wrong check sum in its header"] = With(s_png, 29, 0),
        ["PNG without a header"] = [.. PngChunks.Signature, .. TestPhoto.Chunk("IDAT", [1, 2, 3]), .. TestPhoto.Chunk("IEND", [])],
        ["PNG without a picture"] = [.. WithPngSize(10, 10), .. TestPhoto.Chunk("IEND", [])],
        ["WebP cut in its header"] = WebP[..20],
        ["WebP whose picture is larger than its canvas"] = WithCanvas(100, 100),
        ["WebP of 16777216 x 16777216"] = WithCanvas(1 << 24, 1 << 24),
        ["GIF"] = [.. "GIF89a"u8, .. new byte[100]],
        ["BMP"] = [.. "BM"u8, .. new byte[100]],
        ["TIFF"] = [.. "II*\0"u8, .. new byte[100]],
        ["SVG"] = [.. "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8],
        ["HTML"] = [.. "<html><body>404</body></html>"u8],
        ["HEIC"] = [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[100]],
        ["AVIF"] = [0, 0, 0, 24, .. "ftypavif"u8, .. new byte[100]],
        ["MP4"] = [0, 0, 0, 24, .. "ftypmp42"u8, .. new byte[100]],
        ["PDF before a JPEG"] = [.. "%PDF-1.4\n"u8, .. s_jpeg],
        ["ImageMagick script"] = [.. "push graphic-context\nfill 'url(https://example.com/)'"u8],
        ["base64 text"] = Encoding.ASCII.GetBytes(Convert.ToBase64String(s_jpeg)),
        ["zeros"] = new byte[1_000_000],
        ["noise"] = Noise(1_000_000),
    };

    /// <summary>Gets files with a sound header and damage behind it.</summary>
    public static IReadOnlyDictionary<string, byte[]> Damaged { get; } = new Dictionary<string, byte[]>
    {
        ["JPEG without its end marker"] = s_jpeg[..^2],
        ["JPEG cut in half"] = s_jpeg[..(s_jpeg.Length / 2)],
        ["12-megapixel JPEG cut in half"] = Photos.Astronaut12Megapixels[..(Photos.Astronaut12Megapixels.Length / 2)],
        ["JPEG with an unknown marker in its picture"] = WithMarkerInPicture(),
        ["PNG cut in half"] = s_png[..(s_png.Length / 2)],
        ["PNG with a wrong check sum in its picture"] = With(s_png, s_png.Length / 2, (byte)~s_png[s_png.Length / 2]),
        ["PNG without its end"] = s_png[..^12],
        ["WebP cut in half"] = WebP[..(WebP.Length / 2)],
    };

    /// <summary>Gets files that look strange and are sound.</summary>
    public static IReadOnlyDictionary<string, byte[]> Sound { get; } = new Dictionary<string, byte[]>
    {
        ["JPEG with a script in a comment"] = PhotoFile.WithSegment(s_jpeg, 0xFE, "*/alert(1)/*"u8.ToArray()),
        ["JPEG with an archive behind it"] = [.. s_jpeg, .. "PK\x3\x4"u8, .. new byte[200]],
        ["JPEG with 2.7 MB of EXIF"] = WithHugeExif(),
        ["JPEG with a cyclic EXIF directory"] = PhotoFile.WithSegment(s_jpeg, 0xE1, CyclicExif()),
        ["JPEG with EXIF that points behind its end"] = PhotoFile.WithSegment(s_jpeg, 0xE1, [.. "Exif\0\0II*\0"u8, 0xFF, 0xFF, 0xFF, 0x7F]),
        ["JPEG with EXIF that counts 65535 entries"] = PhotoFile.WithSegment(s_jpeg, 0xE1, [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 0xFF, 0xFF, 1, 1]),
        ["JPEG with fill bytes before a marker"] = [0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 1000), .. s_jpeg.AsSpan(2)],
        ["PNG with a script in a text"] = PhotoFile.WithChunk(s_png, "tEXt", "Comment\0<script>alert(1)</script>"u8.ToArray()),
        ["PNG with 200 KB of text"] = PhotoFile.WithChunk(s_png, "zTXt", new byte[200_000]),
        ["animated PNG"] = PhotoFile.WithChunk(PhotoFile.WithChunk(s_png, "acTL", new byte[8]), "fdAT", Noise(5000), atEnd: true),
        ["animated WebP"] = AnimatedWebP(),
    };

    /// <summary>Makes a PNG whose picture is shorter than its header says, which nobody sees who does not decode it.</summary>
    public static byte[] PngOfWrongSize()
    {
        const int headerEnd = 33;
        return [.. WithPngSize(800, 800), .. PhotoFile.Png(new Pixels(100, 100, 3, new byte[30_000])).AsSpan(headerEnd)];
    }

    private static byte[] With(byte[] photo, int at, byte value)
    {
        byte[] changed = [.. photo];
        changed[at] = value;
        return changed;
    }

    private static byte[] JpegFrame(byte marker, byte bits, byte channels) =>
    [
        0xFF, marker, 0, (byte)(8 + (3 * channels)), bits, 0, 100, 0, 100, channels,
        .. Enumerable.Range(1, channels).SelectMany<int, byte>(channel => [(byte)channel, 0x11, 0]),
    ];

    private static byte[] WithJpegSize(byte[] jpeg, ushort width, ushort height)
    {
        byte[] changed = [.. jpeg];
        int frame = jpeg.AsSpan().IndexOf<byte>([0xFF, 0xC0, 0, 17, 8]);
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(frame + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(frame + 7), width);
        return changed;
    }

    internal static byte[] JpegOfScans(int scans, ushort width, ushort height)
    {
        byte[] photo = TestPhoto.Jpeg(width, height);
        int scan = photo.AsSpan().IndexOf<byte>([0xFF, 0xDA]);
        return [.. photo.AsSpan(0, scan), .. Enumerable.Repeat(photo[scan..^2], scans).SelectMany(bytes => bytes), 0xFF, 0xD9];
    }

    private static byte[] WithMarkerInPicture()
    {
        byte[] changed = [.. s_jpeg];
        (changed[^20_000], changed[^19_999]) = (0xFF, 0x1C);
        return changed;
    }

    private static byte[] WithPngSize(uint width, uint height)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [.. PngChunks.Signature, .. TestPhoto.Chunk("IHDR", header)];
    }

    private static byte[] WithCanvas(int width, int height)
    {
        byte[] photo = PhotoFile.WithWebPChunks(WebP);
        const int canvas = 24;
        byte[] size = [.. BitConverter.GetBytes(width - 1).AsSpan(0, 3), .. BitConverter.GetBytes(height - 1).AsSpan(0, 3)];
        size.CopyTo(photo, canvas);
        return photo;
    }

    private static byte[] AnimatedWebP()
    {
        const int fileHeader = 12;
        byte[] frameHeader = [0, 0, 0, 0, 0, 0, 0x7F, 2, 0, 0xDF, 1, 0, 100, 0, 0, 0];
        byte[] frame = PhotoFile.WebPChunk("ANMF", [.. frameHeader, .. WebP.AsSpan(fileHeader)]);
        byte[] canvas = [0x02, 0, 0, 0, 0x7F, 2, 0, 0xDF, 1, 0];
        return PhotoFile.WebPChunk(
            "RIFF", [.. "WEBP"u8, .. PhotoFile.WebPChunk("VP8X", canvas), .. PhotoFile.WebPChunk("ANIM", new byte[6]), .. frame, .. frame, .. frame]);
    }

    private static byte[] WithHugeExif()
    {
        byte[] photo = s_jpeg;
        for (int i = 0; i < 41; i++)
        {
            photo = PhotoFile.WithSegment(photo, 0xE1, [.. ExifOrientation.Prefix, .. ExifData.Create(1), .. new byte[65_000]]);
        }

        return photo;
    }

    /// <summary>Writes a directory whose next directory is itself.</summary>
    private static byte[] CyclicExif() => [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x0F, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0];

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
