namespace LivenessSdk.Simulator;

/// <summary>Represents one photo of a recorded request, decoded.</summary>
public sealed class RecordedPhoto
{
    // Only the format is read here; the limits of a photo are up to the code under test.
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

    /// <summary>Gets the encoding in which the photo arrived.</summary>
    public PhotoEncoding Encoding { get; }

    /// <summary>Gets the decoded bytes; empty if there are none, or if <see cref="LivenessSimulatorOptions.KeepPhotos"/> is off.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Gets the number of decoded bytes, even if they are not kept.</summary>
    public int Length { get; }

    /// <summary>Gets the format of the bytes, or <see cref="ImageFormat.Unknown"/> if they are not a photo.</summary>
    public ImageFormat Format { get; }

    /// <summary>Gets the width in pixels as displayed, or 0 if the bytes are not a photo.</summary>
    public int Width { get; }

    /// <summary>Gets the height in pixels as displayed, or 0 if the bytes are not a photo.</summary>
    public int Height { get; }

    /// <summary>Gets or sets the requested pose, in the vendor's words, or <see langword="null"/> if the vendor has no poses.</summary>
    /// <remarks>The simulator of a vendor that has poses sets it while it answers the request.</remarks>
    public string? Pose { get; set; }

    /// <summary>Gets the URL or word that was sent in place of a photo, or <see langword="null"/> for a photo and for a text of more than 2,048 characters.</summary>
    public string? Text { get; }

    /// <summary>Returns name, format and sizes, but no content.</summary>
    public override string ToString() => $"{Name}: {Encoding}, {Format} {Width}x{Height}, {Length} bytes";
}
