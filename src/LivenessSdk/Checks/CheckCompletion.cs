namespace LivenessSdk;

/// <summary>Ends a check: adds who was asked and what was sent, reports drift, and keeps of the reply what the options say.</summary>
internal sealed class CheckCompletion(string name, DriftReporter drift)
{
    /// <summary>Returns the provider's result with everything that it does not know itself.</summary>
    public LivenessResult Complete(
        LivenessResult result,
        LivenessRequest request,
        PreparedPhotos photos,
        LivenessProviderInfo info,
        LivenessProviderOptions options,
        ProviderCheck check)
    {
        LivenessAttempt attempt = new()
        {
            ClientName = name,
            Verdict = result.Verdict,
            StatusCode = result.Response?.StatusCode,
            PhotoSent = check.PhotoSent,
            MayHaveBeenProcessed = check.MayHaveBeenProcessed,
            ContinuationToken = result.ContinuationToken,
            Duration = check.Elapsed,
        };
        bool readable = !result.HasReason(LivenessReasonCode.UnrecognizedVerdict);
        drift.Report(info.Vendor, readable ? check.Drift : [.. check.Drift, "verdict"]);

        return new LivenessResult(result)
        {
            ClientName = name,
            Vendor = result.Vendor ?? info.Vendor,
            Frames = check.PhotoSent ? photos.Describe(result.Frames) : result.Frames,
            TransactionId = result.TransactionId ?? request.TransactionId,
            Response = Keep(result.Response, options, readable),
            Attempts = [attempt],
            Answers = [],
            FromLedger = false,
        };
    }

    /// <summary>Adds to a failure what its place of origin does not know.</summary>
    public void Complete(LivenessException exception, LivenessProviderInfo info, LivenessProviderOptions options, ProviderCheck check)
    {
        LivenessAttempt attempt = new()
        {
            ClientName = name,
            Error = exception.Error,
            StatusCode = exception.Response?.StatusCode,
            PhotoSent = check.PhotoSent,
            MayHaveBeenProcessed = exception.MayHaveBeenProcessed,
            ContinuationToken = exception.ContinuationToken,
            Duration = check.Elapsed,
        };
        bool readable = exception.Error != LivenessError.UnexpectedResponse;
        drift.Report(info.Vendor, readable || check.Drift.Count > 0 ? check.Drift : ["reply"]);

        exception.Complete(name, attempt, Keep(exception.Response, options, readable));
    }

    private static ProviderResponse? Keep(ProviderResponse? response, LivenessProviderOptions options, bool readable)
    {
        bool keep = options.KeepResponse switch
        {
            KeepResponse.Always => true,
            KeepResponse.WhenUnreadable => !readable,
            _ => false,
        };
        return keep ? response : response?.WithoutBody();
    }
}
