using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Asks Verihubs, which returns a verdict and rejects photos by validations that the request switches on.</summary>
internal sealed class VerihubsProvider : ILivenessProvider
{
    private readonly VerihubsOptions _options;
    private readonly Uri _address;

    public VerihubsProvider(VerihubsOptions options)
    {
        _options = options;
        _address = ProviderAddress.Combine(options.Endpoint ?? new Uri("https://api.verihubs.com/v1"), "face/liveness");
        Info = new LivenessProviderInfo
        {
            Vendor = "Verihubs",
            Image = new ImageRequirements
            {
                MaxHeight = options.MaxHeight,
                MaxBytes = 3_932_160, // 5 MiB as base64.
            },
            AcceptsUri = true,
            ParameterTypes = [typeof(VerihubsParameters)],
            Endpoint = _address,
            Documentation = new Uri("https://docs.verihubs.com/reference/detect_face_liveness_post-1"),
        };
    }

    /// <summary>Gets the descriptor that Verihubs clients are made from.</summary>
    public static ProviderDescriptor<VerihubsOptions> Descriptor { get; } =
        new("Verihubs", static (section, options) => section.Bind(options), static options => new VerihubsProvider(options));

    public LivenessProviderInfo Info { get; }

    public async Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        VerihubsParameters? parameters = check.Request.FindParameters<VerihubsParameters>();
        VerihubsFlags flags = new(_options, parameters);
        string problems = string.Join(' ', flags.FindProblems());
        if (problems.Length > 0)
        {
            throw check.CreateException(LivenessError.InvalidRequest, problems);
        }

        LivenessImage photo = check.Request.Frames[0].Image;
        string? sandboxImage = parameters?.SandboxImage;
        check.SendsPhoto = sandboxImage is null;
        ProviderResponse response = await check
            .SendAsync(() => CreateRequest(photo, sandboxImage, flags), RequestKind.Billable, cancellationToken).ConfigureAwait(false);
        return ToResult(check, response, photo, isSandbox: sandboxImage is not null);
    }

    private HttpRequestMessage CreateRequest(LivenessImage photo, string? sandboxImage, VerihubsFlags flags)
    {
        string? word = sandboxImage ?? photo.Uri?.AbsoluteUri;
        HttpRequestMessage request = new(HttpMethod.Post, _address)
        {
            Content = new Base64JsonContent(
                $"{{\"image\":\"{JsonEncodedText.Encode(word ?? "")}", word is null ? photo.Data : default, $"\",{flags}}}"),
        };
        request.Headers.TryAddWithoutValidation("App-ID", _options.AppId);
        request.Headers.TryAddWithoutValidation("API-Key", _options.ApiKey);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        return request;
    }

    private LivenessResult ToResult(ProviderCheck check, ProviderResponse response, LivenessImage photo, bool isSandbox)
    {
        if (check.ReadJson(response) is not { } json)
        {
            throw response.IsSuccess ? MissingVerdict(check, response) : check.CreateException(response);
        }

        VerihubsCode code = new(json);
        if (code.Error is { } error)
        {
            throw check.CreateException(error.Kind, error.Message, response, code.Value);
        }

        bool isRejectedPhoto = response.StatusCode == HttpStatusCode.BadRequest && code.IsAboutPhoto;
        if (!response.IsSuccess && !isRejectedPhoto)
        {
            throw check.CreateException(response, code.Value);
        }

        VerihubsResponse verihubs = new(json, code, isRejectedPhoto);
        return verihubs.HasVerdict ? ToResult(check, response, verihubs, photo, isSandbox) : throw MissingVerdict(check, response, code.Value);
    }

    private LivenessResult ToResult(ProviderCheck check, ProviderResponse response, VerihubsResponse verihubs, LivenessImage photo, bool isSandbox)
    {
        FaceObservation face = VerihubsFace.Read(verihubs, photo);
        LivenessReason[] reasons = [.. VerihubsReasons.Find(verihubs, face, _options.AllowMultipleFaces)];
        LivenessVerdict verdict =
            !response.IsSuccess ? LivenessVerdict.Inconclusive
            : verihubs.IndicatesAttack ? LivenessVerdict.NotLive
            : verihubs.IndicatesLive && reasons.Length == 0 ? LivenessVerdict.Live
            : LivenessVerdict.Inconclusive;
        return new LivenessResult
        {
            ClientName = check.ClientName,
            Vendor = isSandbox ? "Verihubs (sandbox)" : Info.Vendor,
            Verdict = verdict,
            VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Vendor,
            Score = verihubs.Probability / 100,
            RawScore = verihubs.Probability,
            Reasons = reasons,
            Frames = [new FrameResult { Face = face }],
            TransactionId = verihubs.SessionId,
            Response = response,
        };
    }

    private static LivenessException MissingVerdict(ProviderCheck check, ProviderResponse response, string? code = null) =>
        check.CreateException(
            LivenessError.UnexpectedResponse, "Verihubs returned neither liveness.status nor a documented code.", response, code);
}
