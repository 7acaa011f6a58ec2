using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents what a vendor reports about the face in one photo. Members that were not reported are <see langword="null"/>. Never part of a verdict by itself.</summary>
public sealed class FaceObservation
{
    /// <summary>Gets a value indicating whether a face was found.</summary>
    public bool? Detected { get; init; }

    /// <summary>Gets how many faces were found; 2 means "several" if the vendor does not count.</summary>
    public int? Count { get; init; }

    /// <summary>Gets the confidence reported by the provider that this is a face, 0 to 1.</summary>
    public double? Confidence { get; init; }

    /// <summary>Gets the place of the face in the photo.</summary>
    public FaceBoundingBox? BoundingBox { get; init; }

    /// <summary>Gets named points of the face; empty if none were reported.</summary>
    public IReadOnlyList<FaceLandmark> Landmarks { get; init; } = [];

    /// <summary>Gets the direction of the head.</summary>
    public HeadPose? HeadPose { get; init; }

    /// <summary>Gets the quality of the photo of the face.</summary>
    public FaceQuality? Quality { get; init; }

    /// <summary>Gets the attributes of the face; empty if none were reported.</summary>
    public IReadOnlyList<FaceAttribute> Attributes { get; init; } = [];

    /// <summary>Gets the comparison with the named user's face.</summary>
    public FaceMatch? Match { get; init; }

    /// <summary>Gets age, gender and emotions, or <see langword="null"/> unless the client opts in.</summary>
    [JsonIgnore]
    public FaceDemographics? Demographics { get; init; }

    /// <summary>Finds one attribute.</summary>
    /// <param name="name">The attribute to look for.</param>
    /// <returns>The attribute, or <see langword="null"/> if it was not reported.</returns>
    public FaceAttribute? FindAttribute(FaceAttributeName name)
    {
        foreach (FaceAttribute attribute in Attributes)
        {
            if (attribute.Name == name)
            {
                return attribute;
            }
        }

        return null;
    }
}
