using System.Text;
using LivenessSdk;
using LivenessSdk.Providers;

namespace CustomProvider;

/// <summary>Asks Initech, an invented vendor: it takes a form with a JPEG or PNG and answers with a word or two.</summary>
public sealed class InitechProvider(InitechOptions options) : ILivenessProvider
{
    public LivenessProviderInfo Info { get; } = new()
    {
        Vendor = "Initech",
        Image = new ImageRequirements { MaxHeight = options.MaxHeight },
    };

    public async Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        LivenessImage photo = check.Request.Frames[0].Image;
        ProviderResponse response = await check.SendAsync(() => CreateRequest(photo), RequestKind.Billable, cancellationToken);
        return response.IsSuccess ? ToResult(check, response) : throw check.CreateException(response);
    }

    private HttpRequestMessage CreateRequest(LivenessImage photo)
    {
        HttpRequestMessage request = new(HttpMethod.Post, options.Endpoint)
        {
            Content = new MultipartFormDataContent { { new ReadOnlyMemoryContent(photo.Data), "photo", "photo" } },
        };
        request.Headers.TryAddWithoutValidation("X-Key", options.ApiKey);
        return request;
    }

    private static LivenessResult ToResult(ProviderCheck check, ProviderResponse response) => Encoding.UTF8.GetString(response.Body.Span) switch
    {
        "live" => Result(check, response, LivenessVerdict.Live),
        "attack" => Result(check, response, LivenessVerdict.NotLive, LivenessReasonCode.PresentationAttack),
        "live attack" => Result(check, response, LivenessVerdict.NotLive, LivenessReasonCode.PresentationAttack, LivenessReasonCode.Contradiction),
        "no face" => Result(check, response, LivenessVerdict.Inconclusive, LivenessReasonCode.NoFace),
        "several faces" => Result(check, response, LivenessVerdict.Inconclusive, LivenessReasonCode.MultipleFaces),
        "retake" => Result(check, response, LivenessVerdict.Inconclusive, LivenessReasonCode.PoorQuality),
        "no photo" => throw check.CreateException(LivenessError.InvalidImage, "Initech cannot read the photo.", response),
        _ => throw check.CreateException(LivenessError.UnexpectedResponse, "Initech answered with an unknown word.", response),
    };

    private static LivenessResult Result(
        ProviderCheck check, ProviderResponse response, LivenessVerdict verdict, params LivenessReasonCode[] reasons) => new()
    {
        ClientName = check.ClientName,
        Verdict = verdict,
        VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Vendor,
        Reasons = [.. reasons.Select(code => new LivenessReason(code))],
        Response = response,
    };
}
