namespace LivenessSdk;

/// <summary>Carries what only one vendor understands about a single request; other vendors ignore it.</summary>
/// <remarks>Each vendor with such extras has one derived type. Put it in <see cref="LivenessRequest.Parameters"/>.</remarks>
public abstract class ProviderParameters
{
    /// <summary>Names the type only: parameters may identify a person.</summary>
    public sealed override string ToString() => GetType().Name;
}
