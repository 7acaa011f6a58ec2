using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LivenessSdk.AspNetCore.Tests.Browser;

/// <summary>The element fits the page around it: its size, colors, language, keyboard and forms.</summary>
[Collection(BrowserCollection.Pages)]
public sealed class PageTests(Chromium chromium)
{
    [ChromiumTheory]
    [InlineData("320", 320, 640, false)]
    [InlineData("phone-dark", 390, 780, true)]
    [InlineData("landscape", 740, 360, false)]
    [InlineData("desktop-dark", 1000, 860, true)]
    public async Task It_is_legible_at_any_size_light_and_dark(string name, int width, int height, bool dark)
    {
        await using CheckServer server = await CheckServer.StartAsync(
            options => (options.FrameCount, options.Poses) = (2, [FacePose.Left]), "riset", app: app => CheckPage.Map(app, "capture=\"manual\""));
        server.Simulator.Riset.Always(Scenario.NoFace);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address, size: (width, height), dark: dark);

        await page.ShouldBeAccessibleAsync($"{name}-1-start");
        await page.PressAsync("Start the camera");
        await page.WaitForAsync("hint", "press");
        await page.ShouldBeAccessibleAsync($"{name}-2-camera");
        await ShouldBeInViewAsync(page, "Take the photo");
        await page.PressAsync("Take the photo");
        await page.WaitForAsync("hint", "turn");
        await page.ShouldBeAccessibleAsync($"{name}-3-pose");
        await page.PressAsync("Take the photo");
        await Expect(page.Button("Use these photos")).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync($"{name}-4-review");
        await page.PressAsync("Use these photos");
        await Expect(page.Button("Try again")).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync($"{name}-5-result");
    }

    [ChromiumFact]
    public async Task A_camera_held_upright_is_shown_upright_as_a_whole()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithCameraAsync(Film.Good with { Size = (480, 640), Height = 0.45 }), server.Address, size: (390, 780));

        await page.PressAsync("Start the camera");
        await page.WaitForAsync("state", "holding");
        await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Repository.PathOf("artifacts", "screenshots", "phone-upright.png") });
        await page.WaitForAsync("capture");
    }

    [ChromiumFact]
    public async Task The_whole_check_can_be_made_by_keyboard()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "guidance=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await Expect(page.Button("Start the camera")).ToBeVisibleAsync();

        await PressByKeyAsync(page, "Start the camera", "Enter");
        await Expect(page.Button("Take the photo")).ToBeEnabledAsync();
        await PressByKeyAsync(page, "Take the photo", "Space");
        await Expect(page.Button("Use this photo")).ToBeVisibleAsync();
        await PressByKeyAsync(page, "Use this photo", "Enter");

        await page.ShouldShowAsync("result", "Thank you, you’re all set", "result-keyboard");
    }

    [ChromiumFact]
    public async Task A_screen_reader_finds_one_hint_one_heading_and_named_controls()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "guidance=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.PressAsync("Start the camera");
        await page.WaitForAsync("pose");

        await Expect(page.Page.Locator("liveness-camera")).ToMatchAriaSnapshotAsync("""
            - heading "Look straight into the camera" [level=2]
            - status: Press the button when you are ready
            - button "Take the photo"
            - button "Cancel"
            """);
        await Expect(page.Page.GetByText("Press the button when you are ready")).ToHaveCountAsync(1);
    }

    [ChromiumFact]
    public async Task With_reduced_motion_nothing_moves()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "guidance=\"off\" review=\"off\""));
        server.Simulator.Argos.Next(Scenario.Stall);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address, reducedMotion: true);
        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");
        await Expect(page.Heading).ToHaveTextAsync("Checking …");

        (await page.Page.EvaluateAsync<int>("document.getAnimations().length + document.querySelector('liveness-camera').shadowRoot.getAnimations().length")).Should().Be(0);
        server.Simulator.Argos.ReleaseStalled();
    }

    [ChromiumFact]
    public async Task It_speaks_Indonesian_with_reasons_too()
    {
        await using CheckServer server = await CheckServer.StartAsync(client: "progeny", app: app => CheckPage.Map(app, "lang=\"id\" guidance=\"off\" review=\"off\""));
        server.Simulator.Always(Scenario.NoFace);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        await page.PressAsync("Buka kamera");
        await Expect(page.Heading).ToHaveTextAsync("Lihat lurus ke kamera");
        await page.PressAsync("Ambil foto");

        await page.ShouldShowAsync("result", "Foto ini tidak dapat diperiksa", "result-id");
        await Expect(page.Page.GetByText("Wajah tidak ditemukan")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Every_text_of_one_language_is_there_in_the_other()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithoutCameraAsync(), server.Address);

        string[][] keys = await page.Page.EvaluateAsync<string[][]>("""
            async () => {
              const keys = (texts, path = "") => Object.entries(texts).flatMap(([key, text]) => typeof text === "object" ? keys(text, `${path}${key}.`) : [path + key]);
              return [keys((await import("/liveness/texts.js")).en), keys((await import("/liveness/texts-id.js")).default)];
            }
            """);

        keys[1].Should().BeEquivalentTo(keys[0]);
    }

    [ChromiumFact]
    public async Task A_form_carries_the_receipt_and_is_not_complete_without()
    {
        string? verdict = null;
        await using CheckServer server = await CheckServer.StartAsync(app: app =>
        {
            CheckPage.Map(app, "guidance=\"off\" review=\"off\" name=\"liveness\" required", form: true);
            app.MapPost("/accounts", async (HttpContext context) =>
            {
                IFormCollection form = await context.Request.ReadFormAsync();
                LivenessReceipts receipts = context.RequestServices.GetRequiredService<LivenessReceipts>();
                verdict = (await receipts.RedeemAsync(context, form["liveness"]))?.Verdict.ToString();
                return Results.Content("<title>Done</title>", "text/html");
            });
        });
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        (await page.Page.EvaluateAsync<bool>("document.querySelector('form').checkValidity()")).Should().BeFalse();
        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");
        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
        (await page.Page.EvaluateAsync<bool>("document.querySelector('form').checkValidity()")).Should().BeTrue();
        await page.PressAsync("Open the account");
        await page.Page.WaitForURLAsync("**/accounts");

        verdict.Should().Be("Live");
    }

    [ChromiumFact]
    public async Task The_page_can_lead_the_element_by_methods_and_events()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "guidance=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        const string Element = "document.querySelector('liveness-camera')";

        await page.Page.EvaluateAsync($"{Element}.start()");
        await page.WaitForAsync("pose");
        await page.Page.EvaluateAsync($"{Element}.capture()");
        await page.Page.EvaluateAsync($"{Element}.addEventListener('liveness-submit', (event) => event.preventDefault(), {{ once: true }})");
        await page.PressAsync("Use this photo");
        (await page.StateAsync()).Should().Be("review");
        server.Checks.Should().Be(0);
        await page.PressAsync("Use this photo");
        await page.WaitForAsync("result", "\"outcome\":\"live\"");
        await page.Page.EvaluateAsync($"{Element}.reset()");

        (await page.StateAsync()).Should().Be("start");
        (await page.Page.EvaluateAsync<string>($"{Element}.value")).Should().BeEmpty();
        (await page.RecordsAsync()).Where(record => record.Name == "state").Select(record => record.Detail.Split('"')[3])
            .Should().Equal("starting", "camera", "review", "sending", "result", "start");
    }

    [ChromiumFact]
    public async Task An_element_that_leaves_the_page_lets_the_camera_go()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.PressAsync("Start the camera");
        await page.WaitForAsync("pose");

        string state = await page.Page.EvaluateAsync<string>("""
            () => {
              const element = document.querySelector("liveness-camera");
              const track = element.shadowRoot.querySelector("video").srcObject.getVideoTracks()[0];
              element.remove();
              return track.readyState;
            }
            """);

        state.Should().Be("ended");
    }

    private static async Task PressByKeyAsync(CheckPage page, string button, string key)
    {
        for (int press = 0; press < 5; press++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.Page.EvaluateAsync<string?>("document.activeElement.shadowRoot?.activeElement?.textContent") == button)
            {
                await page.Page.Keyboard.PressAsync(key);
                return;
            }
        }

        throw new InvalidOperationException($"The button '{button}' cannot be reached by the Tab key.");
    }

    private static async Task ShouldBeInViewAsync(CheckPage page, string button)
    {
        LocatorBoundingBoxResult box = (await page.Button(button).BoundingBoxAsync())!;
        (box.Y + box.Height).Should().BeLessThanOrEqualTo(page.Page.ViewportSize!.Height, "the button is in sight together with the picture");
    }
}
