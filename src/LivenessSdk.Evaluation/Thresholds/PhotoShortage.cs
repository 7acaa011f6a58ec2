namespace LivenessSdk.Evaluation;

/// <summary>Represents a shortage of photos of one kind for the choice of a threshold.</summary>
public sealed class PhotoShortage
{
    /// <summary>Gets the species, or <see langword="null"/> for bona fide photos.</summary>
    public string? Species { get; init; }

    /// <summary>Gets the number of photos with a score.</summary>
    public required int Available { get; init; }

    /// <summary>Gets the required number of photos for both halves together, if no error is observed.</summary>
    public required int Required { get; init; }
}
