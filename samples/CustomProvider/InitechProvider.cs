using System.Net;
using System.Net.Http.Headers;
using LivenessSdk;
using LivenessSdk.Providers;
using Microsoft.Extensions.Configuration;

namespace CustomProvider;

/// <summary>Represents the adapter for Initech, a fictitious vendor that issues tokens, processes photos in the background and is polled for the verdict.</summary>
public sealed class InitechProvider : ILivenessProvider
{
    private readonly InitechOptions _options;
    private readonly AccessTokenCache _tokens;

    public InitechProvider(InitechOptions options)
    {
        _options = options;
        _tokens = new AccessTokenCache(options.Timeout, ObtainTokenAsync);
        Info = new() { Vendor = "Initech", Image = new() { MaxHeight = options.MaxHeight }, AcceptsContinuation = true };
    }

    public static ProviderDescriptor<InitechOptions> Descriptor { get; } =
        new("Initech", static (section, options) => section.Bind(options), static options => new InitechProvider(options));

    public LivenessProviderInfo Info { get; }

    public Task PrepareAsync(ProviderCheck check, CancellationToken cancellationToken) => _tokens.PrepareAsync(check, cancellationToken);

    public async Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken)
    {
        if (check.Request.ContinuationToken is not null)
        {
            return await FollowAsync(check, check.ReadContinuation(), cancellationToken);
        }

        LivenessImage photo = check.Request.Frames[0].Image;
        ProviderResponse response = await SendAsync(check, () => CreateUpload(photo), RequestKind.Billable, cancellationToken);
        string id = (response.IsSuccess ? check.ReadJson(response)?.Text("id") : throw check.CreateException(response))
            ?? throw check.CreateException(LivenessError.UnexpectedResponse, "Initech accepted the photo without an id.", response);
        await check.RecordContinuationAsync(id, cancellationToken);
        return check.Request.ReturnWhenPending ? Pending(check, id, response) : await FollowAsync(check, id, cancellationToken);
    }

    private HttpRequestMessage CreateUpload(LivenessImage photo) => new(HttpMethod.Post, AddressOf("checks"))
    {
        Content = new MultipartFormDataContent { { new ReadOnlyMemoryContent(photo.Data), "photo", "photo" } },
    };

    private async Task<LivenessResult> FollowAsync(ProviderCheck check, string id, CancellationToken cancellationToken)
    {
        Uri address = AddressOf($"checks/{Uri.EscapeDataString(id)}");
        ProviderResponse response = await check.PollAsync(
            async token =>
            {
                ProviderResponse answer = await SendAsync(check, () => new HttpRequestMessage(HttpMethod.Get, address), RequestKind.Poll, token);
                return answer.IsSuccess ? answer : throw check.CreateException(answer);
            },
            answer => check.ReadJson(answer)?.Word("state") != "working",
            cancellationToken);
        return ToResult(check, id, response);
    }

    private static LivenessResult ToResult(ProviderCheck check, string id, ProviderResponse response) => check.ReadJson(response) switch
    {
        null => throw check.CreateException(LivenessError.UnexpectedResponse, "The response of Initech is not JSON.", response),
        var json when json.Word("state") == "working" => Pending(check, id, response),
        var json => json.EvidenceWord("verdict") switch
        {
            "live" when !json.Has("reason") => Result(check, id, response, LivenessVerdict.Live),
            "live" => Result(check, id, response, LivenessVerdict.Inconclusive, LivenessReasonCode.Contradiction),
            "attack" => Result(check, id, response, LivenessVerdict.NotLive, LivenessReasonCode.PresentationAttack),
            "retake" when json.Word("reason") == "no-face" => Result(check, id, response, LivenessVerdict.Inconclusive, LivenessReasonCode.NoFace),
            "retake" => Result(check, id, response, LivenessVerdict.Inconclusive, LivenessReasonCode.PoorQuality),
            "unreadable" => throw check.CreateException(LivenessError.InvalidImage, "Initech cannot read the photo.", response),
            _ => throw check.CreateException(LivenessError.UnexpectedResponse, "The response of Initech has no known verdict.", response),
        },
    };

    private static LivenessResult Pending(ProviderCheck check, string id, ProviderResponse response) =>
        new(Result(check, id, response, LivenessVerdict.Inconclusive, LivenessReasonCode.Pending)) { ContinuationToken = check.ContinuationToken };

    private static LivenessResult Result(
        ProviderCheck check, string id, ProviderResponse response, LivenessVerdict verdict, params LivenessReasonCode[] reasons) => new()
    {
        ClientName = check.ClientName,
        Verdict = verdict,
        VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Vendor,
        Reasons = [.. reasons.Select(code => new LivenessReason(code))],
        TransactionId = id,
        Response = response,
    };

    private Task<ProviderResponse> SendAsync(
        ProviderCheck check, Func<HttpRequestMessage> create, RequestKind kind, CancellationToken cancellationToken) =>
        _tokens.SendAsync(
            check,
            token => check.SendAsync(() => Authorize(create(), token), kind, cancellationToken),
            response => response.StatusCode == HttpStatusCode.Unauthorized, cancellationToken);

    private async Task<AccessToken> ObtainTokenAsync(AccessToken? previous, ProviderCheck check, CancellationToken cancellationToken)
    {
        ProviderResponse response = await check.SendAsync(
            () => Authorize(new HttpRequestMessage(HttpMethod.Post, AddressOf("token")), _options.ApiKey), RequestKind.Token, cancellationToken);
        return response.IsSuccess && check.ReadJson(response)?.Text("token") is { } token && AccessToken.IsUsable(token)
            ? new AccessToken(token, check.TimeProvider.GetUtcNow(), assumedLifetime: TimeSpan.FromMinutes(10))
            : throw check.CreateException(response);
    }

    private static HttpRequestMessage Authorize(HttpRequestMessage request, string token)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private Uri AddressOf(string path) => ProviderAddress.Combine(_options.Endpoint!, path);
}
