using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LivenessSdk.AspNetCore.Tests.Browser;

/// <summary>The hint says what is wrong, and no photo is taken until it is right.</summary>
[Collection(BrowserCollection.Films)]
public sealed class GuidanceTests(Chromium chromium)
{
    public static TheoryData<string, string> Hints => new()
    {
        { "noFace", "Move your face into the oval" },
        { "several", "Make sure only your face is visible" },
        { "closer", "Move closer" },
        { "farther", "Move back a little" },
        { "left", "Move a little to your left" },
        { "right", "Move a little to your right" },
        { "up", "Move up a little" },
        { "down", "Move down a little" },
        { "dark", "It is too dark. Turn on a light in front of you" },
        { "backlight", "The light is behind you. Turn to face the light" },
        { "blurred", "The picture is blurry. Clean the lens, or move back a little" },
        { "straight", "Look straight into the camera" },
    };

    [ChromiumTheory]
    [MemberData(nameof(Hints))]
    public async Task A_fault_is_told_and_no_photo_is_taken(string hint, string text)
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithCameraAsync(Films.ByHint[hint]), server.Address);

        await page.PressAsync("Start the camera");

        (await page.WaitForHintAsync(hint)).Should().Be(text);
        await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Repository.PathOf("artifacts", "screenshots", $"hint-{hint}.png") });
        await page.WatchAsync();
        (await page.RecordsAsync()).Should().NotContain(record => record.Name == "capture");
        (await page.StateAsync()).Should().Be("camera");
    }

    [ChromiumFact]
    public async Task A_face_that_moves_is_asked_to_hold_still_and_not_taken()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithCameraAsync(Films.Moving), server.Address);

        await page.PressAsync("Start the camera");
        await page.WaitForAsync("hint", "hold");
        await page.WatchAsync();

        (await page.RecordsAsync()).Should().NotContain(record => record.Name == "capture");
    }

    [ChromiumTheory]
    [InlineData(FacePose.Left, 0.55)]
    [InlineData(FacePose.Right, -0.55)]
    public async Task A_turned_head_is_taken_for_its_own_side(FacePose pose, double turn)
    {
        await using CheckServer server = await StartWithPoseAsync(pose);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithCameraAsync(Film.Good with { Turn = turn }), server.Address);

        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");
        await page.WaitForAsync("capture", $"\"pose\":\"{pose}\",\"automatic\":true");

        await page.ShouldShowAsync("review", "Is your face sharp and well lit in each photo?", $"review-{pose}");
    }

    [ChromiumTheory]
    [InlineData(FacePose.Left, -0.55)]
    [InlineData(FacePose.Right, 0.55)]
    [InlineData(FacePose.Left, 0)]
    public async Task A_head_that_is_not_turned_to_the_asked_side_is_not_taken(FacePose pose, double turn)
    {
        await using CheckServer server = await StartWithPoseAsync(pose);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithCameraAsync(Film.Good with { Turn = turn }), server.Address);

        await page.PressAsync("Start the camera");
        if (turn != 0)
        {
            await page.PressAsync("Take the photo");
        }

        await page.WaitForAsync("hint", "\"turn\"");
        await page.ShouldShowAsync("camera", $"Turn your head to your {(pose == FacePose.Left ? "left" : "right")}", $"pose-{pose}");
        await Expect(page.Hint).ToHaveTextAsync("Now turn your head slowly");
        await page.WatchAsync();
        (await page.RecordsAsync()).Where(record => record.Name == "capture").Should().ContainSingle().Which.Detail.Should().Contain("Front");
    }

    [ChromiumFact]
    public async Task A_pose_that_the_detector_cannot_tell_waits_for_the_button()
    {
        await using CheckServer server = await StartWithPoseAsync(FacePose.MouthOpen);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");
        await page.WaitForAsync("hint", "press");
        await page.ShouldShowAsync("camera", "Open your mouth", "pose-MouthOpen");
        await Expect(page.Page.GetByText("Photo 2 of 2")).ToBeVisibleAsync();
        await page.WatchAsync();
        (await page.RecordsAsync()).Count(record => record.Name == "capture").Should().Be(1);

        await page.PressAsync("Take the photo");
        await page.PressAsync("Use these photos");
        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
        server.Simulator.Riset.Requests.Single(request => request.Kind == RequestKind.Billable).Photos.Select(photo => photo.Pose).Should().Equal("front", "mouth open");
    }

    [ChromiumFact]
    public async Task Manual_capture_keeps_the_hints_and_waits_for_the_button()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "capture=\"manual\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");
        await page.WaitForAsync("hint", "press");
        await page.WatchAsync();

        (await page.StateAsync()).Should().Be("camera");
    }

    [ChromiumFact]
    public async Task The_face_detector_loads_when_the_element_comes_into_view_and_serves_all_attempts()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(
            await chromium.WithGoodCameraAsync(), server.Address, script: "addEventListener('DOMContentLoaded', () => document.body.style.paddingBlockStart = '5000px')");

        await page.Heading.WaitForAsync();
        bool isLoadedBefore = await page.Page.EvaluateAsync<bool>("performance.getEntriesByType('resource').some(({ name }) => name.includes('face-'))");
        await page.Heading.ScrollIntoViewIfNeededAsync();
        await page.WaitForDetectorAsync();
        await page.PressAsync("Start the camera");
        await page.WaitForAsync("capture");
        await page.PressAsync("Take another");
        await page.Page.WaitForFunctionAsync("() => records.filter(({ name }) => name === 'capture').length === 2");

        isLoadedBefore.Should().BeFalse();
        (await page.Page.EvaluateAsync<int>("detectorsLoaded")).Should().Be(1);
    }

    [ChromiumFact]
    public async Task Thresholds_are_settings()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.Page.EvaluateAsync("document.querySelector('liveness-camera').thresholds = { minimumFace: 0.7, maximumFace: 0.9 }");

        await page.PressAsync("Start the camera");

        await page.WaitForAsync("hint", "closer");
    }

    [ChromiumFact]
    public async Task Without_its_files_the_guidance_gives_way_to_the_button()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.ReloadWithoutAsync("face-weights.bin");

        await page.PressAsync("Start the camera");
        await page.WaitForAsync("hint", "press");
        await page.PressAsync("Take the photo");

        await page.ShouldShowAsync("review", "Is your face sharp and well lit?", "review-unguided");
    }

    private static Task<CheckServer> StartWithPoseAsync(FacePose pose) => CheckServer.StartAsync(
        options => (options.FrameCount, options.Poses) = (2, [pose]), "riset", app: app => CheckPage.Map(app));
}
