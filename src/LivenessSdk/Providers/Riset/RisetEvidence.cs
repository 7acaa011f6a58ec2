namespace LivenessSdk;

/// <summary>Says what a field of Riset's reply speaks for.</summary>
internal enum RisetEvidence
{
    /// <summary>The field is not there.</summary>
    Missing = 0,

    /// <summary>For a live person: real, matching, verified.</summary>
    Good,

    /// <summary>Against it: an attack, another pose, another person.</summary>
    Bad,

    /// <summary>The field holds a word that we do not know.</summary>
    Unrecognized,
}
