using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Sends what a browser would, with cookies of its own, and some things that it would not.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;

    public Visitor(CheckServer server, CookieContainer? cookies = null)
    {
        Cookies = cookies ?? new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies }) { BaseAddress = server.Address };
    }

    public CookieContainer Cookies { get; }

    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public HttpClient Http => _http;

    public async Task<VisitorChallenge> RequestChallengeAsync()
    {
        using HttpResponseMessage response = await _http.PostAsync(new Uri("/liveness/challenge", UriKind.Relative), content: null);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<VisitorChallenge>())!;
    }

    /// <summary>Sends photos as the element does.</summary>
    public Task<HttpResponseMessage> SendAsync(VisitorChallenge challenge, params byte[][] photos) => SendAsync(challenge, FormOf(photos));

    public async Task<HttpResponseMessage> SendAsync(VisitorChallenge challenge, HttpContent content, CancellationToken cancellationToken = default)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/liveness/check") { Content = content };
        request.Headers.Add("Liveness-Challenge", challenge.Token);
        if (challenge.AntiforgeryHeader.Length > 0)
        {
            request.Headers.Add(challenge.AntiforgeryHeader, challenge.AntiforgeryToken);
        }

        // Asks before it sends the body, so that a rejection arrives before the connection is closed.
        request.Headers.ExpectContinue = true;
        return await _http.SendAsync(request, cancellationToken);
    }

    /// <summary>Sends photos and reads the answer.</summary>
    public async Task<VisitorAnswer> CheckAsync(VisitorChallenge challenge, params byte[][] photos)
    {
        using HttpResponseMessage response = await SendAsync(challenge, photos);
        return await VisitorAnswer.ReadAsync(response);
    }

    public static MultipartFormDataContent FormOf(params byte[][] photos)
    {
        MultipartFormDataContent form = [];
        foreach (byte[] photo in photos)
        {
            form.Add(new ByteArrayContent(photo), "photos", "photo.jpg");
        }

        return form;
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>Represents what the server asks for.</summary>
internal sealed record VisitorChallenge(string Token, FacePose[] Poses, int SecondsToLive, int MaxPhotoBytes, string AntiforgeryHeader, string AntiforgeryToken);

/// <summary>Represents an answer: an outcome, or the code of a problem.</summary>
internal sealed record VisitorAnswer(HttpStatusCode Status, string? Outcome, string[] Reasons, bool CanRetry, string? Receipt, string? Problem, string Text)
{
    public static async Task<VisitorAnswer> ReadAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync();
        using JsonDocument json = JsonDocument.Parse(text);
        string? Member(string name) => json.RootElement.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
        return new VisitorAnswer(
            response.StatusCode,
            Member("outcome"),
            json.RootElement.TryGetProperty("reasons", out JsonElement reasons) ? [.. reasons.EnumerateArray().Select(reason => reason.GetString()!)] : [],
            json.RootElement.TryGetProperty("canRetry", out JsonElement canRetry) && canRetry.GetBoolean(),
            Member("receipt"),
            Member("code"),
            text);
    }
}
