namespace LivenessSdk;

/// <summary>Holds what a walk through a photo's file found.</summary>
/// <param name="State">What can be made of it without decoding.</param>
/// <param name="Length">The number of bytes that <see cref="MetadataStripper.Strip"/> keeps.</param>
/// <param name="Scans">How often a JPEG's picture is gone over; 0 for other formats.</param>
internal sealed record ImageFile(ContainerState State, int Length, int Scans);
