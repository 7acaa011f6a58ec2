using LivenessSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LivenessSdk.Samples.Tests;

/// <summary>Leads a browser with a fake camera through the page, as a person would go.</summary>
public sealed class CameraCheckTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private LivenessSimulator _simulator = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await LivenessSimulator.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _simulator.DisposeAsync();

    [ChromiumFact]
    public async Task A_live_person_is_thanked_and_one_photo_reached_the_vendor()
    {
        using CameraPage server = await StartAsync("argos");
        IPage page = await chromium.OpenAsync(server.Address);

        await Expect(page.GetByText("Argos examines the photo")).ToBeVisibleAsync();
        await Button(page, "Start the camera").ClickAsync();
        await Expect(Heading(page, "Look straight into the camera")).ToBeVisibleAsync();
        await Button(page, "Take the photo").DblClickAsync();

        await Expect(Heading(page, "Thank you, that worked")).ToBeFocusedAsync();
        await Expect(page.GetByText("Simulated.")).ToBeHiddenAsync();
        RecordedPhoto photo = _simulator.Argos.Requests.Should().ContainSingle().Subject.Photos.Should().ContainSingle().Subject;
        (photo.Format, photo.Width, photo.Height).Should().Be((ImageFormat.Jpeg, SamplePhoto.Width, SamplePhoto.Height));
    }

    [ChromiumFact]
    public async Task Poses_are_asked_for_one_after_the_other_and_reach_the_vendor_in_that_order()
    {
        using CameraPage server = await StartAsync("riset");
        IPage page = await chromium.OpenAsync(server.Address);

        await Button(page, "Start the camera").ClickAsync();
        List<string> asked = [];
        for (int photo = 1; photo <= 3; photo++)
        {
            await Expect(page.GetByText($"Photo {photo} of 3")).ToBeVisibleAsync();
            asked.Add(await page.Locator("#instruction").TextContentAsync() ?? "");
            await Button(page, "Take the photo").ClickAsync();
        }

        await Expect(Heading(page, "Thank you, that worked")).ToBeVisibleAsync();
        IEnumerable<string?> sent = _simulator.Riset.Requests.Single(request => request.Kind == RequestKind.Billable).Photos.Select(photo => photo.Pose);
        asked.Select(PoseIn).Should().Equal(sent).And.OnlyHaveUniqueItems().And.HaveCount(3).And.StartWith("front");
    }

    [ChromiumFact]
    public async Task Refusing_the_camera_tells_how_to_allow_it()
    {
        using CameraPage server = await StartAsync("argos");
        IPage page = await chromium.OpenAsync(server.Address, allowCamera: false);

        await Button(page, "Start the camera").ClickAsync();

        await Expect(Heading(page, "The check could not be made")).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Allow it in your browser");

        await page.Context.GrantPermissionsAsync(["camera"]);
        await Button(page, "Try again").ClickAsync();
        await Button(page, "Start the camera").ClickAsync();
        await Expect(Button(page, "Take the photo")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task A_camera_that_is_lost_is_told_and_sends_nothing()
    {
        using CameraPage server = await StartAsync("argos");
        IPage page = await chromium.OpenAsync(server.Address);
        await Button(page, "Start the camera").ClickAsync();
        await Expect(Button(page, "Take the photo")).ToBeVisibleAsync();

        await page.EvaluateAsync("document.getElementById('video').srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))");

        await Expect(Heading(page, "The check could not be made")).ToBeFocusedAsync();
        await Expect(page.Locator("#explanation")).ToContainTextAsync("camera stopped");
        _simulator.Argos.Requests.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task The_whole_check_can_be_made_by_keyboard()
    {
        using CameraPage server = await StartAsync("argos");
        IPage page = await chromium.OpenAsync(server.Address);

        await PressTabUntilAsync(page, "Start the camera");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Heading(page, "Look straight into the camera")).ToBeFocusedAsync();
        await PressTabUntilAsync(page, "Take the photo");
        await page.Keyboard.PressAsync("Space");

        await Expect(Heading(page, "Thank you, that worked")).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Cancelling_switches_the_camera_off_and_sends_nothing()
    {
        using CameraPage server = await StartAsync("argos");
        IPage page = await chromium.OpenAsync(server.Address);

        await Button(page, "Start the camera").ClickAsync();
        await Button(page, "Cancel").ClickAsync();

        await Expect(Button(page, "Start the camera")).ToBeVisibleAsync();
        (await page.EvaluateAsync<bool>("document.getElementById('video').srcObject === null")).Should().BeTrue();
        _simulator.Argos.Requests.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task A_vendor_that_fails_is_told_without_its_details()
    {
        _simulator.Argos.Always(Scenario.ServerError);
        using CameraPage server = await StartAsync("argos");
        IPage page = await chromium.OpenAsync(server.Address);

        await Button(page, "Start the camera").ClickAsync();
        await Button(page, "Take the photo").ClickAsync();

        await Expect(page.Locator("#explanation")).ToContainTextAsync("not available at the moment");
        (await page.ContentAsync()).Should().NotContain("HTTP 500");
    }

    [ChromiumFact]
    public async Task Too_many_tries_are_told_to_wait()
    {
        using CameraPage server = await StartAsync("argos");
        IPage page = await chromium.OpenAsync(server.Address);
        await page.EvaluateAsync("""
            async () => { for (let i = 0; i < 10; i++) await fetch("api/check", { method: "POST" }); }
            """);

        await Button(page, "Start the camera").ClickAsync();
        await Button(page, "Take the photo").ClickAsync();

        await Expect(page.Locator("#explanation")).ToContainTextAsync("wait a minute");
        _simulator.Argos.Requests.Should().BeEmpty();
    }

    [ChromiumTheory]
    [InlineData(360, false)]
    [InlineData(360, true)]
    [InlineData(1000, false)]
    public async Task The_simulated_page_shows_reasons_and_is_legible_at_any_width(int width, bool dark)
    {
        using CameraPage server = await CameraPage.StartAsync([], "--Scenario", "NoFace", "--Liveness:Default", "progeny");
        IPage page = await chromium.OpenAsync(server.Address, width: width, dark: dark);
        string name = $"camera-check-{width}{(dark ? "-dark" : "")}";

        await Expect(page.GetByText("Simulated.")).ToBeVisibleAsync();
        await ShouldBeLegibleAsync(page, $"{name}-1-start");
        await Button(page, "Start the camera").ClickAsync();
        await Expect(Button(page, "Take the photo")).ToBeVisibleAsync();
        await ShouldBeLegibleAsync(page, $"{name}-2-camera");
        await Button(page, "Take the photo").ClickAsync();
        await Expect(Heading(page, "Please take another photo")).ToBeVisibleAsync();
        await Expect(page.Locator("#reasons li")).ToHaveCountAsync(1);
        await ShouldBeLegibleAsync(page, $"{name}-3-result");
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    private static ILocator Heading(IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name });

    private static async Task PressTabUntilAsync(IPage page, string button)
    {
        await Expect(Button(page, button)).ToBeVisibleAsync();
        for (int press = 0; press < 5; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.textContent") == button)
            {
                return;
            }
        }

        throw new InvalidOperationException($"The button '{button}' cannot be reached by the Tab key.");
    }

    /// <summary>Keeps a screenshot, and measures what a reviewer would: contrast as WCAG AA asks, and nothing beyond the edge.</summary>
    private static async Task ShouldBeLegibleAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Sample.RepositoryRoot, "artifacts", "screenshots", $"{name}.png"),
        });
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue("nothing may be cut off");
        string[] faint = await page.EvaluateAsync<string[]>(Contrast.FindFaintText);
        faint.Should().BeEmpty();
    }

    /// <summary>Finds the pose that an instruction asks for, in the words of Riset.</summary>
    private static string PoseIn(string instruction) => instruction switch
    {
        "Look straight into the camera" => "front",
        "Turn your head to your left" => "left",
        "Turn your head to your right" => "right",
        "Raise your head a little" => "up",
        "Lower your head a little" => "down",
        "Open your mouth" => "mouth open",
        _ => instruction,
    };

    private Task<CameraPage> StartAsync(string provider) => CameraPage.StartAsync(
        [.. _simulator.ToConfiguration().AsEnumerable().Where(setting => setting.Value is not null), new("Liveness:Default", provider)]);
}
