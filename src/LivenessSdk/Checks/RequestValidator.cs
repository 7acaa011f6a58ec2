namespace LivenessSdk;

/// <summary>Determines which requests a client cannot serve, before anything is sent.</summary>
internal static class RequestValidator
{
    /// <summary>Finds the first problem of a request for this client.</summary>
    /// <returns>The error and its text, or <see langword="null"/> if the client can serve the request.</returns>
    public static (LivenessError Error, string Message)? FindProblem(LivenessRequest request, LivenessProviderInfo info, string clientName)
    {
        if (!request.Allows(clientName))
        {
            return (LivenessError.InvalidRequest, $"AllowedClients does not name '{clientName}', so the photo was not sent.");
        }

        foreach (LivenessFrame frame in request.Frames)
        {
            if (!Enum.IsDefined(frame.Pose))
            {
                return (LivenessError.InvalidRequest, $"{frame.Pose} is not a pose. Use a member of FacePose.");
            }
        }

        return FindUnsupported(request, info) is { } problem ? (LivenessError.Unsupported, problem) : null;
    }

    private static string? FindUnsupported(LivenessRequest request, LivenessProviderInfo info)
    {
        if (request.ContinuationToken is not null)
        {
            return info.AcceptsContinuation
                ? null
                : $"{info.Vendor} answers at once and has no checks to continue. Send the photo instead.";
        }

        if (request.Frames.Count > info.MaxFrames)
        {
            return $"{info.Vendor} accepts {info.MaxFrames} photo(s) a check, but the request has {request.Frames.Count}.";
        }

        foreach (LivenessFrame frame in request.Frames)
        {
            if (info.MaxFrames == 1 && frame.Pose != FacePose.Front)
            {
                return $"{info.Vendor} does not ask for poses, but the request asks for {frame.Pose}. Send a photo with the pose Front.";
            }

            if (frame.Image.Uri is not null && !info.AcceptsUri)
            {
                return $"{info.Vendor} does not fetch photos from a URL. Send the photo's bytes.";
            }
        }

        return FindUnhonored(request, info) is { } parameters
            ? $"{info.Vendor} cannot honor {parameters}, which restricts the verdict. Ask a client that can, or set IsPreference to let others ignore it."
            : null;
    }

    /// <summary>Finds parameters that restrict the verdict and that the provider would ignore: those of a type that it does not know, and any but the first of a type.</summary>
    private static ProviderParameters? FindUnhonored(LivenessRequest request, LivenessProviderInfo info)
    {
        for (int i = 0; i < request.Parameters.Count; i++)
        {
            ProviderParameters parameters = request.Parameters[i];
            if (parameters is { RestrictsVerdict: true, IsPreference: false } && !IsHonored(request.Parameters, i, info))
            {
                return parameters;
            }
        }

        return null;
    }

    private static bool IsHonored(IReadOnlyList<ProviderParameters> all, int index, LivenessProviderInfo info)
    {
        foreach (Type type in info.ParameterTypes)
        {
            if (type.IsInstanceOfType(all[index]))
            {
                return !all.Take(index).Any(type.IsInstanceOfType);
            }
        }

        return false;
    }
}
