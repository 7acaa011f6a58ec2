namespace LivenessSdk;

/// <summary>Pairs a client of a composition with the vendors' registrations that a photo reaches through it.</summary>
/// <param name="Name">The name of the client.</param>
/// <param name="Client">The client.</param>
/// <param name="Recipients">The registrations that can receive the photo: itself, or all below a composition.</param>
internal sealed record CompositionMember(string Name, ILivenessClient Client, IReadOnlyList<string> Recipients)
{
    /// <summary>Takes those that the request allows to receive its photo.</summary>
    /// <exception cref="LivenessException">It allows none.</exception>
    public static CompositionMember[] Allowed(string composition, CompositionMember[] members, LivenessRequest request)
    {
        if (request.AllowedProviders is null)
        {
            return members;
        }

        CompositionMember[] allowed = Array.FindAll(members, member => member.IsAllowed(request));
        return allowed.Length > 0
            ? allowed
            : throw new LivenessException(
                LivenessError.InvalidRequest,
                $"{composition}: with AllowedProviders none of its clients ({string.Join(", ", members.Select(member => member.Name))}) can answer, so the photo was not sent. The vendors' registrations below are: {string.Join(", ", members.SelectMany(member => member.Recipients))}.")
            {
                Provider = composition,
            };
    }

    /// <summary>Finds out whether the client can answer with the registrations that the request allows.</summary>
    public bool IsAllowed(LivenessRequest request) => FindAnswerers(request).Any();

    /// <summary>Finds the vendors' registrations that may answer the request through this client.</summary>
    public IEnumerable<string> FindAnswerers(LivenessRequest request) =>
        Client is CompositionClient composition ? composition.FindAnswerers(request) : AllowedRecipients(request);

    /// <summary>Records that the client was asked, for a caller who does not wait for its answer.</summary>
    public IEnumerable<LivenessAttempt> AttemptsWithoutAnswer(LivenessRequest request) =>
        AllowedRecipients(request).Select(recipient => new LivenessAttempt
        {
            Provider = recipient,
            PhotoSent = true,
            MayHaveBeenProcessed = true,
        });

    private IEnumerable<string> AllowedRecipients(LivenessRequest request) =>
        Recipients.Where(request.Allows);
}
