using Microsoft.AspNetCore.Http;

namespace LivenessSdk.AspNetCore;

/// <summary>Describes the check that a page has sent.</summary>
public sealed class LivenessCheckContext
{
    /// <summary>Gets the request that carried the photos.</summary>
    public required HttpContext HttpContext { get; init; }

    /// <summary>Gets the identifier of the check: one for each challenge, no matter how often its photos are sent.</summary>
    public required string CheckId { get; init; }

    /// <summary>Gets the person as returned by <see cref="LivenessCheckOptions.Subject"/>, or <see langword="null"/> if it is not set.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the poses that the server asked for, in the order of the photos.</summary>
    public required IReadOnlyList<FacePose> Poses { get; init; }
}
