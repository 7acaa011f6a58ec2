using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LivenessSdk.AspNetCore.Tests.Browser;

/// <summary>Every state says where one is and what to do, to eyes and to a screen reader.</summary>
[Collection(BrowserCollection.Pages)]
public sealed class StateTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task A_person_in_front_of_the_camera_passes_without_pressing_for_the_photo()
    {
        await using CheckServer server = await StartAsync();
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        await page.ShouldShowAsync("start", "Take a photo of your face", focused: false);
        await page.PressAsync("Start the camera");
        await page.WaitForAsync("state", "holding");
        (await page.WaitForHintAsync("hold")).Should().Be("Good. Hold still");
        await page.ShouldShowAsync("review", "Is your face sharp and well lit?");
        await Expect(page.Page.GetByRole(AriaRole.Img, new() { Name = "Your photo" })).ToBeVisibleAsync();
        await page.PressAsync("Use this photo");
        await page.ShouldShowAsync("result", "Thank you, you’re all set", "result-live");

        await Expect(page.Button("Try again")).ToHaveCountAsync(0);
        RecordedPhoto photo = server.Simulator.Argos.Requests.Should().ContainSingle().Subject.Photos.Single();
        (photo.Format, photo.Width, photo.Height).Should().Be((ImageFormat.Jpeg, 640, 480));
        (await page.RecordsAsync()).Select(record => record.Detail).Should().NotContain(detail => detail.Contains("score", StringComparison.OrdinalIgnoreCase));
    }

    [ChromiumFact]
    public async Task While_the_browser_asks_the_page_says_what_to_do()
    {
        await using CheckServer server = await StartAsync();
        await using CheckPage page = await CheckPage.OpenAsync(
            await chromium.WithGoodCameraAsync(), server.Address, script: "navigator.mediaDevices.getUserMedia = () => new Promise(() => {});");
        await page.Page.Clock.InstallAsync();

        await page.PressAsync("Start the camera");
        await Expect(page.Hint).ToContainTextAsync("Choose “Allow”");
        await Expect(page.Button("Take the photo")).ToBeDisabledAsync();
        await page.ShouldShowAsync("starting", "Allow the camera");

        await page.Page.Clock.FastForwardAsync(10_000);
        await Expect(page.Hint).ToContainTextAsync("Still waiting");
        await Expect(page.Button("Choose a photo instead")).ToBeVisibleAsync();

        await page.PressAsync("Cancel");
        await page.ShouldShowAsync("start", "Take a photo of your face", "start-again");
        await page.WaitForAsync("cancel");
    }

    [ChromiumFact]
    public async Task The_button_takes_the_photo_where_there_is_no_guidance()
    {
        await using CheckServer server = await StartAsync("guidance=\"off\"");
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        List<string> requested = [];
        page.Page.Request += (_, request) => requested.Add(request.Url);

        await page.PressAsync("Start the camera");
        await page.ShouldShowAsync("camera", "Look straight into the camera");
        await Expect(page.Hint).ToHaveTextAsync("Press the button when you are ready");
        await page.Button("Take the photo").DblClickAsync();

        await page.ShouldShowAsync("review", "Is your face sharp and well lit?");
        requested.Should().NotContain(url => url.Contains("face-", StringComparison.Ordinal) || url.Contains("detector", StringComparison.Ordinal));
        (await page.RecordsAsync()).Count(record => record.Name == "capture").Should().Be(1);
    }

    [ChromiumFact]
    public async Task A_check_that_takes_long_can_be_canceled()
    {
        await using CheckServer server = await StartAsync("guidance=\"off\" review=\"off\"");
        server.Simulator.Argos.Next(Scenario.Stall);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.Page.Clock.InstallAsync();
        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");

        await page.ShouldShowAsync("sending", "Checking …");
        await Expect(page.Button("Cancel")).ToHaveCountAsync(0);
        await page.Page.Clock.FastForwardAsync(10_000);
        await Expect(page.Hint).ToContainTextAsync("is taking longer than usual");
        await page.ShouldBeAccessibleAsync("sending-slow");

        await page.PressAsync("Cancel");
        await page.ShouldShowAsync("start", "Take a photo of your face", "start-canceled");
        server.Simulator.Argos.ReleaseStalled();
    }

    [ChromiumFact]
    public async Task An_inconclusive_check_gives_its_reasons_and_another_attempt_and_none_after_the_last()
    {
        await using CheckServer server = await StartAsync("guidance=\"off\" review=\"off\"", options => options.MaxAttempts = 2, "progeny");
        server.Simulator.Always(Scenario.NoFace);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");
        await page.ShouldShowAsync("result", "We couldn’t check this photo", "result-inconclusive");
        await Expect(page.Page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await page.PressAsync("Try again");
        await page.PressAsync("Take the photo");

        await Expect(page.Page.GetByText("You can’t try again right now.")).ToBeVisibleAsync();
        await Expect(page.Button("Try again")).ToHaveCountAsync(0);
        await page.Page.ReloadAsync();
        await page.PressAsync("Start the camera");
        await page.ShouldShowAsync("problem", "No more attempts", "problem-attempts");
        await Expect(page.Page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task After_NotLive_there_is_no_other_attempt()
    {
        await using CheckServer server = await StartAsync("guidance=\"off\" review=\"off\"");
        server.Simulator.Always(Scenario.Attack);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");

        await page.ShouldShowAsync("result", "We couldn’t verify this photo", "result-notlive");
        await Expect(page.Button("Try again")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task After_a_time_the_page_points_to_the_button()
    {
        await using CheckServer server = await StartAsync("guidance=\"off\" timeout=\"0.5\"");
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");
        await page.WaitForAsync("state", "timeout");

        await Expect(page.Hint).ToContainTextAsync("Press the button when your face is in the oval");
        await page.ShouldBeAccessibleAsync("timeout");
        await page.PressAsync("Take the photo");
        await page.ShouldShowAsync("review", "Is your face sharp and well lit?", "review-button");
    }

    [ChromiumFact]
    public async Task A_retaken_photo_replaces_the_first()
    {
        await using CheckServer server = await StartAsync("guidance=\"off\"");
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");
        await page.PressAsync("Take another");
        await page.PressAsync("Take the photo");
        await page.PressAsync("Use this photo");

        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
        server.Simulator.Argos.Requests.Should().ContainSingle().Which.Photos.Should().ContainSingle();
    }

    private static Task<CheckServer> StartAsync(string attributes = "", Action<LivenessCheckOptions>? configure = null, string client = "argos") =>
        CheckServer.StartAsync(configure, client, app: app => CheckPage.Map(app, attributes));
}
