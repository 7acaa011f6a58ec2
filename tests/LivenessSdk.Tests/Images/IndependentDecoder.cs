using ImageMagick;

namespace LivenessSdk.Tests.Images;

/// <summary>Decodes photos with ImageMagick, which shares no code with libvips' way from a file to pixels but the codecs.</summary>
internal static class IndependentDecoder
{
    /// <summary>Decodes a photo as a viewer shows it: in sRGB, over white, turned upright.</summary>
    /// <param name="photo">The file.</param>
    /// <param name="orientation">The EXIF orientation to turn by. ImageMagick does not read all types of it.</param>
    /// <param name="size">The size to scale to, or <see langword="null"/> to keep it.</param>
    public static Pixels Decode(ReadOnlyMemory<byte> photo, int orientation = 1, (int Width, int Height)? size = null)
    {
        using MagickImage image = Read(photo);
        ApplyProfile(image);
        image.ColorSpace = ColorSpace.sRGB;
        image.BackgroundColor = MagickColors.White;
        image.Alpha(AlphaAction.Remove);
        image.Orientation = (Orientation)orientation;
        image.AutoOrient();
        if (size is (int width, int height))
        {
            image.Resize(new MagickGeometry((uint)width, (uint)height) { IgnoreAspectRatio = true });
        }

        using IPixelCollection<byte> pixels = image.GetPixels();
        return new Pixels((int)image.Width, (int)image.Height, 3, pixels.ToByteArray(PixelMapping.RGB)!);
    }

    /// <summary>Reads the first picture of a file.</summary>
    private static MagickImage Read(ReadOnlyMemory<byte> photo) => new(photo.Span, new MagickReadSettings { FrameIndex = 0, FrameCount = 1 });

    private static void ApplyProfile(MagickImage image)
    {
        try
        {
            if (image.GetColorProfile() is { } profile)
            {
                image.TransformColorSpace(profile, ColorProfiles.SRGB);
            }
        }
        catch (Exception e) when (e is MagickException or NotSupportedException)
        {
            // It cannot be used, and no viewer would.
        }

        image.RemoveProfile("icc");
    }
}
