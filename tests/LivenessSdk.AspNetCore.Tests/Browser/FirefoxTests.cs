using System.Globalization;
using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LivenessSdk.AspNetCore.Tests.Browser;

/// <summary>The element works in a second engine, too: under the strict policy, by the keyboard, with the picture of a canvas for a camera.</summary>
[Collection(BrowserCollection.Films)]
public sealed class FirefoxTests(Firefox firefox)
{
    private const string Element = "document.querySelector('liveness-camera')";

    [FirefoxFact]
    public async Task A_person_in_front_of_the_camera_passes_without_pressing_for_the_photo()
    {
        await using CheckServer server = await OpenAsync(CameraShowing(Film.Good));

        await ShouldShowAsync("start", "Take a photo of your face", focused: false);
        await firefox.PressAsync("Start the camera");
        await firefox.WaitForAsync($"{Element}.state === 'review'");
        (await firefox.EvaluateAsync<EventRecord[]>("records")).Should().Contain(record => record.Name == "hint" && record.Text == "Good. Hold still")
            .And.Contain(record => record.Name == "capture" && record.Detail.Contains("\"automatic\":true"));
        await ShouldShowAsync("review", "Is your face sharp and well lit?");
        await firefox.PressAsync("Use this photo");
        await firefox.WaitForAsync($"{Element}.state === 'result'");
        await ShouldShowAsync("result", "Thank you, you’re all set");

        server.Checks.Should().Be(1);
        (await firefox.EvaluateAsync<string>($"{Element}.value")).Should().NotBeEmpty();
        (await firefox.EvaluateAsync<string[]>("violations")).Should().BeEmpty();
        await firefox.CloseAsync();
    }

    [FirefoxFact]
    public async Task A_fault_is_told_to_a_screen_reader_and_no_photo_is_taken()
    {
        await using CheckServer server = await OpenAsync(CameraShowing(Films.ByHint["closer"]));

        await firefox.PressAsync("Start the camera");
        await firefox.WaitForAsync("records.some(({ text }) => text === 'Move closer')");
        await firefox.WaitForAsync("analyses.length >= 15");

        (await firefox.EvaluateAsync<EventRecord[]>("records")).Should().NotContain(record => record.Name == "capture");
        (await firefox.EvaluateAsync<string>($"{Element}.shadowRoot.querySelector('[role=status]').textContent")).Should().Be("Move closer");
        await ShouldShowAsync("camera", "Look straight into the camera");
        await firefox.CloseAsync();
    }

    [FirefoxFact]
    public async Task A_camera_that_is_not_allowed_is_told()
    {
        await using CheckServer server = await OpenAsync("");

        await firefox.PressAsync("Start the camera");
        await firefox.WaitForAsync($"{Element}.state === 'denied'");

        await ShouldShowAsync("denied", "Camera access is blocked");
        server.Checks.Should().Be(0);
        await firefox.CloseAsync();
    }

    private async Task<CheckServer> OpenAsync(string camera)
    {
        CheckServer server = await CheckServer.StartAsync(app: app =>
        {
            CheckPage.Map(app);
            app.MapGet("/photo", () => Results.Bytes(SamplePhoto.Bytes.ToArray(), "image/jpeg"));
        });
        await firefox.OpenAsync(server.Address, $"{CheckPage.Record} {camera}");
        return server;
    }

    private async Task ShouldShowAsync(string state, string heading, bool focused = true)
    {
        await firefox.WaitForAsync($"{Element}.shadowRoot?.querySelector('h2')?.textContent === '{heading}'");
        (await firefox.EvaluateAsync<string>($"{Element}.state")).Should().Be(state);
        (await firefox.EvaluateAsync<bool>($"{Element}.shadowRoot.activeElement === {Element}.shadowRoot.querySelector('h2')")).Should().Be(focused);
        await firefox.ScreenshotAsync(Repository.PathOf("artifacts", "screenshots", $"firefox-{state}.png"));
    }

    /// <summary>Gives the page a camera that shows the photo as the film describes.</summary>
    private static string CameraShowing(Film film) => string.Create(CultureInfo.InvariantCulture, $$"""
        navigator.mediaDevices.getUserMedia = async () => {
          const image = await createImageBitmap(await (await fetch("/photo")).blob());
          const canvas = Object.assign(document.createElement("canvas"), { width: {{film.Size.Width}}, height: {{film.Size.Height}} });
          const context = canvas.getContext("2d");
          const scale = {{film.Height}} * canvas.height / ({{film.FaceInPhoto.Height}} * image.height);
          const draw = () => {
            context.drawImage(image, {{film.X}} * canvas.width - {{film.FaceInPhoto.X}} * image.width * scale,
              {{film.Y}} * canvas.height - {{film.FaceInPhoto.Y}} * image.height * scale, image.width * scale, image.height * scale);
          };
          draw();
          setInterval(draw, 50);
          return canvas.captureStream();
        };
        """);
}
