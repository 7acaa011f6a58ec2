namespace LivenessSdk;

/// <summary>Says what a field of Riset's reply speaks for, in the order of weight: of several fields about the same thing the last counts.</summary>
internal enum RisetEvidence
{
    /// <summary>The field is not there.</summary>
    Missing = 0,

    /// <summary>For a live person: real, matching, verified.</summary>
    Good,

    /// <summary>The field holds a word that we do not know.</summary>
    Unrecognized,

    /// <summary>Against a live person: an attack, another pose, another person.</summary>
    Bad,
}
