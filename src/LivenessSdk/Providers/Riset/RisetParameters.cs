using System.Diagnostics;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents the parameters of Riset for a single request.</summary>
public sealed class RisetParameters : ProviderParameters
{
    /// <inheritdoc />
    /// <remarks>These parameters do if they name a user or set <see cref="SpoofDetection"/>.</remarks>
    public override bool RestrictsVerdict =>
        SpoofDetection == true || !string.IsNullOrWhiteSpace(UserId) || !string.IsNullOrWhiteSpace(FaceGalleryId);

    /// <summary>Gets the user whose enrolled face the photos are compared with, at most 120 characters; goes with <see cref="FaceGalleryId"/>.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string? UserId { get; init; }

    /// <summary>Gets the gallery that the user is enrolled in, at most 120 characters; goes with <see cref="UserId"/>.</summary>
    public string? FaceGalleryId { get; init; }

    /// <summary>Gets a value indicating whether Riset looks for presentation attacks, or <see langword="null"/> for the client's own setting.</summary>
    public bool? SpoofDetection { get; init; }

    /// <summary>Gets how many photos must show the pose that was asked for, from 1 to the number of photos, or <see langword="null"/> for all.</summary>
    public int? SuccessThreshold { get; init; }

    /// <inheritdoc />
    protected override string? GetFingerprint() =>
        (UserId ?? FaceGalleryId ?? (object?)SpoofDetection ?? SuccessThreshold) is null
            ? null
            : $"{UserId?.Length} {UserId} {FaceGalleryId?.Length} {FaceGalleryId} {SpoofDetection} {SuccessThreshold}";
}
