namespace LivenessSdk;

/// <summary>Represents the place of a face in a photo, as fractions of the photo's width and height from 0 to 1; slightly outside if the face is cut off.</summary>
public readonly record struct FaceBoundingBox
{
    /// <summary>Initializes a new instance of the <see cref="FaceBoundingBox"/> struct.</summary>
    /// <param name="left">The left edge, from the left of the photo.</param>
    /// <param name="top">The upper edge, from the top of the photo.</param>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    public FaceBoundingBox(double left, double top, double width, double height)
    {
        Left = left;
        Top = top;
        Width = width;
        Height = height;
    }

    /// <summary>Gets the left edge, from the left of the photo.</summary>
    public double Left { get; init; }

    /// <summary>Gets the upper edge, from the top of the photo.</summary>
    public double Top { get; init; }

    /// <summary>Gets the width.</summary>
    public double Width { get; init; }

    /// <summary>Gets the height.</summary>
    public double Height { get; init; }
}
