using System.Text;
using ImageMagick;

namespace LivenessSdk.Tests.Images.Corpus;

/// <summary>Generates the families of JPEG files.</summary>
internal static class JpegFamilies
{
    private static readonly byte[] s_secret = Encoding.ASCII.GetBytes(ExifData.Secret);

    public static IEnumerable<CorpusPhoto> All =>
        [.. Junk(), .. Sampling(), .. RestartIntervals(), .. AdobeSegments(), .. Cmyk(), .. FurtherPictures(), .. TwelveBits()];

    private static IEnumerable<CorpusPhoto> Junk()
    {
        (string Name, byte[] Bytes)[] junk =
        [
            ("a zero", [0]), ("two zeros", [0, 0]), ("a text", s_secret), ("a stuffed marker", [0xFF, 0, 7]), ("1000 bytes", [.. Enumerable.Repeat((byte)0x55, 1000)]),
        ];
        byte[][] bases = [Base.Jpeg, Base.Encode(MagickFormat.Jpeg, image => image.Settings.Interlace = Interlace.Jpeg)];
        foreach ((byte[] jpeg, string kind) in bases.Zip(["baseline", "progressive"]))
        {
            foreach (byte marker in (byte[])[0xE0, 0xDB, 0xC0, 0xC4, 0xDA])
            {
                // A progressive photo has its frame in another segment.
                byte[] before = [0xFF, marker == 0xC0 && kind == "progressive" ? (byte)0xC2 : marker];
                int at = jpeg.AsSpan().IndexOf(before);
                foreach ((string name, byte[] bytes) in junk)
                {
                    yield return new("bytes between JPEG segments", $"{name} before {marker:X2}, {kind}", [.. jpeg[..at], .. bytes, .. jpeg[at..]]) { Shows = jpeg };
                }
            }
        }
    }

    private static IEnumerable<CorpusPhoto> Sampling()
    {
        foreach (string factors in new[] { "1x1", "2x1", "2x2", "4x1", "1x2", "4x2" })
        {
            foreach (bool isProgressive in new[] { false, true })
            {
                foreach (int quality in new[] { 60, 95 })
                {
                    yield return new("JPEG sampling", $"{factors}, {(isProgressive ? "progressive" : "baseline")}, quality {quality}", Base.Encode(MagickFormat.Jpeg, image =>
                    {
                        image.Quality = (uint)quality;
                        image.Settings.SetDefine(MagickFormat.Jpeg, "sampling-factor", factors);
                        image.Settings.Interlace = isProgressive ? Interlace.Jpeg : Interlace.NoInterlace;
                    }));
                }
            }
        }
    }

    private static IEnumerable<CorpusPhoto> RestartIntervals()
    {
        foreach (int interval in new[] { 1, 3, 16 })
        {
            foreach (string options in new[] { "subsample-mode=on", "subsample-mode=off", "subsample-mode=on,interlace=true" })
            {
                yield return new("JPEG restart intervals", $"{interval}, {options}", PhotoFile.Convert(Base.Png, "jpegsave_buffer", $"Q=90,restart-interval={interval},{options}"));
            }
        }
    }

    private static IEnumerable<CorpusPhoto> AdobeSegments()
    {
        byte[] rgb = WithoutSegments(Photos.Reported("rgb_adobe13.jpg"));
        byte[] plain = WithoutSegments(Base.Jpeg);
        byte[] cmyk = WithoutSegments(Base.Encode(MagickFormat.Jpeg, image => image.ColorSpace = ColorSpace.CMYK));
        byte[] jfif = [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0];
        foreach (int length in new[] { 12, 13, 14, 30, 200 })
        {
            foreach ((string name, byte[] jpeg, byte transform) in new[] { ("RGB", rgb, (byte)0), ("YCbCr", plain, (byte)1), ("YCCK", cmyk, (byte)2) })
            {
                byte[] adobe = new byte[length];
                "Adobe\0d"u8.CopyTo(adobe);
                adobe[11] = transform;
                s_secret.AsSpan(0, Math.Min(s_secret.Length, length - 12)).CopyTo(adobe.AsSpan(12));
                byte[] shows = PhotoFile.WithSegment(jpeg, 0xEE, adobe[..12]);
                byte[] file = PhotoFile.WithSegment(jpeg, 0xEE, adobe);
                double tolerance = name == "YCCK" ? 30 : 5;
                yield return new("Adobe segments", $"{name}, {length} bytes", file) { Shows = shows, Tolerance = tolerance };
                yield return new("Adobe segments", $"{name}, {length} bytes, after JFIF", PhotoFile.WithSegment(file, 0xE0, jfif)) { Shows = shows, Tolerance = tolerance };
            }
        }
    }

