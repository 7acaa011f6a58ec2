namespace LivenessSdk.Evaluation;

/// <summary>Represents one labeled photo.</summary>
public sealed class Presentation
{
    /// <summary>Gets the name that identifies the photo, usually the path as it is written in the manifest.</summary>
    public required string File { get; init; }

    /// <summary>Gets the label of the photo.</summary>
    public required PresentationLabel Label { get; init; }

    /// <summary>Gets the kind of attack, such as <c>print</c>, or <see langword="null"/> for a bona fide presentation.</summary>
    public string? Species { get; init; }

    /// <summary>Gets the person who presented. Photos of one person are not independent.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the group of people for which rates are compared, such as an age band, or <see langword="null"/> if there is none.</summary>
    public string? Group { get; init; }

    /// <summary>Gets the additional columns of the manifest by name.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns the file's name.</summary>
    public override string ToString() => File;
}
