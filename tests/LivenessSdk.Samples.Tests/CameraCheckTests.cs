using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LivenessSdk.Samples.Tests;

/// <summary>Opens the page, and sends a photo as its element does. The element itself is tested in LivenessSdk.AspNetCore.Tests.</summary>
public sealed class CameraCheckTests
{
    [Fact]
    public async Task The_page_loads_the_element_under_a_strict_policy()
    {
        using CameraPage server = await CameraPage.StartAsync([]);
        using HttpClient http = new() { BaseAddress = server.Address };

        using HttpResponseMessage page = await http.GetAsync(new Uri("/", UriKind.Relative));
        using HttpResponseMessage module = await http.GetAsync(new Uri("/liveness/camera.js", UriKind.Relative));

        page.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'self'").And.NotContain("unsafe");
        string html = await page.Content.ReadAsStringAsync();
        html.Should().Contain("<liveness-camera>").And.Contain("/liveness/camera.js").And.NotContain("http");
        module.Content.Headers.ContentType!.MediaType.Should().Be("text/javascript");
    }

    [Theory]
    [InlineData("Live", "live", 1)]
    [InlineData("Attack", "notLive", 1)]
    [InlineData("NoFace", "inconclusive", 1)]
    [InlineData("Live", "live", 3)]
    public async Task The_simulated_vendor_answers_as_the_scenario_says(string scenario, string outcome, int photos)
    {
        using CameraPage server = await CameraPage.StartAsync([], "--Scenario", scenario, "--Photos", $"{photos}", "--Liveness:Default", photos == 1 ? "argos" : "riset");

        (await CheckAsync(server, photos)).Should().Be(outcome);
    }

    [Fact]
    public async Task A_vendor_in_environment_variables_takes_the_place_of_the_simulated_ones()
    {
        await using LivenessSimulator vendor = await LivenessSimulator.StartAsync();
        vendor.Argos.Always(Scenario.Attack);
        using CameraPage server = await CameraPage.StartAsync(
        [
            new("Liveness:Providers:argos:ApiKey", vendor.Argos.ApiKey),
            new("Liveness:Providers:argos:Endpoint", vendor.Argos.Endpoint.ToString()),
        ]);

        (await CheckAsync(server, photos: 1)).Should().Be("notLive");
        vendor.Argos.Requests.Should().ContainSingle(request => request.Photos.Count == 1);
    }

    /// <summary>Sends photos as the page does, and returns the outcome.</summary>
    private static async Task<string?> CheckAsync(CameraPage server, int photos)
    {
        using HttpClient http = new() { BaseAddress = server.Address };
        using HttpResponseMessage response = await http.PostAsync(new Uri("/liveness/challenge", UriKind.Relative), null);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        JsonElement challenge = await response.Content.ReadFromJsonAsync<JsonElement>();

        using MultipartFormDataContent form = [];
        for (byte photo = 0; photo < photos; photo++)
        {
            // Bytes behind the end of the picture: another file, the same photo.
            form.Add(new ByteArrayContent([.. SamplePhoto.Bytes.Span, photo]), "photos", "photo.jpg");
        }

        using HttpRequestMessage request = new(HttpMethod.Post, "/liveness/check") { Content = form };
        request.Headers.Add("Liveness-Challenge", challenge.GetProperty("token").GetString());
        request.Headers.Add(challenge.GetProperty("antiforgeryHeader").GetString()!, challenge.GetProperty("antiforgeryToken").GetString());
        using HttpResponseMessage checkedPhotos = await http.SendAsync(request);

        JsonElement answer = await checkedPhotos.Content.ReadFromJsonAsync<JsonElement>();
        return answer.GetProperty("outcome").GetString();
    }
}
