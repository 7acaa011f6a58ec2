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
                $"{composition}: AllowedProviders names none of its registrations ({string.Join(", ", members.SelectMany(member => member.Recipients))}), so the photo was not sent.")
            {
                Provider = composition,
            };
    }

    /// <summary>Finds out whether the request allows the photo to reach at least one registration of this client.</summary>
    public bool IsAllowed(LivenessRequest request) => AllowedRecipients(request).Any();

    /// <summary>Records that the client was asked, for a caller who does not wait for its answer.</summary>
    public IEnumerable<LivenessAttempt> AttemptsWithoutAnswer(LivenessRequest request) =>
        AllowedRecipients(request).Select(recipient => new LivenessAttempt
        {
            Provider = recipient,
            PhotoSent = true,
            MayHaveBeenProcessed = true,
        });

    private IEnumerable<string> AllowedRecipients(LivenessRequest request) =>
        Recipients.Where(recipient => request.AllowedProviders?.Contains(recipient) ?? true);
}
