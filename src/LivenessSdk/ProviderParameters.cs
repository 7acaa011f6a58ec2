namespace LivenessSdk;

/// <summary>Represents parameters of one vendor for a single request.</summary>
/// <remarks>
/// Each vendor with such parameters has one derived type. Put it in <see cref="LivenessRequest.Parameters"/>. Other vendors'
/// clients ignore it, unless it restricts the verdict: then it is a requirement, and a client that cannot honor it does not
/// receive the photo.
/// </remarks>
public abstract class ProviderParameters
{
    /// <summary>Gets a value indicating whether a verdict reached without these parameters would claim more than one reached with them.</summary>
    /// <remarks>For instance, a verdict "live" for a named user also says that the face is that user's. The default is <see langword="false"/>.</remarks>
    public virtual bool RestrictsVerdict => false;

    /// <summary>Gets a value indicating whether clients that cannot honor these parameters may ignore them although they restrict the verdict.</summary>
    /// <remarks>The default is <see langword="false"/>.</remarks>
    public bool IsPreference { get; init; }

    /// <summary>Gets a text that differs wherever these parameters could change the verdict, so that a remembered answer is never returned for another question.</summary>
    /// <remarks>It goes into a keyed hash and nowhere else, so it may identify a person.</remarks>
    /// <returns>The text, or <see langword="null"/> if the parameters cannot change the verdict.</returns>
    protected virtual string? GetFingerprint() => null;

    internal string? ReadFingerprint() => GetFingerprint();

    /// <summary>Returns the name of the type only: parameters may identify a person.</summary>
    public sealed override string ToString() => GetType().Name;
}
