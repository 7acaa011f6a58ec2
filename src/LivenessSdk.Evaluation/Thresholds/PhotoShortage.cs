namespace LivenessSdk.Evaluation;

/// <summary>Represents how many photos of a kind a threshold needs.</summary>
public sealed class PhotoShortage
{
    /// <summary>Gets the species, or <see langword="null"/> for bona fide photos.</summary>
    public string? Species { get; init; }

    /// <summary>Gets the number of photos with a score.</summary>
    public required int Available { get; init; }

    /// <summary>Gets the number of photos that are needed in all, for both halves together and if no error is observed.</summary>
    public required int Required { get; init; }
}
