namespace LivenessSdk;

/// <summary>Places one named point of a face, in parts of the photo's width and height (0 to 1).</summary>
/// <param name="Name">The point, for instance "LeftEye", "Nose" or "MouthRight".</param>
/// <param name="X">The distance from the photo's left.</param>
/// <param name="Y">The distance from the photo's top.</param>
public readonly record struct FaceLandmark(string Name, double X, double Y);
