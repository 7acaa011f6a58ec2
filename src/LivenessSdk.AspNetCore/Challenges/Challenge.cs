namespace LivenessSdk.AspNetCore.Challenges;

/// <summary>Represents what the server asks of one browser session, for one check.</summary>
/// <param name="Id">Names the check in the store.</param>
/// <param name="Binding">The session that it was made for.</param>
/// <param name="Expires">When it can no longer be used for the first time.</param>
/// <param name="Poses">The poses, in the order of the photos.</param>
internal sealed record Challenge(string Id, string Binding, DateTimeOffset Expires, FacePose[] Poses);
