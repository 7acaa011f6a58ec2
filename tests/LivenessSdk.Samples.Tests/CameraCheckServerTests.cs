using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Samples.Tests;

/// <summary>Sends the requests that a browser would, and some that it would not.</summary>
public sealed class CameraCheckServerTests : IAsyncLifetime
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = true });
    private LivenessSimulator _simulator = null!;
    private CameraPage _server = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await LivenessSimulator.StartAsync();
        _server = await CameraPage.StartAsync(_simulator.ToConfiguration().AsEnumerable().Where(setting => setting.Value is not null));
        _http.BaseAddress = _server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _server.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task A_photo_with_its_challenge_is_checked()
    {
        (string token, string antiforgery) = await ChallengeAsync();

        using HttpResponseMessage response = await PostAsync(token, antiforgery, SamplePhoto.Bytes.ToArray());

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        answer.GetProperty("verdict").GetString().Should().Be("Live");
        answer.EnumerateObject().Select(member => member.Name).Should().Equal("verdict", "reasons");
    }

    [Fact]
    public async Task A_request_from_another_site_is_refused()
    {
        (string token, _) = await ChallengeAsync();

        using HttpResponseMessage response = await PostAsync(token, antiforgery: "", SamplePhoto.Bytes.ToArray());

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        _simulator.Argos.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_challenge_that_the_server_did_not_make_is_refused()
    {
        (_, string antiforgery) = await ChallengeAsync();

        using HttpResponseMessage response = await PostAsync("Front", antiforgery, SamplePhoto.Bytes.ToArray());

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        _simulator.Argos.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task More_photos_than_were_asked_for_are_refused()
    {
        (string token, string antiforgery) = await ChallengeAsync();

        using HttpResponseMessage response = await PostAsync(token, antiforgery, SamplePhoto.Bytes.ToArray(), SamplePhoto.Bytes.ToArray());

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        _simulator.Argos.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Bytes_that_are_no_photo_are_refused()
    {
        (string token, string antiforgery) = await ChallengeAsync();

        using HttpResponseMessage response = await PostAsync(token, antiforgery, "no photo"u8.ToArray());

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).Should().Contain("could not be read");
    }

    [Fact]
    public async Task An_upload_that_is_too_large_is_refused()
    {
        (string token, string antiforgery) = await ChallengeAsync();

        using HttpResponseMessage response = await PostAsync(token, antiforgery, new byte[16_000_000]);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Each_address_has_ten_tries_a_minute()
    {
        (string token, string antiforgery) = await ChallengeAsync();
        List<HttpStatusCode> codes = [];
        for (int attempt = 0; attempt < 11; attempt++)
        {
            using HttpResponseMessage response = await PostAsync(token, antiforgery, "no photo"u8.ToArray());
            codes.Add(response.StatusCode);
        }

        codes.Take(10).Should().AllBeEquivalentTo(HttpStatusCode.BadRequest);
        codes[10].Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task The_page_may_load_nothing_from_elsewhere()
    {
        using HttpResponseMessage response = await _http.GetAsync("/");

        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'self'");
        (await response.Content.ReadAsStringAsync()).Should().NotContain("http");
    }

    private async Task<(string Token, string Antiforgery)> ChallengeAsync()
    {
        JsonElement challenge = await _http.GetFromJsonAsync<JsonElement>("/api/challenge");
        challenge.GetProperty("isSimulated").GetBoolean().Should().BeFalse();
        return (challenge.GetProperty("token").GetString()!, challenge.GetProperty("antiforgeryToken").GetString()!);
    }

    private async Task<HttpResponseMessage> PostAsync(string token, string antiforgery, params byte[][] photos)
    {
        using MultipartFormDataContent form = new() { { new StringContent(token), "token" } };
        foreach (byte[] photo in photos)
        {
            form.Add(new ByteArrayContent(photo), "photos", "photo.jpg");
        }

        using HttpRequestMessage request = new(HttpMethod.Post, "/api/check") { Content = form };
        request.Headers.Add("X-Antiforgery-Token", antiforgery);

        // Asks before it sends the body, so that a refusal arrives before the connection is closed.
        request.Headers.ExpectContinue = true;
        return await _http.SendAsync(request);
    }
}
