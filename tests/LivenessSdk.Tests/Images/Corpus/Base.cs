using ImageMagick;

namespace LivenessSdk.Tests.Images.Corpus;

/// <summary>Encodes one picture, a part of the project's own photo in which no side is like another, in the forms that the families need.</summary>
internal static class Base
{
    private static readonly MagickImage s_picture = Downscale();

    public static byte[] Jpeg { get; } = Encode(MagickFormat.Jpeg);

    public static byte[] Png { get; } = Encode(MagickFormat.Png24);

    public static byte[] WebP { get; } = Encode(MagickFormat.WebP);

    public static byte[] Of(ImageFormat format) => format switch { ImageFormat.Jpeg => Jpeg, ImageFormat.Png => Png, _ => WebP };

    /// <summary>Encodes the picture by ImageMagick.</summary>
    public static byte[] Encode(MagickFormat format, Action<MagickImage>? change = null)
    {
        using MagickImage image = Picture();
        image.Quality = 95;
        change?.Invoke(image);
        return image.ToByteArray(format);
    }

    /// <summary>Encodes the picture several times, each a little darker, as an animation.</summary>
    public static byte[] Animation(bool lossless)
    {
        using MagickImageCollection frames = [];
        for (int i = 0; i < 3; i++)
        {
            MagickImage frame = Picture();
            frame.Evaluate(Channels.RGB, EvaluateOperator.Multiply, 1 - (0.3 * i));
            frame.AnimationDelay = 10;
            frame.Settings.SetDefine(MagickFormat.WebP, "lossless", lossless);
            frames.Add(frame);
        }

        return frames.ToByteArray(MagickFormat.WebP);
    }

    private static MagickImage Picture() => (MagickImage)s_picture.Clone();

    private static MagickImage Downscale()
    {
        MagickImage image = new(SamplePhoto.Bytes.Span);
        image.Resize(240, 180);
        return image;
    }
}
