using System.Net.Http.Headers;

namespace LivenessSdk.Tests.ContractTests.Hooli;

/// <summary>Represents the adapter for Hooli, an invented vendor of several photos that is polled. It has one of the bugs on request.</summary>
internal sealed class HooliProvider(HooliOptions options) : ILivenessProvider
{
    private string? _lastId;

    public static ProviderDescriptor<HooliOptions> Descriptor { get; } = new("Hooli", static (_, _) => { }, static options => new HooliProvider(options));

    public LivenessProviderInfo Info { get; } = new() { Vendor = "Hooli", MaxFrames = 3, AcceptsContinuation = true };

    public async Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        if (Has(AdapterBug.ThrowsBeforeSending))
        {
            throw new InvalidOperationException("A bug.");
        }

        if (check.Request.ContinuationToken is not null)
        {
            string reference = check.ReadContinuation();
            return await FollowAsync(check, Has(AdapterBug.UploadsWhenContinued) ? await UploadAsync(check, cancellationToken) : reference, cancellationToken);
        }

        string id = _lastId = await UploadAsync(check, cancellationToken);
        if (!Has(AdapterBug.RecordsNoContinuation))
        {
            await check.RecordContinuationAsync(id, cancellationToken);
        }

        return await FollowAsync(check, id, cancellationToken);
    }

    private async Task<string> UploadAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        try
        {
            ProviderResponse response = await check.SendAsync(() => CreateUpload(check), RequestKind.Billable, cancellationToken);
            return response.IsSuccess
                ? check.ReadJson(response)?.Text("id") ?? throw check.CreateException(LivenessError.UnexpectedResponse, "Hooli accepted the photos without an id.", response)
                : throw Failure(check, response);
        }
        catch (OperationCanceledException) when (Has(AdapterBug.IgnoresCancellation))
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            throw;
        }
    }

    private LivenessException Failure(ProviderCheck check, ProviderResponse response)
    {
        LivenessException failure = check.CreateException(response, Has(AdapterBug.LeaksIntoErrorCode) ? options.ApiKey : null);
        if (Has(AdapterBug.LeaksIntoExceptionData))
        {
            failure.Data["request"] = $"X-Key: {options.ApiKey}";
        }

        return failure;
    }

    private HttpRequestMessage CreateUpload(ProviderCheck check)
    {
        IEnumerable<LivenessFrame> frames = check.Request.Frames;
        frames = Has(AdapterBug.SendsFirstPhotoOnly) ? frames.Take(1)
            : Has(AdapterBug.SendsOnePhotoTwice) ? frames.Select(_ => check.Request.Frames[0])
            : Has(AdapterBug.ReversesPhotos) ? frames.Reverse()
            : frames;
        MultipartFormDataContent form = [];
        foreach (LivenessFrame frame in frames)
        {
            form.Add(new ReadOnlyMemoryContent(frame.Image.Data), "photo", "photo");
        }

        form.Add(new StringContent(string.Join(',', check.Request.Frames.Select(frame => Has(AdapterBug.SendsEveryPoseAsFront) ? FacePose.Front : frame.Pose))), "poses");
        return Request(HttpMethod.Post, Has(AdapterBug.LeaksIntoAddress) ? $"checks?key={options.ApiKey}" : "checks", form);
    }

    private async Task<LivenessResult> FollowAsync(ProviderCheck check, string id, CancellationToken cancellationToken)
    {
        RequestKind kind = Has(AdapterBug.PollsAsCheck) ? RequestKind.Billable : RequestKind.Poll;
        ProviderResponse response;
        do
        {
            response = await check.PollAsync(
                async token =>
                {
                    string wanted = Has(AdapterBug.SharesState) ? _lastId ?? id : id;
                    ProviderResponse answer = await check.SendAsync(() => Request(HttpMethod.Get, $"checks/{wanted}"), kind, token);
                    return answer.IsSuccess ? answer : throw Failure(check, answer);
                },
                answer => check.ReadJson(answer)?.Word("state") != "pending",
                cancellationToken);
        }
        while (Has(AdapterBug.IgnoresReturnWhenPending) && check.ReadJson(response)?.Word("state") == "pending");

        return ToResult(check, id, response);
    }

    private LivenessResult ToResult(ProviderCheck check, string id, ProviderResponse response)
    {
        LenientJson json = check.ReadJson(response) ?? throw check.CreateException(LivenessError.UnexpectedResponse, "The response of Hooli is not JSON.", response);
        return (json.EvidenceWord("state"), json.Has("issue")) switch
        {
            ("pending", _) => new(Result(LivenessVerdict.Inconclusive, LivenessReasonCode.Pending)) { ContinuationToken = check.ContinuationToken },
            ("live", false) => Result(LivenessVerdict.Live),
            ("live", true) => Result(LivenessVerdict.Inconclusive, LivenessReasonCode.Contradiction),
            ("attack", _) => Result(LivenessVerdict.NotLive, LivenessReasonCode.PresentationAttack),
            ("retake", _) => Result(LivenessVerdict.Inconclusive, LivenessReasonCode.PoorQuality),
            ("unreadable", _) => throw Failed(LivenessError.InvalidImage),
            ("quota", _) => throw Failed(LivenessError.QuotaExceeded),
            ("failed", _) => throw Failed(LivenessError.Unavailable),
            _ => throw check.CreateException(LivenessError.UnexpectedResponse, "Hooli answered with an unknown state.", response),
        };

        LivenessException Failed(LivenessError error) => Has(AdapterBug.ClaimsNothingWasProcessed)
            ? new LivenessException(error, "Hooli failed.") { Response = response }
            : check.CreateException(error, "Hooli could not complete the check.", response);

        LivenessResult Result(LivenessVerdict verdict, params LivenessReasonCode[] reasons) => new()
        {
            ClientName = check.ClientName,
            Verdict = verdict,
            VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Vendor,
            Reasons = [.. reasons.Select(code => new LivenessReason(code))],
            TransactionId = id,
            Response = response,
        };
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null)
    {
        HttpRequestMessage request = new(method, ProviderAddress.Combine(options.Endpoint!, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        return request;
    }

    private bool Has(AdapterBug bug) => options.Bug == bug;
}
