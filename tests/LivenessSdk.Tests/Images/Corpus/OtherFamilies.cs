using System.Text;
using ImageMagick;

namespace LivenessSdk.Tests.Images.Corpus;

/// <summary>Generates the families that concern every format, and those of PNG and WebP.</summary>
internal static class OtherFamilies
{
    private static readonly ImageFormat[] s_formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP];
    private static readonly byte[] s_secret = Encoding.ASCII.GetBytes(ExifData.Secret);

    public static IEnumerable<CorpusPhoto> All => [.. Orientations(), .. Profiles(), .. UnusableProfiles(), .. Png(), .. WebP(), .. TrailingData()];

    private static IEnumerable<CorpusPhoto> Orientations()
    {
        string[] types = ["", "BYTE", "", "SHORT", "LONG", "", "SBYTE", "", "SSHORT", "SLONG"];
        foreach (ImageFormat format in s_formats)
        {
            foreach (int type in new[] { 1, 3, 4, 6, 8, 9 })
            {
                foreach (bool bigEndian in new[] { false, true })
                {
                    for (int orientation = 1; orientation <= 8; orientation++)
                    {
                        byte[] exif = ExifData.Create(orientation, bigEndian, type);
                        yield return new("orientations", $"{orientation} as {types[type]}, {(bigEndian ? "big" : "little")} endian, {format}", PhotoFile.WithExif(Base.Of(format), format, exif))
                        {
                            Orientation = orientation,
                        };
                    }
                }
            }
        }
    }

    private static IEnumerable<CorpusPhoto> Profiles()
    {
        (string Name, ColorProfile Profile)[] profiles =
        [
            ("sRGB", ColorProfiles.SRGB), ("Adobe RGB", ColorProfiles.AdobeRGB1998), ("Apple RGB", ColorProfiles.AppleRGB), ("ColorMatch RGB", ColorProfiles.ColorMatchRGB),
        ];
        (ImageFormat Format, MagickFormat Magick)[] formats = [(ImageFormat.Jpeg, MagickFormat.Jpeg), (ImageFormat.Png, MagickFormat.Png24), (ImageFormat.WebP, MagickFormat.WebP)];
        foreach ((string name, ColorProfile profile) in profiles)
        {
            foreach ((ImageFormat format, MagickFormat magick) in formats)
            {
                yield return new("color profiles", $"{name}, {format}", Base.Encode(magick, image => image.TransformColorSpace(ColorProfiles.SRGB, profile)))
                {
                    Shows = Base.Png,
                    Tolerance = 8,
                };
            }
        }
    }

    private static IEnumerable<CorpusPhoto> UnusableProfiles()
    {
        byte[] sRgb = ColorProfiles.SRGB.ToByteArray();
        byte[] gray = Base.Encode(MagickFormat.Jpeg, image => image.ColorSpace = ColorSpace.Gray);
        (string Name, byte[] Profile)[] profiles =
        [
            ("of noise", [.. Enumerable.Range(0, 3000).Select(index => (byte)(index * 97))]),
            ("cut in half", sRgb[..(sRgb.Length / 2)]),
            ("of zeros", new byte[400]),
            ("without its curves", WithTag(sRgb, "rTRC"u8)),
            ("without its colorants", WithTag(sRgb, "rXYZ"u8)),
            ("that is a device link", WithClass(sRgb, "link"u8)),
            ("for CMYK", ColorProfiles.USWebCoatedSWOP.ToByteArray()),
        ];
        foreach ((string name, byte[] profile) in profiles)
        {
            yield return new("unusable profiles", $"{name}, RGB", WithProfile(Base.Jpeg, profile)) { Shows = Base.Jpeg };
            yield return new("unusable profiles", $"{name}, gray", WithProfile(gray, profile)) { Shows = gray };
        }

        yield return new("unusable profiles", "for RGB, gray", WithProfile(gray, sRgb)) { Shows = gray };
    }

    private static IEnumerable<CorpusPhoto> Png()
    {
        (string Name, MagickFormat Format, Action<MagickImage> Change)[] kinds =
        [
            ("gray", MagickFormat.Png, image => image.ColorSpace = ColorSpace.Gray),
            ("gray with alpha", MagickFormat.Png, image => { image.ColorSpace = ColorSpace.Gray; SetAlpha(image); }),
            ("RGB", MagickFormat.Png24, _ => { }),
            ("RGBA", MagickFormat.Png32, SetAlpha),
            ("palette", MagickFormat.Png8, _ => { }),
        ];
        foreach (Interlace interlace in new[] { Interlace.NoInterlace, Interlace.Png })
        {
            foreach ((string name, MagickFormat format, Action<MagickImage> change) in kinds)
            {
                yield return new("PNG", $"{name}, {interlace}", Base.Encode(format, image =>
                {
                    change(image);
                    image.Settings.Interlace = interlace;
                }));
            }

            string interlaced = interlace == Interlace.Png ? "true" : "false";
            yield return new("PNG", $"RGB of 16 bits, {interlace}", PhotoFile.Convert(Base.Png, "pngsave_buffer", $"bitdepth=16,interlace={interlaced}", "colourspace", "space=rgb16"));
            yield return new("PNG", $"gray of 16 bits, {interlace}", PhotoFile.Convert(Base.Png, "pngsave_buffer", $"bitdepth=16,interlace={interlaced}", "colourspace", "space=grey16"));
            foreach (int bits in new[] { 1, 2, 4 })
            {
                yield return new("PNG", $"gray of {bits} bits, {interlace}", PhotoFile.Convert(Base.Png, "pngsave_buffer", $"bitdepth={bits},interlace={interlaced}", "colourspace", "space=b-w"));
            }
        }
    }

    private static IEnumerable<CorpusPhoto> WebP()
    {
        foreach (bool lossless in new[] { false, true })
        {
            string kind = lossless ? "lossless" : "lossy";
            yield return new("WebP", kind, Base.Encode(MagickFormat.WebP, image => image.Settings.SetDefine(MagickFormat.WebP, "lossless", lossless)));
            yield return new("WebP", $"{kind} with alpha", Base.Encode(MagickFormat.WebP, image =>
            {
                SetAlpha(image);
                image.Settings.SetDefine(MagickFormat.WebP, "lossless", lossless);
            }));
            yield return new("WebP", $"{kind}, animated", Base.Animation(lossless));
        }
    }

    private static IEnumerable<CorpusPhoto> TrailingData()
    {
        (string Name, Func<byte[], byte[]> Data)[] kinds =
        [
            ("zeros", _ => new byte[1000]), ("a text", _ => s_secret), ("an archive", _ => [.. "PK\x3\x4"u8, .. s_secret]),
            ("itself", photo => photo), ("an end marker", _ => [0xFF, 0xD9]),
        ];
        foreach (ImageFormat format in s_formats)
        {
            byte[] photo = PhotoFile.WithExif(Base.Of(format), format, ExifData.Create(1));
            foreach ((string name, Func<byte[], byte[]> data) in kinds)
            {
                yield return new("trailing data", $"{name}, {format}", [.. photo, .. data(photo)]) { Shows = Base.Of(format) };
            }
        }
    }

    private static void SetAlpha(MagickImage image)
    {
        image.Alpha(AlphaAction.Set);
        using MagickImage half = new(MagickColors.White, image.Width, image.Height / 2);
        using MagickImage mask = new(MagickColors.Black, image.Width, image.Height);
        mask.Composite(half, 0, 0, CompositeOperator.Over);
        image.Composite(mask, CompositeOperator.CopyAlpha);
    }

    private static byte[] WithProfile(byte[] jpeg, byte[] profile)
    {
        // A segment holds less than 64 KB, so a large profile is in several; each is put before those of before.
        const int most = 65_000;
        byte[][] parts = [.. profile.Chunk(most)];
        for (int i = parts.Length; i > 0; i--)
        {
            jpeg = PhotoFile.WithSegment(jpeg, 0xE2, [.. "ICC_PROFILE\0"u8, (byte)i, (byte)parts.Length, .. parts[i - 1]]);
        }

        return jpeg;
    }

    /// <summary>Renames a tag of a profile, so that it is missing.</summary>
    private static byte[] WithTag(byte[] profile, ReadOnlySpan<byte> tag)
    {
        byte[] changed = [.. profile];
        changed[profile.AsSpan(128).IndexOf(tag) + 128] = (byte)'x';
        return changed;
    }

    private static byte[] WithClass(byte[] profile, ReadOnlySpan<byte> type)
    {
        byte[] changed = [.. profile];
        type.CopyTo(changed.AsSpan(12));
        return changed;
    }
}
