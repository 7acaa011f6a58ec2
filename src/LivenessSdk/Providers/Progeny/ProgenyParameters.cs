namespace LivenessSdk;

/// <summary>Represents the parameters of Progeny for a single request.</summary>
public sealed class ProgenyParameters : ProviderParameters
{
    /// <summary>Gets a value indicating whether to ask for the original response of the service behind Progeny. The default is false.</summary>
    /// <remarks>Its shape is not documented, so it has no place in a result: read it from <see cref="LivenessResult.Response"/> with <see cref="KeepResponse.Always"/>.</remarks>
    public bool ExtendData { get; init; }
}
