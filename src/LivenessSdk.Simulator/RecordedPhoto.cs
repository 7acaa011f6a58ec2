namespace LivenessSdk.Simulator;

/// <summary>Represents one photo of a recorded request, decoded.</summary>
public sealed class RecordedPhoto
{
    // Only the format is asked about here; what a photo may cost is the business of the code under test.
    private static readonly ImageLimits NoLimits = new()
    {
        MaxBytes = int.MaxValue,
        MaxPixels = long.MaxValue,
        MaxSide = int.MaxValue,
        MaxAspectRatio = double.MaxValue,
        MaxJpegScans = int.MaxValue,
        MaxJpegScanMegapixels = double.MaxValue,
    };

    internal RecordedPhoto(string name, PhotoEncoding encoding, string? text = null)
    {
        Name = name;
        Encoding = encoding;
        Text = text;
    }

    internal RecordedPhoto(string name, PhotoEncoding encoding, ReadOnlyMemory<byte> data, bool keep)
        : this(name, encoding)
    {
        Length = data.Length;
        Data = keep ? data.ToArray() : ReadOnlyMemory<byte>.Empty;
        try
        {
            LivenessImage image = LivenessImage.FromBytes(data, NoLimits);
            (Format, Width, Height) = (image.Format, image.Width, image.Height);
        }
        catch (LivenessException)
        {
            Format = ImageFormat.Unknown;
        }
    }

    /// <summary>Gets the name of the form field, or the path of the JSON property, such as "faceImage", "images[]" or "batch[].image".</summary>
    public string Name { get; }

    /// <summary>Gets the form in which it arrived.</summary>
    public PhotoEncoding Encoding { get; }

    /// <summary>Gets the decoded bytes; empty where there are none, and with <see cref="LivenessSimulatorOptions.KeepPhotos"/> off.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Gets the number of decoded bytes, also when they are not kept.</summary>
    public int Length { get; }

    /// <summary>Gets the format found in the bytes; <see cref="ImageFormat.Unknown"/> when they are no photo.</summary>
    public ImageFormat Format { get; }

    /// <summary>Gets the width in pixels as displayed; 0 when the bytes are no photo.</summary>
    public int Width { get; }

    /// <summary>Gets the height in pixels as displayed; 0 when the bytes are no photo.</summary>
    public int Height { get; }

    /// <summary>Gets the pose asked for, in the vendor's words; null where the vendor knows none.</summary>
    public string? Pose { get; internal set; }

    /// <summary>Gets the address or word that was sent in a photo's place; null for a photo, and where it is longer than 2,048 characters.</summary>
    public string? Text { get; }

    /// <summary>Returns name, format and sizes, never content.</summary>
    public override string ToString() => $"{Name}: {Encoding}, {Format} {Width}x{Height}, {Length} bytes";
}
