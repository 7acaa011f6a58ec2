namespace LivenessSdk.Tests.Images;

/// <summary>Holds decoded pixels, eight bits a channel, row by row.</summary>
internal sealed record Pixels(int Width, int Height, int Channels, byte[] Bytes)
{
    public ReadOnlySpan<byte> this[int x, int y] => Bytes.AsSpan(((y * Width) + x) * Channels, Channels);

    /// <summary>Decodes a photo as stored: not turned, not converted.</summary>
    public static Pixels Decode(ReadOnlySpan<byte> photo)
    {
        ImageHeader header = ImageHeader.Read(photo);
        using NativeBuffer file = PhotoFile.InMemory(photo);
        using VipsImage image = VipsImage.Load(file, header.Format, shrink: 1);
        byte[] bytes = image.Save("rawsave_buffer", "");
        return new Pixels(header.StoredWidth, header.StoredHeight, bytes.Length / (header.StoredWidth * header.StoredHeight), bytes);
    }

    /// <summary>Stores the picture as a camera held in the given EXIF orientation would: showing it so oriented gives this picture again.</summary>
    public Pixels StoredAs(int orientation)
    {
        bool turned = orientation >= 5;
        (int width, int height) = turned ? (Height, Width) : (Width, Height);
        byte[] bytes = new byte[Bytes.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int shownX, int shownY) = orientation switch
                {
                    2 => (Width - 1 - x, y),
                    3 => (Width - 1 - x, Height - 1 - y),
                    4 => (x, Height - 1 - y),
                    5 => (y, x),
                    6 => (Width - 1 - y, x),
                    7 => (Width - 1 - y, Height - 1 - x),
                    8 => (y, Height - 1 - x),
                    _ => (x, y),
                };
                this[shownX, shownY].CopyTo(bytes.AsSpan(((y * width) + x) * Channels));
            }
        }

        return new Pixels(width, height, Channels, bytes);
    }

    /// <summary>Returns the mean difference a channel; photos that went through JPEG differ by a few.</summary>
    public double DifferenceTo(Pixels other)
    {
        if ((other.Width, other.Height, other.Channels) != (Width, Height, Channels))
        {
            throw new ArgumentException($"It is {other.Width} x {other.Height} of {other.Channels} channels, not {Width} x {Height} of {Channels}.");
        }

        long sum = 0;
        for (int i = 0; i < Bytes.Length; i++)
        {
            sum += Math.Abs(Bytes[i] - other.Bytes[i]);
        }

        return (double)sum / Bytes.Length;
    }
}
