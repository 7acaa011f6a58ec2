namespace LivenessSdk;

/// <summary>Tells which requests a provider does not take, before anything is sent.</summary>
internal static class UnsupportedRequest
{
    /// <summary>Finds the first thing that the provider does not take.</summary>
    /// <returns>What is wrong and what to do about it; null when the request is fine.</returns>
    public static string? FindFault(LivenessRequest request, LivenessProviderInfo info, string name)
    {
        if (!request.Allows(name))
        {
            return $"AllowedProviders does not name '{name}', so the photo was not sent.";
        }

        if (request.ContinuationToken is not null)
        {
            return info.AcceptsContinuation
                ? null
                : $"{info.Vendor} answers at once and has no checks to continue. Send the photo instead.";
        }

        if (request.Frames.Count > info.MaxFrames)
        {
            return $"{info.Vendor} takes {info.MaxFrames} photo(s) a check, but the request has {request.Frames.Count}.";
        }

        foreach (LivenessFrame frame in request.Frames)
        {
            if (info.MaxFrames == 1 && frame.Pose != FacePose.Front)
            {
                return $"{info.Vendor} does not ask for poses, but the request asks for {frame.Pose}. Send a photo with the pose Front.";
            }

            if (!Enum.IsDefined(frame.Pose))
            {
                return $"{frame.Pose} is no pose. Use a member of FacePose.";
            }

            if (frame.Image.Uri is not null && !info.AcceptsUri)
            {
                return $"{info.Vendor} does not fetch photos from a URL. Send the photo's bytes.";
            }
        }

        return null;
    }
}
