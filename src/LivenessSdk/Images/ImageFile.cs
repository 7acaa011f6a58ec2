namespace LivenessSdk;

/// <summary>Represents what a walk through a photo's file found.</summary>
/// <param name="State">What can be made of it without decoding.</param>
/// <param name="Length">The number of bytes that <see cref="MetadataStripper.Strip"/> keeps.</param>
/// <param name="Scans">How often a JPEG's picture is gone over; 0 for other formats.</param>
internal sealed record ImageFile(ContainerState State, int Length, int Scans);

/// <summary>Specifies what can be made of a photo's file without decoding it.</summary>
internal enum ContainerState
{
    /// <summary>Its end is missing, or parts stand in it that belong in no such file.</summary>
    Broken = 0,

    /// <summary>It is whole, but its picture cannot be taken out by copying.</summary>
    NeedsDecoding,

    /// <summary>It is whole, and its picture can be taken out by copying.</summary>
    Whole,
}
