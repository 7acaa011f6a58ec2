namespace LivenessSdk.Providers;

/// <summary>Represents what a vendor accepts, so that the library can reject anything else before it is sent.</summary>
public sealed class LivenessProviderInfo
{
    /// <summary>Gets the vendor's name, for instance "Argos".</summary>
    public required string Vendor { get; init; }

    /// <summary>Gets the photos that the vendor accepts.</summary>
    public ImageRequirements Image { get; init; } = new();

    /// <summary>Gets the maximum number of photos in one check. The default is 1; the pose must then be <see cref="FacePose.Front"/>.</summary>
    public int MaxFrames { get; init; } = 1;

    /// <summary>Gets a value indicating whether the vendor fetches photos from a URL.</summary>
    public bool AcceptsUri { get; init; }

    /// <summary>Gets a value indicating whether the vendor can continue a check by <see cref="LivenessRequest.ContinuationToken"/>.</summary>
    public bool AcceptsContinuation { get; init; }

    /// <summary>Gets the types of <see cref="ProviderParameters"/> that the provider honors. The default is none.</summary>
    /// <remarks>A request whose parameters restrict the verdict goes only to clients that honor them.</remarks>
    public IReadOnlyList<Type> ParameterTypes { get; init; } = [];

    /// <summary>Gets the address of the vendor's API, for diagnosis and for connections that are open before a check, or <see langword="null"/> if the adapter does not state it.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Gets the vendor's own page, or <see langword="null"/> if there is none.</summary>
    public Uri? Documentation { get; init; }

    /// <summary>Finds the first reason why a client of the vendor cannot serve a request, before anything is sent.</summary>
    /// <param name="request">The request.</param>
    /// <param name="clientName">The name of the client.</param>
    /// <returns>The error and its text, or <see langword="null"/> if the client can serve the request.</returns>
    internal (LivenessError Error, string Message)? FindProblem(LivenessRequest request, string clientName)
    {
        if (!request.Allows(clientName))
        {
            return (LivenessError.InvalidRequest, $"AllowedClients does not name '{clientName}', so the photo was not sent.");
        }

        for (int i = 0; i < request.Frames.Count; i++)
        {
            if (!Enum.IsDefined(request.Frames[i].Pose))
            {
                return (LivenessError.InvalidRequest, $"{request.Frames[i].Pose} is not a pose. Use a member of FacePose.");
            }
        }

        return FindUnsupported(request) is { } problem ? (LivenessError.Unsupported, problem) : null;
    }

    private string? FindUnsupported(LivenessRequest request)
    {
        if (request.ContinuationToken is not null)
        {
            return AcceptsContinuation
                ? null
                : $"{Vendor} answers at once and has no checks to continue. Send the photo instead.";
        }

        if (request.Frames.Count > MaxFrames)
        {
            return $"{Vendor} accepts {(MaxFrames == 1 ? "one photo" : $"up to {MaxFrames} photos")} a check, but the request has {request.Frames.Count}.";
        }

        for (int i = 0; i < request.Frames.Count; i++)
        {
            LivenessFrame frame = request.Frames[i];
            if (MaxFrames == 1 && frame.Pose != FacePose.Front)
            {
                return $"{Vendor} does not ask for poses, but the request asks for {frame.Pose}. Send a photo with the pose Front.";
            }

            if (frame.Image.Uri is not null && !AcceptsUri)
            {
                return $"{Vendor} does not fetch photos from a URL. Send the photo's bytes.";
            }
        }

        return FindUnhonored(request) is { } parameters
            ? $"{Vendor} cannot honor {parameters}, which restricts the verdict. Ask a client that can, or set IsPreference to let others ignore it."
            : null;
    }

    /// <summary>Finds parameters that restrict the verdict and that the provider would ignore: those of a type that it does not know, and any but the first of a type.</summary>
    private ProviderParameters? FindUnhonored(LivenessRequest request)
    {
        for (int i = 0; i < request.Parameters.Count; i++)
        {
            ProviderParameters parameters = request.Parameters[i];
            if (parameters is { RestrictsVerdict: true, IsPreference: false } && !IsHonored(request.Parameters, i))
            {
                return parameters;
            }
        }

        return null;
    }

    private bool IsHonored(IReadOnlyList<ProviderParameters> all, int index)
    {
        foreach (Type type in ParameterTypes)
        {
            if (type.IsInstanceOfType(all[index]))
            {
                return !all.Take(index).Any(type.IsInstanceOfType);
            }
        }

        return false;
    }
}
