namespace LivenessSdk.Providers;

/// <summary>States what a vendor takes, so that the library can refuse the rest before anything is sent.</summary>
public sealed class LivenessProviderInfo
{
    /// <summary>Gets the vendor's name, for instance "Argos".</summary>
    public required string Vendor { get; init; }

    /// <summary>Gets which photos it takes.</summary>
    public ImageRequirements Image { get; init; } = new();

    /// <summary>Gets how many photos one check may hold. The default is 1; and then the pose must be <see cref="FacePose.Front"/>.</summary>
    public int MaxFrames { get; init; } = 1;

    /// <summary>Gets a value indicating whether the vendor fetches photos from a URL.</summary>
    public bool AcceptsUri { get; init; }

    /// <summary>Gets a value indicating whether the vendor takes up a check by <see cref="LivenessRequest.ContinuationToken"/>.</summary>
    public bool AcceptsContinuation { get; init; }

    /// <summary>Gets the types of <see cref="ProviderParameters"/> that the provider honors. The default is none.</summary>
    /// <remarks>A request whose parameters restrict the verdict goes only to clients that honor them.</remarks>
    public IReadOnlyList<Type> ParameterTypes { get; init; } = [];

    /// <summary>Gets the address under which the vendor's API is called, for diagnosis; null where the adapter does not say.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Gets the vendor's own page, or <see langword="null"/> if there is none.</summary>
    public Uri? Documentation { get; init; }
}
