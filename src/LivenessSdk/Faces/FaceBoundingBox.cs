namespace LivenessSdk;

/// <summary>Places a face in a photo, in parts of the photo's width and height (0 to 1; slightly outside when the face is cut off).</summary>
/// <param name="Left">The left edge, from the photo's left.</param>
/// <param name="Top">The upper edge, from the photo's top.</param>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
public readonly record struct FaceBoundingBox(double Left, double Top, double Width, double Height);
