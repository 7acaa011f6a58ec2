using System.Net;
using System.Net.Http.Headers;

namespace LivenessSdk;

/// <summary>Asks Progeny, which takes the photo, works on it as a task and gives its verdict when polled.</summary>
internal sealed class ProgenyProvider : ILivenessProvider
{
    public const string Vendor = "Progeny";

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_secondWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(3);

    private readonly ProviderTransport _transport;
    private readonly AccessTokenCache _tokens;
    private readonly Uri _uploadAddress;
    private readonly Uri _taskAddress;

    public ProgenyProvider(ProviderTransport transport, ProgenyOptions options)
    {
        Uri endpoint = options.Endpoint ?? new Uri("https://be.progeny.tech/api/v3");
        _transport = transport;
        _tokens = new AccessTokenCache(transport, options.Timeout, new ProgenyAccount(transport, options, endpoint).ObtainAsync);

        // The slashes at the end matter: without them Progeny redirects, and a redirect loses the body.
        _uploadAddress = ProviderAddress.Combine(endpoint, "services/face_liveness/");
        _taskAddress = ProviderAddress.Combine(endpoint, "services/task/");
        Info = new LivenessProviderInfo
        {
            Vendor = Vendor,
            Image = new ImageRequirements { MaxHeight = options.MaxHeight },
            AcceptsContinuation = true,
            Endpoint = endpoint,
            Documentation = new Uri("https://docs.progeny.tech/our-api/overview"),
        };
    }

    public LivenessProviderInfo Info { get; }

    public async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        if (request.ContinuationToken is { } token)
        {
            string begun = FindTask(token);
            CheckScope.Current?.MayHaveBeenProcessed = true;
            return await FollowAsync(begun, TimeSpan.Zero, request.ReturnWhenPending, cancellationToken).ConfigureAwait(false);
        }

        ProviderResponse accepted = await UploadAsync(request, cancellationToken).ConfigureAwait(false);
        string taskId = ReadTaskId(accepted);
        return request.ReturnWhenPending
            ? Pending(taskId, accepted)
            : await FollowAsync(taskId, s_firstWait, returnWhenPending: false, cancellationToken).ConfigureAwait(false);
    }

    private string FindTask(string continuationToken) =>
        ContinuationToken.Parse(continuationToken) switch
        {
            null => throw _transport.CreateException(
                LivenessError.InvalidRequest, "the continuation token is damaged, or of another version of this library. Use it exactly as it was given."),
            { } token when !token.Registration.Equals(_transport.Name, StringComparison.OrdinalIgnoreCase) => throw _transport.CreateException(
                LivenessError.InvalidRequest, "the continuation token belongs to another registration. Continue the check with the one that began it."),
            { } token => token.Reference,
        };

    private Task<ProviderResponse> UploadAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        LivenessImage photo = request.Frames[0].Image;
        bool extendData = request.FindParameters<ProgenyParameters>()?.ExtendData == true;
        return SendAsync(() => CreateUpload(photo, extendData), RequestKind.Billable, cancellationToken);
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

    private string ReadTaskId(ProviderResponse response)
    {
        LenientJson? reply = LenientJson.Parse(response, _transport);
        if (response.IsSuccess)
        {
            reply?.Expect("id");
            return reply?.Text("id") is { } id && IsTaskId(id) ? id : throw _transport.CreateException(
                LivenessError.UnexpectedResponse, "Progeny took the photo but gave no id to ask for its verdict with.", response);
        }

        throw response.StatusCode == HttpStatusCode.BadRequest && reply is not null && IsComplaintAboutPhoto(reply)
            ? _transport.CreateException(
                LivenessError.InvalidImage, "Progeny cannot read the photo, or does not take its format. Send a JPEG or PNG.", response)
            : _transport.CreateException(response);
    }

    private static bool IsTaskId(string id) => id.Length is > 0 and <= 200 && !id.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>Tells a photo that Progeny refuses from a form in which it found none.</summary>
    private static bool IsComplaintAboutPhoto(LenientJson reply) =>
        reply.Has("image")
        && !reply.Texts().Any(text => text.Contains("No file", StringComparison.OrdinalIgnoreCase)
            || text.Contains("not a file", StringComparison.OrdinalIgnoreCase)
            || text.Contains("required", StringComparison.OrdinalIgnoreCase));

    /// <summary>Asks for the verdict of a task until it is there. Whatever fails meanwhile, the caller gets what it takes to continue.</summary>
    private async Task<LivenessResult> FollowAsync(string taskId, TimeSpan firstWait, bool returnWhenPending, CancellationToken cancellationToken)
    {
        ProgenyTask task;
        try
        {
            task = await WaitForTaskAsync(taskId, firstWait, returnWhenPending, cancellationToken).ConfigureAwait(false);
        }
        catch (LivenessException e)
        {
            throw e.Repeat(mayHaveBeenProcessed: true, Continuation(taskId));
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            // Where it was the caller who cancelled, the client says so instead.
            throw new LivenessException(
                LivenessError.TimedOut,
                $"{_transport.Name}: the time for the check ran out while Progeny works on it. Continue it with the continuation token; a new check costs again.",
                e)
            {
                Provider = _transport.Name,
                MayHaveBeenProcessed = true,
                ContinuationToken = Continuation(taskId),
            };
        }

        return task.IsFinished ? task.ToResult(taskId) : Pending(taskId, task.Response);
    }

    private async Task<ProgenyTask> WaitForTaskAsync(string taskId, TimeSpan firstWait, bool returnWhenPending, CancellationToken cancellationToken)
    {
        TimeSpan wait = firstWait;
        while (true)
        {
            await Task.Delay(wait, _transport.TimeProvider, cancellationToken).ConfigureAwait(false);
            Uri address = new($"{_taskAddress}?id={Uri.EscapeDataString(taskId)}");
            ProviderResponse response = await SendAsync(
                () => new HttpRequestMessage(HttpMethod.Get, address), RequestKind.Poll, cancellationToken).ConfigureAwait(false);
            ProgenyTask task = ProgenyTask.Read(response, _transport);
            if (task.IsFinished || returnWhenPending)
            {
                return task;
            }

            wait = wait < s_secondWait ? s_secondWait : wait < s_longestWait ? wait + TimeSpan.FromMilliseconds(500) : s_longestWait;
        }
    }

    private Task<ProviderResponse> SendAsync(Func<HttpRequestMessage> create, RequestKind kind, CancellationToken cancellationToken) =>
        _tokens.SendAsync(
            token => _transport.SendAsync(
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

    private LivenessResult Pending(string taskId, ProviderResponse response) => new()
    {
        Provider = _transport.Name,
        Vendor = Vendor,
        Verdict = LivenessVerdict.Inconclusive,
        Reasons = [new LivenessReason(LivenessReasonCode.Pending, "Progeny is still working. Continue the check with the continuation token.")],
        TransactionId = taskId,
        ContinuationToken = Continuation(taskId),
        Response = response,
    };

    private string Continuation(string taskId) => new ContinuationToken(_transport.Name, taskId).ToString();
}
