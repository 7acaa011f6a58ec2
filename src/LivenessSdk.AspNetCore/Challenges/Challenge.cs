namespace LivenessSdk.AspNetCore.Challenges;

/// <summary>Represents the challenge of one check, for one browser session.</summary>
/// <param name="Id">The identifier of the check in the store.</param>
/// <param name="Binding">The binding to the session.</param>
/// <param name="Expires">The time after which it can no longer be used for the first time.</param>
/// <param name="Poses">The poses, in the order of the photos.</param>
internal sealed record Challenge(string Id, string Binding, DateTimeOffset Expires, FacePose[] Poses);
