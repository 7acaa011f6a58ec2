namespace LivenessSdk;

/// <summary>Pairs a provider with the options it was made from.</summary>
internal sealed record ConfiguredProvider(ILivenessProvider Provider, LivenessProviderOptions Options);
