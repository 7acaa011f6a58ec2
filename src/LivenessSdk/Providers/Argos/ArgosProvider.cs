using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Asks Argos, which returns a score and no verdict: the options' threshold decides.</summary>
internal sealed class ArgosProvider : ILivenessProvider
{
    private const string Score = "result.liveness_score";
    private const string ImageMissing = "1016";
    private const string CannotProcess = "1003";
    private const string CannotAnalyzeDocument = "1009";

    private readonly ArgosOptions _options;
    private readonly Uri _address;

    public ArgosProvider(ArgosOptions options)
    {
        _options = options;
        _address = ProviderAddress.Combine(options.Endpoint ?? new Uri("https://idverify-api.argosidentity.com/modules"), "liveness");
        Info = new LivenessProviderInfo
        {
            Vendor = "Argos",
            Image = new ImageRequirements
            {
                Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
                MaxHeight = options.MaxHeight,
            },
            Endpoint = _address,
            Documentation = new Uri("https://developers.argosidentity.com/en/verify/face_liveness/api"),
        };
    }

    /// <summary>Gets the descriptor that Argos clients are made from.</summary>
    public static ProviderDescriptor<ArgosOptions> Descriptor { get; } =
        new("Argos", static (section, options) => section.Bind(options), static options => new ArgosProvider(options));

    public LivenessProviderInfo Info { get; }

    public async Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        LivenessImage photo = check.Request.Frames[0].Image;
        ProviderResponse response = await check
            .SendAsync(() => CreateRequest(photo), RequestKind.Billable, cancellationToken).ConfigureAwait(false);
        return ToResult(check, response);
    }

    private HttpRequestMessage CreateRequest(LivenessImage photo)
    {
        HttpRequestMessage request = new(HttpMethod.Post, _address)
        {
            Content = new Base64JsonContent("{\"faceImage\":\"", photo.Data, "\"}"),
        };
        request.Headers.TryAddWithoutValidation("x-api-key", _options.ApiKey);
        return request;
    }

    private LivenessResult ToResult(ProviderCheck check, ProviderResponse response)
    {
        LenientJson? json = check.ReadJson(response);
        string? errorCode = json?.Text("errorCode");
        if (!response.IsSuccess && response.StatusCode != HttpStatusCode.BadRequest)
        {
            throw check.CreateException(response, errorCode);
        }

        RecordMissing(json, response);
        if (response.IsSuccess && json?.EvidenceNumber(Score, 0, 100) is { } score)
        {
            return json.Has("errorCode") ? Contradiction(check, json, response, score, errorCode) : Classify(check, json, response, score);
        }

        return json?.Has("errorCode") == true
            ? NotAnalyzed(check, json, response, errorCode)
            : throw MissingVerdict(check, response);
    }

    private static void RecordMissing(LenientJson? json, ProviderResponse response)
    {
        json?.Expect("transactionId");
        json?.Expect(response.IsSuccess ? Score : "errorCode");
    }

    private LivenessResult Classify(ProviderCheck check, LenientJson json, ProviderResponse response, double score)
    {
        if (score >= _options.LiveThreshold)
        {
            return Result(check, json, response, LivenessVerdict.Live, score, []);
        }

        LivenessReason attack = new(
            LivenessReasonCode.PresentationAttack,
            string.Create(CultureInfo.InvariantCulture, $"The score {score} is below the threshold {_options.LiveThreshold}."));
        return Result(check, json, response, LivenessVerdict.NotLive, score, [attack]);
    }

    private LivenessResult Contradiction(ProviderCheck check, LenientJson json, ProviderResponse response, double score, string? errorCode) =>
        Result(check, json, response, LivenessVerdict.Inconclusive, score,
            [new LivenessReason(LivenessReasonCode.Contradiction, "The response contains both a liveness_score and an errorCode.", errorCode)]);

    /// <summary>Maps a rejection of the photo; codes that are not in the contract count as one too, never as an attack.</summary>
    private LivenessResult NotAnalyzed(ProviderCheck check, LenientJson json, ProviderResponse response, string? errorCode) =>
        errorCode switch
        {
            ImageMissing => throw check.CreateException(
                LivenessError.InvalidRequest, "Argos did not find the photo in the request.", response, errorCode),
            CannotProcess or CannotAnalyzeDocument => throw check.CreateException(
                LivenessError.Unavailable, "Argos failed to process the photo. Try again later.", response, errorCode),
            _ => Result(check, json, response, LivenessVerdict.Inconclusive, score: null,
                [new LivenessReason(LivenessReasonCode.FaceNotAnalyzed, json.Text("message"), errorCode)]),
        };

    private LivenessResult Result(
        ProviderCheck check, LenientJson json, ProviderResponse response, LivenessVerdict verdict, double? score, LivenessReason[] reasons) =>
        new()
        {
            ClientName = check.ClientName,
            Vendor = Info.Vendor,
            Verdict = verdict,
            VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Threshold,
            Score = score / 100,
            RawScore = score,
            Threshold = _options.LiveThreshold / 100,
            Reasons = reasons,
            TransactionId = json.Text("transactionId"),
            Response = response,
        };

    private static LivenessException MissingVerdict(ProviderCheck check, ProviderResponse response) =>
        response.IsSuccess
            ? check.CreateException(
                LivenessError.UnexpectedResponse, "Argos returned neither result.liveness_score nor errorCode.", response)
            : check.CreateException(response);
}
