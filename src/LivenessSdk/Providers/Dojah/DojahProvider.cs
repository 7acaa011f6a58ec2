using System.Net;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Asks Dojah, which returns a verdict together with the face it saw.</summary>
internal sealed class DojahProvider : ILivenessProvider
{
    private readonly DojahOptions _options;
    private readonly Uri _address;

    public DojahProvider(DojahOptions options)
    {
        _options = options;
        _address = ProviderAddress.Combine(options.Address, "api/v1/ml/liveness/");
        Info = new LivenessProviderInfo
        {
            Vendor = options.IsSandbox ? "Dojah (sandbox)" : "Dojah",
            Image = new ImageRequirements { MaxHeight = options.MaxHeight },
            Endpoint = _address,
            Documentation = new Uri("https://docs.dojah.io/docs/biometrics/liveness-check"),
        };
    }

    /// <summary>Gets the descriptor that Dojah clients are made from.</summary>
    public static ProviderDescriptor<DojahOptions> Descriptor { get; } =
        new("Dojah", static (section, options) => section.Bind(options), static options => new DojahProvider(options));

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
            Content = new Base64JsonContent("{\"image\":\"", photo.Data, "\"}"),
        };
        request.Headers.TryAddWithoutValidation("AppId", _options.AppId);
        request.Headers.TryAddWithoutValidation("Authorization", _options.SecretKey);
        return request;
    }

    private LivenessResult ToResult(ProviderCheck check, ProviderResponse response)
    {
        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            throw check.CreateException(
                LivenessError.InvalidRequest,
                "HTTP 400. Dojah rejected the request without a code; the photo itself may be the cause. Check the Endpoint, then try another photo.",
                response);
        }

        if (!response.IsSuccess)
        {
            throw check.CreateException(response);
        }

        if (check.ReadJson(response) is not { } json || new DojahEvidence(json) is not { HasVerdict: true } evidence)
        {
            throw check.CreateException(
                LivenessError.UnexpectedResponse, "Dojah returned neither liveness_check nor spoof in entity.liveness.", response);
        }

        LivenessReason[] reasons = [.. FindReasons(evidence)];
        LivenessVerdict verdict =
            evidence.IndicatesAttack ? LivenessVerdict.NotLive
            : evidence.IndicatesLive && reasons.Length == 0 ? LivenessVerdict.Live
            : LivenessVerdict.Inconclusive;
        return new LivenessResult
        {
            ClientName = check.ClientName,
            Verdict = verdict,
            VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Vendor,
            Score = evidence.LivePercent / 100,
            RawScore = evidence.RawScore,
            Threshold = DojahEvidence.Threshold / 100,
            Reasons = reasons,
            Frames = [new FrameResult { Face = DojahFace.Read(json, evidence, _options.IncludeDemographics) }],
            TransactionId = json.Text("reference_id"),
            Response = response,
        };
    }

    /// <summary>Lists everything in the response that speaks against a live person.</summary>
    private IEnumerable<LivenessReason> FindReasons(DojahEvidence evidence)
    {
        if (evidence.IndicatesAttack)
        {
            yield return new LivenessReason(LivenessReasonCode.PresentationAttack, "Dojah classified the photo as not live.");
        }

        if (evidence.HasUnknownWord)
        {
            yield return new LivenessReason(LivenessReasonCode.UnrecognizedVerdict, "liveness_check or spoof is neither true nor false.");
        }

        if (evidence.FaceDetected == false)
        {
            yield return new LivenessReason(LivenessReasonCode.NoFace, "Dojah detected no face.");
        }

        if (evidence.SeveralFaces == true && !_options.AllowMultipleFaces)
        {
            yield return new LivenessReason(LivenessReasonCode.MultipleFaces, "Dojah detected several faces.");
        }

        if (evidence.FindContradiction() is { } contradiction)
        {
            yield return new LivenessReason(LivenessReasonCode.Contradiction, contradiction);
        }
    }
}
