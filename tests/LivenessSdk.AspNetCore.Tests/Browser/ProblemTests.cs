using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LivenessSdk.AspNetCore.Tests.Browser;

/// <summary>Whatever goes wrong, the page says what it is and what to do.</summary>
[Collection(BrowserCollection.Pages)]
public sealed class ProblemTests(Chromium chromium)
{
    private const string Unguided = "guidance=\"off\" review=\"off\"";

    [ChromiumFact]
    public async Task A_camera_that_is_not_allowed_can_be_allowed_and_tried_again()
    {
        await using CheckServer server = await StartAsync(Unguided);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address, allowCamera: false);

        await page.PressAsync("Start the camera");
        await page.ShouldShowAsync("denied", "Camera access is blocked");
        await Expect(page.Page.GetByText("Allow it in your browser")).ToBeVisibleAsync();
        await Expect(page.Button("Choose a photo instead")).ToBeVisibleAsync();
        await page.WaitForAsync("error", "denied");

        await page.Page.Context.GrantPermissionsAsync(["camera"]);
        await page.PressAsync("Try again");
        await page.PressAsync("Take the photo");
        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
    }

    [ChromiumFact]
    public async Task Without_a_camera_a_photo_can_be_chosen()
    {
        await using CheckServer server = await StartAsync();
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithoutCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");
        await page.ShouldShowAsync("nocamera", "No camera found");
        await ChooseAsync(page, "Choose a photo instead", SamplePhoto.Bytes.ToArray());
        await page.ShouldShowAsync("review", "Is your face sharp and well lit?", "review-file");
        await page.PressAsync("Use this photo");

        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
        server.Simulator.Argos.Requests.Single().Photos.Single().Length.Should().Be(SamplePhoto.Bytes.Length, "a file is sent as it is");
    }

    [ChromiumFact]
    public async Task Without_a_camera_each_pose_is_asked_for_and_a_canceled_dialog_changes_nothing()
    {
        await using CheckServer server = await StartAsync("review=\"off\"", options => (options.FrameCount, options.Poses) = (2, [FacePose.Up]), "riset");
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithoutCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");
        await ChooseAsync(page, "Choose a photo instead", Photo.Number(1));
        await Expect(page.Heading).ToHaveTextAsync("Raise your head a little");
        await Expect(page.Page.GetByText("Photo 2 of 2")).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync("file-pose");
        await ChooseAsync(page, "Choose a photo instead");
        await Expect(page.Heading).ToHaveTextAsync("Raise your head a little");
        await ChooseAsync(page, "Choose a photo instead", Photo.Number(2));

        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
    }

    [ChromiumFact]
    public async Task Files_can_be_switched_off()
    {
        await using CheckServer server = await StartAsync("files=\"off\"");
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithoutCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");

        await Expect(page.Button("Try again")).ToBeVisibleAsync();
        await Expect(page.Button("Choose a photo instead")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task A_file_that_is_no_photo_is_told()
    {
        await using CheckServer server = await StartAsync();
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithoutCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");
        await ChooseAsync(page, "Choose a photo instead", "no photo"u8.ToArray());

        await page.ShouldShowAsync("problem", "We couldn’t read this photo", "problem-photo");
        await Expect(page.Button("Choose a photo instead")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task A_camera_in_use_is_told()
    {
        await using CheckServer server = await StartAsync();
        await using CheckPage page = await CheckPage.OpenAsync(
            await chromium.WithGoodCameraAsync(),
            server.Address,
            script: "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('in use', 'NotReadableError'));");

        await page.PressAsync("Start the camera");

        await page.ShouldShowAsync("busy", "The camera is in use");
    }

    [ChromiumFact]
    public async Task A_page_without_a_secure_connection_is_told()
    {
        await using CheckServer server = await StartAsync();
        await using CheckPage page = await CheckPage.OpenAsync(
            await chromium.WithGoodCameraAsync(), new Uri($"http://camera.test:{server.Address.Port}/"), allowCamera: false);

        await page.PressAsync("Start the camera");

        await page.ShouldShowAsync("insecure", "The camera needs a secure connection");
    }

    [ChromiumFact]
    public async Task A_camera_that_is_allowed_after_something_went_wrong_is_let_go()
    {
        const string Slow = """
            const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            navigator.mediaDevices.getUserMedia = async (wanted) => {
              await new Promise((resolve) => window.allow = resolve);
              return window.stream = await open(wanted);
            };
            """;
        await using CheckServer server = await StartAsync("action=\"/nowhere\"");
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address, script: Slow);
        await page.PressAsync("Start the camera");
        await page.ShouldShowAsync("problem", "The check isn’t set up correctly", "problem-nowhere");

        await page.Page.EvaluateAsync("allow()");

        await page.Page.WaitForFunctionAsync("() => window.stream?.getVideoTracks()[0].readyState === 'ended'");
        await Expect(page.Heading).ToHaveTextAsync("The check isn’t set up correctly");
    }

    [ChromiumFact]
    public async Task A_camera_that_stops_is_told()
    {
        await using CheckServer server = await StartAsync("guidance=\"off\"");
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.PressAsync("Start the camera");
        await page.WaitForAsync("pose");

        await page.Page.EvaluateAsync(
            "document.querySelector('liveness-camera').shadowRoot.querySelector('video').srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))");

        await page.ShouldShowAsync("problem", "The camera stopped", "problem-stopped");
        server.Simulator.Argos.Requests.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task A_photo_survives_a_lost_connection_and_is_checked_once()
    {
        await using CheckServer server = await StartAsync(Unguided);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.PressAsync("Start the camera");
        await page.WaitForAsync("pose");

        // The request arrives, and its answer is lost.
        await page.Page.RouteAsync("**/check", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await page.PressAsync("Take the photo");
        await page.ShouldShowAsync("problem", "No connection", "problem-offline");
        await Expect(page.Page.GetByText("Your photo is still here.")).ToBeVisibleAsync();
        await page.Page.UnrouteAllAsync();
        await page.PressAsync("Send again");

        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
        server.Checks.Should().Be(1);
    }

    [ChromiumFact]
    public async Task A_photo_survives_a_connection_that_is_lost_within_the_answer_and_is_checked_once()
    {
        bool isCut = false;
        await using CheckServer server = await CheckServer.StartAsync(app: app =>
        {
            CheckPage.Map(app, Unguided);
            app.Use(async (context, next) =>
            {
                if (!context.Request.Path.Value!.EndsWith("/check", StringComparison.Ordinal) || isCut)
                {
                    await next(context);
                    return;
                }

                // The status arrives, and the connection ends within the body, since fewer bytes come than were announced.
                isCut = true;
                Stream body = context.Response.Body;
                using MemoryStream answer = new();
                context.Response.Body = answer;
                await next(context);
                context.Response.Body = body;
                context.Response.ContentLength = answer.Length;
                await body.WriteAsync(answer.ToArray().AsMemory(0, 10));
            });
        });
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");

        await page.ShouldShowAsync("problem", "No connection", "problem-offline");
        await page.PressAsync("Send again");

        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
        server.Checks.Should().Be(1);
    }

    [ChromiumFact]
    public async Task A_vendor_that_is_away_is_told_without_its_details_and_the_photo_is_sent_again()
    {
        await using CheckServer server = await StartAsync(Unguided);
        server.Simulator.Argos.Next(Scenario.Unauthorized, Scenario.Live);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");

        await page.ShouldShowAsync("problem", "The check isn’t available right now", "problem-unavailable");
        (await page.Page.ContentAsync()).Should().NotContainEquivalentOf("argos");
        await page.PressAsync("Send again");
        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
    }

    [ChromiumFact]
    public async Task A_check_that_nobody_can_tell_the_end_of_is_not_sent_again()
    {
        await using CheckServer server = await StartAsync(Unguided);
        server.Simulator.Argos.Next(Scenario.CutBody);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");

        await page.ShouldShowAsync("problem", "The check wasn’t completed", "problem-unknown");
        await Expect(page.Button("Send again")).ToHaveCountAsync(0);
        await Expect(page.Button("Start over")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task An_application_that_cannot_save_is_told_and_asked_again()
    {
        int calls = 0;
        await using CheckServer server = await StartAsync(
            Unguided, options => options.OnChecked = (_, _, _) => ++calls == 1 ? throw new InvalidOperationException() : Task.CompletedTask);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");

        await page.ShouldShowAsync("problem", "Something went wrong", "problem-application");
        await page.PressAsync("Send again");

        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
        server.Checks.Should().Be(1);
    }

    [ChromiumFact]
    public async Task A_photo_without_a_pose_outlives_its_challenge()
    {
        ManualTimeProvider time = new();
        await using CheckServer server = await CheckServer.StartAsync(
            services: services => services.AddSingleton<TimeProvider>(time), app: app => CheckPage.Map(app, "guidance=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");
        await Expect(page.Button("Use this photo")).ToBeVisibleAsync();

        time.Advance(TimeSpan.FromMinutes(10));
        await page.PressAsync("Use this photo");

        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
    }

    [ChromiumFact]
    public async Task Posed_photos_expire_with_their_challenge()
    {
        ManualTimeProvider time = new();
        await using CheckServer server = await CheckServer.StartAsync(
            options => (options.FrameCount, options.Poses) = (2, [FacePose.Up]),
            "riset",
            services => services.AddSingleton<TimeProvider>(time),
            app => CheckPage.Map(app, "guidance=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");
        await Expect(page.Page.GetByText("Photo 2 of 2")).ToBeVisibleAsync();
        await page.PressAsync("Take the photo");
        await Expect(page.Button("Use these photos")).ToBeVisibleAsync();

        time.Advance(TimeSpan.FromMinutes(10));
        await page.PressAsync("Use these photos");

        await page.ShouldShowAsync("problem", "That took too long", "problem-expired");
        server.Checks.Should().Be(0);
    }

    [ChromiumFact]
    public async Task Too_many_tries_are_told_to_wait()
    {
        await using CheckServer server = await StartAsync(Unguided, options => options.MaxChecksPerMinutePerAddress = 1);
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        using HttpClient http = new() { BaseAddress = server.Address };
        using HttpResponseMessage used = await http.PostAsync(new Uri("/liveness/check", UriKind.Relative), null);
        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");

        await page.ShouldShowAsync("problem", "Too many attempts", "problem-rate");
        await Expect(page.Page.GetByText("Please wait a minute")).ToBeVisibleAsync();
    }

    private static async Task ChooseAsync(CheckPage page, string button, params byte[]? photo)
    {
        IFileChooser chooser = await page.Page.RunAndWaitForFileChooserAsync(() => page.PressAsync(button));
        if (photo is { Length: > 0 })
        {
            await chooser.SetFilesAsync(new FilePayload { Name = "photo.jpg", MimeType = "image/jpeg", Buffer = photo });
        }
    }

    private static Task<CheckServer> StartAsync(string attributes = "", Action<LivenessCheckOptions>? configure = null, string client = "argos") =>
        CheckServer.StartAsync(configure, client, app: app => CheckPage.Map(app, attributes));
}
