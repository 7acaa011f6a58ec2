namespace LivenessSdk.Evaluation;

/// <summary>Represents the answer of one system to one presentation.</summary>
public sealed class PresentationResult
{
    /// <summary>Gets the name of the system under test: a client, a composition, or anything that classifies photos.</summary>
    public required string System { get; init; }

    /// <summary>Gets the labeled photo.</summary>
    public required Presentation Presentation { get; init; }

    /// <summary>Gets the verdict, or <see langword="null"/> if the check failed and the presentation was not evaluated.</summary>
    public LivenessVerdict? Verdict { get; init; }

    /// <summary>Gets the source of the verdict. A threshold is chosen only for systems that decide by <see cref="LivenessSdk.VerdictSource.Threshold"/>.</summary>
    public VerdictSource VerdictSource { get; init; }

    /// <summary>Gets the score, where higher means live, or <see langword="null"/> if there is none.</summary>
    public double? Score { get; init; }

    /// <summary>Gets the threshold in force, on the scale of <see cref="Score"/>, or <see langword="null"/> if it is not known.</summary>
    public double? Threshold { get; init; }

    /// <summary>Gets the kind of failure, or <see langword="null"/> if there is a verdict.</summary>
    public string? Error { get; init; }

    /// <summary>Gets the duration of the check, or <see langword="null"/> if it is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Gets the price of the check in <see cref="Currency"/>, or <see langword="null"/> if it is not known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Gets the currency of <see cref="Cost"/>, such as <c>USD</c>, or <see langword="null"/> if there is no cost.</summary>
    public string? Currency { get; init; }

    /// <summary>Gets a value indicating whether the system gave a verdict other than <see cref="LivenessVerdict.Inconclusive"/>.</summary>
    public bool IsResponse => Verdict is LivenessVerdict.Live or LivenessVerdict.NotLive;

    /// <summary>Gets a value indicating whether an attack was accepted or a live person was rejected.</summary>
    public bool IsClassificationError => Presentation.Label == PresentationLabel.Attack
        ? Verdict == LivenessVerdict.Live
        : Verdict == LivenessVerdict.NotLive;

    /// <summary>Returns the system, the file and the verdict.</summary>
    public override string ToString() => $"{System}: {Presentation}: {Verdict?.ToString() ?? Error ?? "not evaluated"}";
}
