using System.Net;
using System.Text.Json;

namespace LivenessSdk;

/// <summary>Asks Verihubs, which gives a verdict of its own and refuses photos by validations that the request switches on.</summary>
internal sealed class VerihubsProvider : ILivenessProvider
{
    private readonly ProviderTransport _transport;
    private readonly VerihubsOptions _options;
    private readonly Uri _address;

    public VerihubsProvider(ProviderTransport transport, VerihubsOptions options)
    {
        _transport = transport;
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
            Endpoint = _address,
            Documentation = new Uri("https://docs.verihubs.com/reference/detect_face_liveness_post-1"),
        };
    }

    public LivenessProviderInfo Info { get; }

    public async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        VerihubsParameters? parameters = request.FindParameters<VerihubsParameters>();
        VerihubsFlags flags = new(_options, parameters);
        string faults = string.Join(' ', flags.FindFaults());
        if (faults.Length > 0)
        {
            throw _transport.CreateException(LivenessError.InvalidRequest, faults);
        }

        LivenessImage photo = request.Frames[0].Image;
        string? sandboxImage = parameters?.SandboxImage;
        ProviderResponse response = await _transport
            .SendAsync(() => CreateRequest(photo, sandboxImage, flags), RequestKind.Billable, cancellationToken).ConfigureAwait(false);
        return ToResult(response, photo, isSandbox: sandboxImage is not null);
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

    private LivenessResult ToResult(ProviderResponse response, LivenessImage photo, bool isSandbox)
    {
        if (LenientJson.Parse(response, _transport) is not { } json)
        {
            throw response.IsSuccess ? MissingVerdict(response) : _transport.CreateException(response);
        }

        VerihubsCode code = new(json);
        if (code.Error is { } error)
        {
            throw _transport.CreateException(error.Kind, error.Message, response, code.Value);
        }

        bool isRefusedPhoto = response.StatusCode == HttpStatusCode.BadRequest && code.IsAboutPhoto;
        if (!response.IsSuccess && !isRefusedPhoto)
        {
            throw _transport.CreateException(response, code.Value);
        }

        VerihubsReply reply = new(json, code, isRefusedPhoto);
        return reply.HasVerdict ? ToResult(response, reply, photo, isSandbox) : throw MissingVerdict(response, code.Value);
    }

    private LivenessResult ToResult(ProviderResponse response, VerihubsReply reply, LivenessImage photo, bool isSandbox)
    {
        FaceObservation face = VerihubsFace.Read(reply, photo);
        LivenessReason[] reasons = [.. VerihubsReasons.Find(reply, face, _options.AllowMultipleFaces)];
        LivenessVerdict verdict =
            !response.IsSuccess ? LivenessVerdict.Inconclusive
            : reply.SaysAttack ? LivenessVerdict.NotLive
            : reply.SaysLive && reasons.Length == 0 ? LivenessVerdict.Live
            : LivenessVerdict.Inconclusive;
        return new LivenessResult
        {
            Provider = _transport.Name,
            Vendor = isSandbox ? "Verihubs (sandbox)" : Info.Vendor,
            Verdict = verdict,
            VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Vendor,
            Score = reply.Probability / 100,
            RawScore = reply.Probability,
            Reasons = reasons,
            Frames = [new FrameResult { Face = face }],
            TransactionId = reply.SessionId,
            Response = response,
        };
    }

    private LivenessException MissingVerdict(ProviderResponse response, string? code = null) =>
        _transport.CreateException(
            LivenessError.UnexpectedResponse, "Verihubs answered without liveness.status and without a code of its list.", response, code);
}
