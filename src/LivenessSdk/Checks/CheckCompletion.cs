using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Completes the outcome of a check with what its place of origin does not know: who was asked, what was sent, and how much of the response is kept. Reports drift.</summary>
internal sealed class CheckCompletion(string name, LivenessMetrics metrics, ILogger logger)
{
    private readonly ConcurrentDictionary<string, bool> _loggedDrift = new(StringComparer.Ordinal);

    /// <summary>Returns the completed result.</summary>
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
        bool readable = result.IsLive || !result.HasReason(LivenessReasonCode.UnrecognizedVerdict);
        ReportDrift(info.Vendor, readable ? check.Drift : [.. check.Drift, "verdict"]);

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

    /// <summary>Completes a failure.</summary>
    public void Complete(LivenessException exception, LivenessProviderInfo info, LivenessProviderOptions options, ProviderCheck check)
    {
        LivenessAttempt attempt = new()
        {
            ClientName = name,
            Error = exception.Error,
            StatusCode = exception.Response?.StatusCode,
            PhotoSent = check.PhotoSent,
            MayHaveBeenProcessed = exception.MayHaveBeenProcessed || check.MayHaveBeenProcessedAfter(exception.Error, exception.Response),
            ContinuationToken = exception.ContinuationToken,
            Duration = check.Elapsed,
        };
        bool readable = exception.Error != LivenessError.UnexpectedResponse;
        ReportDrift(info.Vendor, readable || check.Drift.Count > 0 ? check.Drift : ["reply"]);

        exception.Complete(name, attempt, Keep(exception.Response, options, readable));
    }

    /// <summary>Reports what in a response is not as the vendor's contract says: each time to the counter, each field once to the log.</summary>
    /// <param name="vendor">The vendor.</param>
    /// <param name="fields">The fields' paths in the vendor's contract, never texts from the response.</param>
    private void ReportDrift(string vendor, IReadOnlyList<string> fields)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            metrics.CountDrift(vendor, fields[i]);
            if (_loggedDrift.TryAdd(fields[i], true))
            {
                LogMessages.ResponseDrifts(logger, name, vendor, fields[i]);
            }
        }
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
