namespace LivenessSdk;

/// <summary>Represents one named point of a face, as fractions of the photo's width and height from 0 to 1.</summary>
public readonly record struct FaceLandmark
{
    /// <summary>Initializes a new instance of the <see cref="FaceLandmark"/> struct.</summary>
    /// <param name="name">The point, for instance "LeftEye", "Nose" or "MouthRight".</param>
    /// <param name="x">The distance from the left of the photo.</param>
    /// <param name="y">The distance from the top of the photo.</param>
    public FaceLandmark(string name, double x, double y)
    {
        Name = name;
        X = x;
        Y = y;
    }

    /// <summary>Gets the name of the point, for instance "LeftEye", "Nose" or "MouthRight".</summary>
    public string Name { get; init; }

    /// <summary>Gets the distance from the left of the photo.</summary>
    public double X { get; init; }

    /// <summary>Gets the distance from the top of the photo.</summary>
    public double Y { get; init; }
}
