using System.Net.Http.Headers;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Asks Progeny, which processes the photo as a task and returns its verdict when polled.</summary>
internal sealed class ProgenyProvider : ILivenessProvider
{
    public const string Vendor = "Progeny";

    private readonly AccessTokenCache _tokens;
    private readonly Uri _uploadAddress;
    private readonly Uri _taskAddress;

    public ProgenyProvider(ProgenyOptions options)
    {
        Uri endpoint = options.Endpoint ?? new Uri("https://be.progeny.tech/api/v3");
        _tokens = new AccessTokenCache(options.Timeout, new ProgenyAccount(options, endpoint).ObtainAsync);

        // The slashes at the end matter: without them Progeny redirects, and a redirect loses the body.
        _uploadAddress = ProviderAddress.Combine(endpoint, "services/face_liveness/");
        _taskAddress = ProviderAddress.Combine(endpoint, "services/task/");
        Info = new LivenessProviderInfo
        {
            Vendor = Vendor,
            Image = new ImageRequirements { MaxHeight = options.MaxHeight },
            AcceptsContinuation = true,
            ParameterTypes = [typeof(ProgenyParameters)],
            Endpoint = endpoint,
            Documentation = new Uri("https://docs.progeny.tech/our-api/overview"),
        };
    }

    /// <summary>Gets the descriptor that Progeny clients are made from.</summary>
    public static ProviderDescriptor<ProgenyOptions> Descriptor { get; } =
        new("Progeny", static (section, options) => section.Bind(options), static options => new ProgenyProvider(options));

    public LivenessProviderInfo Info { get; }

    public Task PrepareAsync(ProviderCheck check, CancellationToken cancellationToken) => _tokens.PrepareAsync(check, cancellationToken);

    public async Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        if (check.Request.ContinuationToken is not null)
        {
            return await FollowAsync(check, check.ReadContinuation(), cancellationToken).ConfigureAwait(false);
        }

        ProviderResponse accepted = await UploadAsync(check, cancellationToken).ConfigureAwait(false);
        string taskId = ReadTaskId(check, accepted);
        await check.RecordContinuationAsync(taskId, cancellationToken).ConfigureAwait(false);
        return check.Request.ReturnWhenPending
            ? Pending(check, taskId, accepted)
            : await FollowAsync(check, taskId, cancellationToken).ConfigureAwait(false);
    }

    private Task<ProviderResponse> UploadAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        LivenessImage photo = check.Request.Frames[0].Image;
        bool extendData = check.Request.FindParameters<ProgenyParameters>()?.ExtendData == true;
        return SendAsync(check, () => CreateUpload(photo, extendData), RequestKind.Billable, cancellationToken);
    }

    private HttpRequestMessage CreateUpload(LivenessImage photo, bool extendData)
    {
        string format = photo.Format == ImageFormat.Png ? "png" : "jpeg";
        ReadOnlyMemoryContent file = new(photo.Data);
        file.Headers.ContentType = new MediaTypeHeaderValue($"image/{format}");
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"image\"", FileName = $"\"photo.{format}\"" };
        MultipartFormDataContent form = [file];
        if (extendData)
        {
            form.Add(new StringContent("true"), "\"extend_data\"");
        }

        return new HttpRequestMessage(HttpMethod.Post, _uploadAddress) { Content = form };
    }

    private static string ReadTaskId(ProviderCheck check, ProviderResponse response)
    {
        LenientJson? json = check.ReadJson(response);
        if (response.IsSuccess)
        {
            json?.Expect("id");
            return json?.Text("id") is { } id && IsTaskId(id) ? id : throw check.CreateException(
                LivenessError.UnexpectedResponse, "Progeny accepted the photo but returned no task id.", response);
        }

        throw response.StatusCode == HttpStatusCode.BadRequest && json is not null && IsComplaintAboutPhoto(json)
            ? check.CreateException(
                LivenessError.InvalidImage, "Progeny cannot read the photo, or does not accept its format. Send a JPEG or PNG.", response)
            : check.CreateException(response);
    }

    private static bool IsTaskId(string id) => id.Length is > 0 and <= 200 && !id.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>Distinguishes a photo that Progeny rejects from a form in which it found none.</summary>
    private static bool IsComplaintAboutPhoto(LenientJson json) =>
        json.Has("image")
        && !json.Texts().Any(text => text.Contains("No file", StringComparison.OrdinalIgnoreCase)
            || text.Contains("not a file", StringComparison.OrdinalIgnoreCase)
            || text.Contains("required", StringComparison.OrdinalIgnoreCase));

    private async Task<LivenessResult> FollowAsync(ProviderCheck check, string taskId, CancellationToken cancellationToken)
    {
        ProgenyTask task = await check
            .PollAsync(token => AskAsync(check, taskId, token), static task => task.IsFinished, cancellationToken).ConfigureAwait(false);
        return task.IsFinished ? task.ToResult(taskId) : Pending(check, taskId, task.Response);
    }

    private async Task<ProgenyTask> AskAsync(ProviderCheck check, string taskId, CancellationToken cancellationToken)
    {
        Uri address = new($"{_taskAddress}?id={Uri.EscapeDataString(taskId)}");
        ProviderResponse response = await SendAsync(
            check, () => new HttpRequestMessage(HttpMethod.Get, address), RequestKind.Poll, cancellationToken).ConfigureAwait(false);
        return ProgenyTask.Read(response, check);
    }

    private Task<ProviderResponse> SendAsync(
        ProviderCheck check, Func<HttpRequestMessage> create, RequestKind kind, CancellationToken cancellationToken) =>
        _tokens.SendAsync(
            check,
            token => check.SendAsync(
                () =>
                {
                    HttpRequestMessage request = create();
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                    return request;
                },
                kind,
                cancellationToken),
            response => response.StatusCode == HttpStatusCode.Unauthorized,
            cancellationToken);

    private static LivenessResult Pending(ProviderCheck check, string taskId, ProviderResponse response) => new()
    {
        ClientName = check.ClientName,
        Vendor = Vendor,
        Verdict = LivenessVerdict.Inconclusive,
        Reasons = [new LivenessReason(LivenessReasonCode.Pending, "Progeny is still working. Continue the check with the continuation token.")],
        TransactionId = taskId,
        ContinuationToken = check.ContinuationToken,
        Response = response,
    };
}
