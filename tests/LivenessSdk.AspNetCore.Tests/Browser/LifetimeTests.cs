using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LivenessSdk.AspNetCore.Tests.Browser;

/// <summary>The element can be canceled, moved and used by scripts at any moment, and its detector can fail at any.</summary>
[Collection(BrowserCollection.Pages)]
public sealed class LifetimeTests(Chromium chromium)
{
    private const string Element = "document.querySelector('liveness-camera')";

    [ChromiumFact]
    public async Task A_picture_of_another_shape_leaves_no_face_behind()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app =>
        {
            app.MapGet("/photo", () => Results.Bytes(SamplePhoto.Bytes.ToArray(), "image/jpeg"));
            CheckPage.Map(app, "guidance=\"off\"");
        });
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithoutCameraAsync(), server.Address);

        int[] faces = await page.Page.EvaluateAsync<int[]>("""
            async () => {
              const policy = trustedTypes.createPolicy("liveness-camera", { createScriptURL: (address) => address });
              const worker = new Worker(policy.createScriptURL("/liveness/face-worker.js"), { type: "module" });
              const next = () => new Promise((resolve) => worker.addEventListener("message", ({ data }) => resolve(data), { once: true }));
              await next();
              const photo = await createImageBitmap(await (await fetch("/photo")).blob());
              const count = async (width, height, withFace) => {
                const context = new OffscreenCanvas(width, height).getContext("2d");
                context.fillStyle = "#8a8f98";
                context.fillRect(0, 0, width, height);
                if (withFace) context.drawImage(photo, photo.width * 0.24, photo.height * 0.1, photo.width * 0.4, photo.height * 0.5, 35, -10, 200, 187);
                const frame = await createImageBitmap(context.canvas);
                worker.postMessage({ id: 1, frame }, [frame]);
                return (await next()).faces.length;
              };
              return [await count(270, 480, true), await count(853, 480, false)];
            }
            """);

        faces.Should().Equal(1, 0);
    }

    [ChromiumFact]
    public async Task A_detector_that_cannot_be_loaded_leaves_no_worker_behind()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.ReloadWithoutAsync("face-weights.bin");

        await page.Page.WaitForFunctionAsync("() => workers.length === 1 && workers[0].isEnded");
        await page.PressAsync("Start the camera");
        await page.WaitForAsync("hint", "press");

        await page.Page.WaitForFunctionAsync("() => workers.length === 2 && workers[1].isEnded");
        (await page.Page.EvaluateAsync<string[]>("faults")).Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task A_detector_that_fails_gives_way_to_the_button_and_is_replaced_at_the_next_attempt()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "capture=\"manual\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.PressAsync("Start the camera");
        await page.Page.WaitForFunctionAsync("() => analyses.length > 0");

        await page.Page.EvaluateAsync("setInterval(() => workers[0].dispatchEvent(new ErrorEvent('error', { message: 'ended' })), 10)");
        await page.Page.WaitForFunctionAsync("() => workers[0].isEnded");
        await Expect(page.Hint).ToHaveTextAsync("Press the button when you are ready");
        await page.Page.EvaluateAsync($"{Element}.removeAttribute('capture')");
        await page.PressAsync("Cancel");
        await page.PressAsync("Start the camera");

        await page.WaitForAsync("capture", "\"automatic\":true");
        (await page.Page.EvaluateAsync<int>("workers.length")).Should().Be(2);
    }

    [ChromiumFact]
    public async Task A_check_that_is_canceled_as_the_picture_appears_stays_canceled()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(
            await chromium.WithGoodCameraAsync(), server.Address, script: "navigator.mediaDevices.enumerateDevices = () => new Promise((resolve) => { window.listCameras = () => resolve([]); });");
        await page.PressAsync("Start the camera");
        await page.Page.WaitForFunctionAsync("() => window.listCameras");

        await page.Page.EvaluateAsync($"async () => {{ {Element}.stop(); listCameras(); await new Promise((resolve) => setTimeout(resolve)); }}");

        (await page.StateAsync()).Should().Be("start");
        (await page.RecordsAsync()).Should().NotContain(record => record.Name == "pose");
        (await page.Page.EvaluateAsync<string[]>("faults")).Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Texts_that_cannot_be_loaded_stay_English()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "lang=\"id\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.ReloadWithoutAsync("texts-id.js");

        await Expect(page.Button("Start the camera")).ToBeVisibleAsync();
        (await page.Page.EvaluateAsync<string[]>("faults")).Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Texts_that_load_late_do_not_end_a_check()
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "lang=\"id\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.Page.Context.RouteAsync("**/texts-id.js", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });
        await page.Page.ReloadAsync();

        await page.Page.EvaluateAsync($"() => {{ {Element}.start(); }}");
        await page.WaitForAsync("pose");
        gate.SetResult();
        await page.Page.WaitForFunctionAsync("async () => { await new Promise((resolve) => setTimeout(resolve)); return customElements.get('liveness-camera').texts.id; }");

        (await page.StateAsync()).Should().NotBe("start");
    }

    [ChromiumTheory]
    [InlineData("capture", "")]
    [InlineData("state", "starting")]
    [InlineData("pose", "")]
    [InlineData("submit", "")]
    public async Task A_listener_can_cancel_the_check(string name, string state)
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "review=\"off\" guidance=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.Page.EvaluateAsync($"addEventListener('liveness-{name}', ({{ target, detail }}) => detail.state === ({(state.Length > 0 ? $"'{state}'" : "undefined")}) && target.stop())");

        await page.PressAsync("Start the camera");
        if (name is "capture" or "submit")
        {
            await page.PressAsync("Take the photo");
        }

        await page.WaitForAsync("cancel");
        await page.Page.EvaluateAsync("new Promise((resolve) => setTimeout(resolve))");
        await Expect(page.Button("Start the camera")).ToBeVisibleAsync();
        (await page.StateAsync()).Should().Be("start");
        (await page.Page.EvaluateAsync<string[]>("faults")).Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task An_answer_stays_when_the_element_is_moved_and_a_check_ends()
    {
        const string Move = $"() => document.querySelector('main').append({Element})";
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");
        await page.WaitForAsync("pose");
        await page.Page.EvaluateAsync(Move);
        await page.PressAsync("Start the camera");
        await page.PressAsync("Use this photo");
        await page.WaitForAsync("result");
        string receipt = await page.Page.EvaluateAsync<string>($"{Element}.value");
        await page.Page.EvaluateAsync(Move);

        await page.ShouldShowAsync("result", "Thank you, you’re all set", focused: false);
        receipt.Should().NotBeEmpty();
        (await page.Page.EvaluateAsync<string>($"{Element}.value")).Should().Be(receipt);
    }
}
