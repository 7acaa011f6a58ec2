using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LivenessSdk.AspNetCore.Tests.Browser;

/// <summary>The page decides on colors, texts, languages and what stands around; the person on the camera.</summary>
[Collection(BrowserCollection.Pages)]
public sealed class LookTests(Chromium chromium)
{
    private const string Element = "document.querySelector('liveness-camera')";

    private const string TwoCameras = """
        const cameras = [["1", "Front camera"], ["2", "Desk camera"]].map(([deviceId, label]) => ({ kind: "videoinput", deviceId, label }));
        navigator.mediaDevices.enumerateDevices = async () => cameras;
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = () => open({ video: true });

        """;

    [ChromiumFact]
    public async Task Custom_properties_parts_and_slots_are_the_page_s()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "guidance=\"off\" review=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await Expect(page.Button("Start the camera")).ToBeVisibleAsync();

        await page.Page.EvaluateAsync($$"""
            () => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`
                liveness-camera { --liveness-accent: rgb(1 100 2); --liveness-radius: 3px; }
                liveness-camera::part(heading) { text-transform: uppercase; }`);
              document.adoptedStyleSheets = [sheet];
              for (const slot of ["notice", "consent", "start-footer", "result"]) {
                {{Element}}.append(Object.assign(document.createElement("p"), { slot, textContent: `This is the ${slot}.` }));
              }
            }
            """);

        await Expect(page.Button("Start the camera")).ToHaveCSSAsync("background-color", "rgb(1, 100, 2)");
        await Expect(page.Button("Start the camera")).ToHaveCSSAsync("border-radius", "3px");
        await Expect(page.Heading).ToHaveCSSAsync("text-transform", "uppercase");
        await Expect(page.Page.GetByText("This is the notice.")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("This is the consent.")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("This is the start-footer.")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("Make sure your face is well lit")).ToBeHiddenAsync();
        await page.ShouldBeAccessibleAsync("start-slots");
        await page.PressAsync("Start the camera");
        await page.PressAsync("Take the photo");
        await Expect(page.Page.GetByText("This is the result.")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Any_text_can_be_replaced_and_any_language_added()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "guidance=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await Expect(page.Button("Start the camera")).ToBeVisibleAsync();

        await page.Page.EvaluateAsync($$"""
            () => {
              customElements.get("liveness-camera").texts.fr = { title: "Prenez une photo", hint: { press: "Appuyez" } };
              {{Element}}.lang = "fr-CA";
              {{Element}}.texts = { start: "Ouvrir" };
            }
            """);

        await Expect(page.Heading).ToHaveTextAsync("Prenez une photo");
        await page.PressAsync("Ouvrir");
        await Expect(page.Hint).ToHaveTextAsync("Appuyez");
        await Expect(page.Button("Take the photo")).ToBeVisibleAsync(); // What a language does not have is English.
    }

    [ChromiumFact]
    public async Task Every_pose_has_a_drawing_of_its_own_and_an_arrow_where_the_head_turns()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithoutCameraAsync(), server.Address);

        string[] poses = Enum.GetNames<FacePose>();
        string[][] drawings = await page.Page.EvaluateAsync<string[][]>(
            """
            async (poses) => {
              const { drawPose } = await import("/liveness/drawings.js");
              return poses.map(drawPose).map((drawing) => [drawing.innerHTML, String(drawing.querySelectorAll(".arrow").length)]);
            }
            """,
            poses);

        drawings.Select(drawing => drawing[0]).Should().OnlyHaveUniqueItems();
        poses.Where((_, index) => drawings[index][1] == "1").Should().Equal("Left", "Right", "Up", "Down");
    }

    [ChromiumFact]
    public async Task A_camera_that_sees_in_infrared_is_not_taken_and_another_can_be_chosen()
    {
        const string Cameras = """
            const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            const cameras = [["1", "IR Camera"], ["2", "Front camera"], ["3", "Desk camera"]].map(([deviceId, label]) => ({ kind: "videoinput", deviceId, label }));
            window.opened = [];
            navigator.mediaDevices.enumerateDevices = async () => cameras;
            navigator.mediaDevices.getUserMedia = async ({ video }) => {
              const id = video.deviceId?.exact ?? "1";
              opened.push(id);
              const stream = await open({ video: true });
              const [track] = stream.getVideoTracks();
              Object.defineProperty(track, "label", { value: cameras.find(({ deviceId }) => deviceId === id).label });
              track.getSettings = () => ({ deviceId: id });
              return stream;
            };
            """;
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "guidance=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address, script: Cameras);

        await page.PressAsync("Start the camera");
        ILocator choice = page.Page.GetByRole(AriaRole.Combobox, new() { Name = "Camera", Exact = true });
        await page.Page.WaitForFunctionAsync(ChosenIs("2"));
        (await choice.Locator("option").AllTextContentsAsync()).Should().Equal("Front camera", "Desk camera");
        await page.ShouldBeAccessibleAsync("camera-choice");
        await choice.SelectOptionAsync("3");

        await page.Page.WaitForFunctionAsync("() => opened.join() === '1,2,3'");
        await page.Page.WaitForFunctionAsync(ChosenIs("3"));
        await page.PressAsync("Take the photo");
        await Expect(page.Button("Use this photo")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task A_press_before_another_camera_has_a_picture_waits_for_it()
    {
        const string PressAsItPlays = """
            const play = HTMLMediaElement.prototype.play;
            let times = 0;
            HTMLMediaElement.prototype.play = function () {
              if (++times === 2) document.querySelector("liveness-camera").shadowRoot.querySelector(".primary").click();
              return play.call(this);
            };
            """;
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "guidance=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address, script: TwoCameras + PressAsItPlays);

        await page.PressAsync("Start the camera");
        await page.Page.GetByRole(AriaRole.Combobox, new() { Name = "Camera", Exact = true }).SelectOptionAsync("2");

        await page.WaitForAsync("state", "review");
        (await page.RecordsAsync()).Should().NotContain(record => record.Name == "error");
    }

    [ChromiumTheory]
    [InlineData("setTimeout(end)")]
    [InlineData("end()")]
    public async Task A_camera_that_ends_before_it_has_a_picture_is_told_once(string ends)
    {
        string endAsItPlays = $$"""
            navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream(0);
            HTMLMediaElement.prototype.play = async function () {
              const [track] = this.srcObject.getVideoTracks();
              const end = () => track.dispatchEvent(new Event("ended"));
              {{ends}};
            };
            """;
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "guidance=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address, script: endAsItPlays);

        await page.PressAsync("Start the camera");
        await Expect(page.Heading).ToHaveTextAsync("The camera stopped");
        await page.PressAsync("Try again");
        await page.Page.WaitForFunctionAsync("() => records.filter(({ name }) => name === 'error').length === 2");

        (await page.RecordsAsync()).Where(record => record.Name == "error").Should().OnlyContain(record => record.Detail.Contains("stopped"));
    }

    [ChromiumFact]
    public async Task A_pose_keeps_its_time_limit_when_another_camera_is_chosen()
    {
        const string ChooseAtOnce = """
            addEventListener("liveness-pose", ({ target }) => setTimeout(() => {
              const choice = target.shadowRoot.querySelector("select");
              choice.value = "2";
              choice.dispatchEvent(new Event("change"));
            }));
            """;
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "guidance=\"off\" timeout=\"0.5\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address, script: TwoCameras + ChooseAtOnce);

        await page.PressAsync("Start the camera");

        await page.WaitForAsync("state", "timeout");
    }

    private static string ChosenIs(string camera) => $"() => {Element}.shadowRoot.querySelector('select')?.value === '{camera}'";
}
