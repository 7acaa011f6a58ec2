namespace LivenessSdk;

/// <summary>Represents the answer of a shadow beside the one that the caller received, for the same photos.</summary>
public sealed class ShadowComparison
{
    /// <summary>Gets the name of the composition.</summary>
    public required string Composition { get; init; }

    /// <summary>Gets the answer that the caller received.</summary>
    public required LivenessResult Primary { get; init; }

    /// <summary>Gets the shadow's answer, or <see langword="null"/> if it failed.</summary>
    public LivenessResult? Shadow { get; init; }

    /// <summary>Gets how the shadow failed, or <see langword="null"/> if it answered.</summary>
    public LivenessException? Failure { get; init; }

    /// <summary>Gets a value indicating whether both have the same verdict; <see langword="false"/> if the shadow failed.</summary>
    public bool Agrees => Shadow?.Verdict == Primary.Verdict;

    /// <summary>Returns both verdicts.</summary>
    public override string ToString() =>
        $"{Composition}: {Primary.ClientName} {Primary.Verdict}, shadow {Shadow?.Verdict.ToString() ?? Failure?.Error.ToString()}";
}
