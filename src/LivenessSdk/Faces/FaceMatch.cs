namespace LivenessSdk;

/// <summary>Represents the comparison of a face with that of the user named in the request.</summary>
public sealed class FaceMatch
{
    /// <summary>Gets a value indicating whether the vendor matched the face to the person, or <see langword="null"/> if it does not say.</summary>
    public bool? Verified { get; init; }

    /// <summary>Gets the similarity, 0 to 1, or <see langword="null"/> if the vendor gives none.</summary>
    public double? Similarity { get; init; }
}
