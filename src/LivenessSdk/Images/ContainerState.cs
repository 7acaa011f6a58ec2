namespace LivenessSdk;

/// <summary>Tells what can be made of a photo's file without decoding it.</summary>
internal enum ContainerState
{
    /// <summary>Its end is missing, or parts stand in it that belong in no such file.</summary>
    Broken = 0,

    /// <summary>It is whole, but its picture cannot be taken out by copying.</summary>
    NeedsDecoding,

    /// <summary>It is whole, and its picture can be taken out by copying.</summary>
    Whole,
}