    private static IEnumerable<CorpusPhoto> Cmyk()
    {
        foreach (bool isProgressive in new[] { false, true })
        {
            byte[] Encode(Action<MagickImage> change) => Base.Encode(MagickFormat.Jpeg, image =>
            {
                change(image);
                image.Settings.Interlace = isProgressive ? Interlace.Jpeg : Interlace.NoInterlace;
            });

            string kind = isProgressive ? "progressive" : "baseline";
            yield return new("CMYK JPEG", $"no profile, {kind}", Encode(image => image.ColorSpace = ColorSpace.CMYK)) { Tolerance = 30 };
            yield return new("CMYK JPEG", $"profile FOGRA39, {kind}", Encode(image => image.TransformColorSpace(ColorProfiles.SRGB, ColorProfiles.CoatedFOGRA39))) { Tolerance = 15 };
            yield return new("CMYK JPEG", $"profile SWOP, {kind}", Encode(image => image.TransformColorSpace(ColorProfiles.SRGB, ColorProfiles.USWebCoatedSWOP))) { Tolerance = 15 };
        }
    }

    /// <summary>Generates what phones put behind and beside the picture: gain maps, further pictures, videos.</summary>
    private static IEnumerable<CorpusPhoto> FurtherPictures()
    {
        byte[] Xmp(string content) => PhotoFile.WithSegment(
            Base.Jpeg, 0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.UTF8.GetBytes($"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{content}{ExifData.Secret}</x:xmpmeta>")]);
        byte[] mpf = [.. "MPF\0MM\0*"u8, 0, 0, 0, 8, .. s_secret];
        byte[] gainMap = Xmp("<rdf:Description hdrgm:Version='1.0'/>");
        byte[] video = [0, 0, 0, 24, .. "ftypmp42"u8, .. s_secret, .. new byte[5000]];
        (string Name, byte[] File)[] files =
        [
            ("Ultra HDR", [.. PhotoFile.WithSegment(Xmp("<rdf:Description hdrgm:Version='1.0'/>"), 0xE2, mpf), .. gainMap]),
            ("Ultra HDR by ISO 21496-1", [.. PhotoFile.WithSegment(PhotoFile.WithSegment(Base.Jpeg, 0xE2, [.. "urn:iso:std:iso:ts:21496:-1\0"u8, 0, 0, 0, 0]), 0xE2, mpf), .. gainMap]),
            ("MPF with a preview", [.. PhotoFile.WithSegment(Base.Jpeg, 0xE2, mpf), .. Base.Jpeg]),
            ("MPF without its pictures", PhotoFile.WithSegment(Base.Jpeg, 0xE2, mpf)),
            ("motion photo", [.. Xmp("<rdf:Description GCamera:MotionPhoto='1'/>"), .. video]),
            ("motion photo with MPF", [.. PhotoFile.WithSegment(Xmp("<rdf:Description GCamera:MotionPhoto='1'/>"), 0xE2, mpf), .. gainMap, .. video]),
        ];
        return files.Select(file => new CorpusPhoto("Ultra HDR, MPF, motion photos", file.Name, file.File));
    }

    private static IEnumerable<CorpusPhoto> TwelveBits()
    {
        foreach (byte marker in (byte[])[0xC0, 0xC1, 0xC2])
        {
            byte[] jpeg = [.. Base.Jpeg];
            int frame = jpeg.AsSpan().IndexOf<byte>([0xFF, 0xC0, 0, 17, 8]);
            (jpeg[frame + 1], jpeg[frame + 4]) = (marker, 12);
            yield return new("12-bit JPEG, rejected", $"frame {marker:X2}", jpeg) { IsRefused = true };
        }
    }

    /// <summary>Leaves out the application segments.</summary>
    private static byte[] WithoutSegments(byte[] jpeg)
    {
        List<byte> result = [];
        JpegSegments segments = new(jpeg);
        while (segments.MoveNext())
        {
            if (segments.Marker is < 0xE0 or > 0xEF)
            {
                result.AddRange(segments.Segment);
            }
        }

        return [.. result];
    }
}
