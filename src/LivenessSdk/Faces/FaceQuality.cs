namespace LivenessSdk;

/// <summary>Represents the quality of the photo of a face. Members that were not reported are <see langword="null"/>.</summary>
public sealed class FaceQuality
{
    /// <summary>Gets the vendor's overall rating, 0 (unusable) to 1.</summary>
    public double? Overall { get; init; }

    /// <summary>Gets the brightness, 0 (black) to 1.</summary>
    public double? Brightness { get; init; }

    /// <summary>Gets the sharpness, 0 to 1.</summary>
    public double? Sharpness { get; init; }

    /// <summary>Gets a value indicating whether the photo is blurred.</summary>
    public bool? Blur { get; init; }

    /// <summary>Gets the vendor's raw number behind <see cref="Blur"/>.</summary>
    public double? BlurScore { get; init; }

    /// <summary>Gets a value indicating whether the photo is too dark.</summary>
    public bool? Dark { get; init; }

    /// <summary>Gets the vendor's raw number behind <see cref="Dark"/>.</summary>
    public double? DarkScore { get; init; }

    /// <summary>Gets a value indicating whether the photo has no color.</summary>
    public bool? Grayscale { get; init; }
}
