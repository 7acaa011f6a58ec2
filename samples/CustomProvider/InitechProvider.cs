using System.Text;
using LivenessSdk;

namespace CustomProvider;

/// <summary>Asks Initech, an invented vendor: it takes a form with a JPEG or PNG and answers with a word or two.</summary>
public sealed class InitechProvider(ProviderTransport transport, InitechOptions options) : ILivenessProvider
{
    public LivenessProviderInfo Info { get; } = new()
    {
        Vendor = "Initech",
        Image = new ImageRequirements { MaxHeight = options.MaxHeight },
    };

    public async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        LivenessImage photo = request.Frames[0].Image;
        ProviderResponse response = await transport.SendAsync(() => CreateRequest(photo), RequestKind.Billable, cancellationToken);
        return response.IsSuccess ? ToResult(response) : throw transport.CreateException(response);
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

    private LivenessResult ToResult(ProviderResponse response) => Encoding.UTF8.GetString(response.Body.Span) switch
    {
        "live" => Result(response, LivenessVerdict.Live),
        "attack" => Result(response, LivenessVerdict.NotLive, LivenessReasonCode.PresentationAttack),
        "live attack" => Result(response, LivenessVerdict.NotLive, LivenessReasonCode.PresentationAttack, LivenessReasonCode.Contradiction),
        "no face" => Result(response, LivenessVerdict.Inconclusive, LivenessReasonCode.NoFace),
        "several faces" => Result(response, LivenessVerdict.Inconclusive, LivenessReasonCode.MultipleFaces),
        "retake" => Result(response, LivenessVerdict.Inconclusive, LivenessReasonCode.PoorQuality),
        "no photo" => throw transport.CreateException(LivenessError.InvalidImage, "Initech cannot read the photo.", response),
        _ => throw transport.CreateException(LivenessError.UnexpectedResponse, "Initech answered with an unknown word.", response),
    };

    private LivenessResult Result(ProviderResponse response, LivenessVerdict verdict, params LivenessReasonCode[] reasons) => new()
    {
        Provider = transport.Name,
        Verdict = verdict,
        VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Vendor,
        Reasons = [.. reasons.Select(code => new LivenessReason(code))],
        Response = response,
    };
}
