namespace LivenessSdk;

/// <summary>Overrides flags of a Verihubs client for one request. Members that are <see langword="null"/> leave the client's own.</summary>
public sealed class VerihubsParameters : ProviderParameters
{
    /// <inheritdoc />
    /// <remarks>These parameters do if they switch a validation on.</remarks>
    public override bool RestrictsVerdict => ValidateQuality == true || ValidateAttributes == true || ValidateFaceCount == true;

    /// <summary>Gets <see cref="VerihubsOptions.ComputeQuality"/> for this request, or <see langword="null"/> for the client's own.</summary>
    public bool? ComputeQuality { get; init; }

    /// <summary>Gets <see cref="VerihubsOptions.ComputeAttributes"/> for this request, or <see langword="null"/> for the client's own.</summary>
    public bool? ComputeAttributes { get; init; }

    /// <summary>Gets <see cref="VerihubsOptions.ValidateQuality"/> for this request, or <see langword="null"/> for the client's own.</summary>
    public bool? ValidateQuality { get; init; }

    /// <summary>Gets <see cref="VerihubsOptions.ValidateAttributes"/> for this request, or <see langword="null"/> for the client's own.</summary>
    public bool? ValidateAttributes { get; init; }

    /// <summary>Gets <see cref="VerihubsOptions.ValidateFaceCount"/> for this request, or <see langword="null"/> for the client's own.</summary>
    public bool? ValidateFaceCount { get; init; }

    /// <summary>Gets the word that a Verihubs sandbox application takes in place of a photo, for instance "LIVE_PERSON_A_1", or <see langword="null"/> to send the photo.</summary>
    /// <remarks>The answer is then a fixed one, which <see cref="LivenessResult.Vendor"/> shows: never decide about a person by it.</remarks>
    /// <exception cref="ArgumentException">The value is empty or white space.</exception>
    public string? SandboxImage
    {
        get;
        init
        {
            if (value is not null)
            {
                ArgumentException.ThrowIfNullOrWhiteSpace(value, nameof(SandboxImage));
            }

            field = value;
        }
    }

    /// <inheritdoc />
    protected override string? GetFingerprint() =>
        (ValidateQuality ?? ValidateAttributes ?? ValidateFaceCount ?? (object?)SandboxImage) is null
            ? null
            : $"{ValidateQuality} {ValidateAttributes} {ValidateFaceCount} {SandboxImage}";
}
