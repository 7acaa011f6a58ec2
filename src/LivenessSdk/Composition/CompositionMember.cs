namespace LivenessSdk;

/// <summary>Represents a client of a composition, with the vendors' clients that a photo reaches through it.</summary>
/// <param name="Name">The name of the client.</param>
/// <param name="Client">The client.</param>
/// <param name="VendorClients">The vendors' clients that can receive the photo: itself, or all below a composition.</param>
internal sealed record CompositionMember(string Name, IComposableClient Client, IReadOnlyList<string> VendorClients)
{
    /// <summary>Selects the members that can answer the request: it allows them to receive its photo, and they support it.</summary>
    /// <exception cref="LivenessException">There is none.</exception>
    public static CompositionMember[] FindAnswering(string composition, CompositionMember[] members, LivenessRequest request)
    {
        CompositionMember[] answering = Array.FindAll(members, member => member.CanAnswer(request));
        return answering.Length > 0 ? answering : throw Nobody(composition, members, request);
    }

    /// <summary>Selects the members that the request allows to receive its photo, also if they do not support it.</summary>
    /// <exception cref="LivenessException">None of them can answer the request.</exception>
    public static CompositionMember[] FindAllowed(string composition, CompositionMember[] members, LivenessRequest request) =>
        Array.Exists(members, member => member.CanAnswer(request))
            ? Array.FindAll(members, member => member.FindVendorClients(request, supportedOnly: false).Any())
            : throw Nobody(composition, members, request);

    /// <summary>Determines whether a vendor's client that the request allows can answer it through this client.</summary>
    public bool CanAnswer(LivenessRequest request) => FindVendorClients(request, supportedOnly: true).Any();

    /// <summary>Finds the vendors' clients that can answer the request through this client.</summary>
    public IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly) =>
        Client.FindVendorClients(request, supportedOnly);

    /// <summary>Asks the client.</summary>
    public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken) => Client.CheckAsync(request, cancellationToken);

    /// <summary>Records that the client was asked, for a caller that does not wait for its answer.</summary>
    public IEnumerable<LivenessAttempt> AttemptsWithoutAnswer(LivenessRequest request) =>
        AllowedVendorClients(request).Select(client => new LivenessAttempt
        {
            ClientName = client,
            PhotoSent = true,
            MayHaveBeenProcessed = true,
        });

    private static LivenessException Nobody(string composition, CompositionMember[] members, LivenessRequest request)
    {
        bool isAllowed = Array.Exists(members, member => member.FindVendorClients(request, supportedOnly: false).Any());
        string names = string.Join(", ", members.Select(member => member.Name));
        return isAllowed
            ? new LivenessException(
                LivenessError.Unsupported,
                $"{composition}: none of its clients ({names}) supports the request: its number of photos, poses, a URL, a continuation token, or parameters that restrict the verdict. Nothing was sent. Ask one of them directly to learn why.")
            {
                ClientName = composition,
            }
            : new LivenessException(
                LivenessError.InvalidRequest,
                $"{composition}: with AllowedClients none of its clients ({names}) can answer, so the photo was not sent. The vendors' clients below are: {string.Join(", ", members.SelectMany(member => member.VendorClients))}.")
            {
                ClientName = composition,
            };
    }

    private IEnumerable<string> AllowedVendorClients(LivenessRequest request) =>
        VendorClients.Where(request.Allows);
}
