using System.Collections.Concurrent;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>A page with the element, as a person sees it.</summary>
internal sealed class CheckPage(IPage page) : IAsyncDisposable
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types liveness-camera";

    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0; min-block-size: 100vh; padding: 1rem; box-sizing: border-box; background: light-dark(#f3f5fa, #090c12); font-family: system-ui, sans-serif; }
        h1 { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; }
        """;

    /// <summary>How long anything may take, in milliseconds: other tests want both cores too.</summary>
    public const int Patience = 120_000;

    // With a good picture the photo comes after about ten analyses, or three of those that are rarer.
    private static readonly int s_analysesOfAHold = LongRun.IsOn ? 15 : 6;

    // Ten analyses a second take most of a core, and only the figures depend on them and on how long a person has to hold still.
    private const string AnalyzeRarely = """
        customElements.whenDefined("liveness-camera").then(() => {
          for (const element of document.querySelectorAll("liveness-camera")) element.thresholds = { interval: 200, holdFor: 400 };
        });
        """;

    // By default Playwright asks at each frame that the browser draws, which makes it draw sixty a second.
    private static readonly PageWaitForFunctionOptions s_polling = new() { PollingInterval = 50 };

    // What axe finds depends on the markup, the window and the colors. Many tests come by the same states, and axe takes a second.
    private const string Look = "[innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches, document.documentElement.outerHTML, document.querySelector('liveness-camera')?.shadowRoot.innerHTML].join()";

    private static readonly ConcurrentDictionary<string, bool> s_accessible = [];

    private static readonly string s_axe = new BundledAxeScriptProvider().GetScript();

    // The package's own call opens a second page and brings all that passed, which takes three times as long.
    private const string FindViolations = """
        async () => {
          const { violations } = await axe.run({ resultTypes: ["violations"] });
          return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join("; ")})`);
        }
        """;

    // Remembers all events with what the hint said then, and when the worker has looked at a frame.
    public const string Record = """
        window.records = [];
        window.analyses = [];
        window.violations = [];
        addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
          if (!blockedURI.endsWith("/favicon.ico")) violations.push(`${violatedDirective} ${blockedURI}`); // That is the browser's own.
        });
        for (const name of ["state", "hint", "pose", "capture", "submit", "result", "error", "cancel"]) {
          addEventListener(`liveness-${name}`, ({ target, detail }) => records.push({
            name, detail: JSON.stringify(detail), text: target.shadowRoot.querySelector("[role=status]")?.textContent ?? "", time: performance.now(),
          }));
        }
        window.workers = [];
        window.faults = []; // What nobody has handled.
        addEventListener("unhandledrejection", ({ reason }) => faults.push(`${reason}`));
        addEventListener("error", ({ message }) => faults.push(message));
        window.Worker = class extends Worker {
          constructor(...parameters) {
            super(...parameters);
            workers.push(this);
            this.addEventListener("message", ({ data }) => { if (data.ready) window.detectorsLoaded = (window.detectorsLoaded ?? 0) + 1; });
            this.addEventListener("message", ({ data }) => { if (data.milliseconds) analyses.push({ time: performance.now(), milliseconds: data.milliseconds }); });
          }
        };
        window.Worker.prototype.terminate = function () {
          this.isEnded = true;
          Object.getPrototypeOf(window.Worker.prototype).terminate.call(this);
        };
        // No two pictures of a real camera are the same.
        let photos = 0;
        const toBlob = HTMLCanvasElement.prototype.toBlob;
        HTMLCanvasElement.prototype.toBlob = function (...parameters) {
          const context = this.getContext("2d");
          context.fillStyle = `rgb(${16 * photos++ % 256} 0 128)`;
          context.fillRect(0, 0, 16, 16);
          toBlob.apply(this, parameters);
        };
        """;

    public IPage Page => page;

    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 2 });

    public ILocator Hint => page.GetByRole(AriaRole.Status);

    /// <summary>Adds a page with the element to an application.</summary>
    public static void Map(WebApplication app, string attributes = "", bool form = false)
    {
        app.MapGet("/style.css", () => Results.Text(Style, "text/css"));
        string patience = attributes.Contains("timeout", StringComparison.Ordinal) ? "" : "timeout=\"0\""; // A busy machine takes its time.
        string element = $"<liveness-camera {attributes} {patience}>This page needs JavaScript.</liveness-camera>";
        string content = form ? $"<form method=\"post\" action=\"/accounts\">{element}<button>Open the account</button></form>" : element;
        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers["Permissions-Policy"] = "camera=(self), microphone=()";
            return Results.Content($"""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <title>Camera check</title>
                  <link rel="stylesheet" href="/style.css">
                  <script type="module" src="/liveness/camera.js"></script>
                </head>
                <body><main><h1>Open an account</h1>{content}</main></body>
                </html>
                """, "text/html");
        });
    }

    public static async Task<CheckPage> OpenAsync(
        IBrowser browser, Uri address, bool allowCamera = true, (int Width, int Height)? size = null, bool dark = false, bool reducedMotion = false, string? script = null)
    {
        (int width, int height) = size ?? (1000, 860);
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = reducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            Permissions = allowCamera ? ["camera"] : [],
        });
        context.SetDefaultTimeout(Patience);
        IPage page = await context.NewPageAsync();
        await HideTabsAsync(page);
        await page.AddInitScriptAsync(Record);
        if (!LongRun.IsOn)
        {
            await page.AddInitScriptAsync(AnalyzeRarely);
        }

        if (script is not null)
        {
            await page.AddInitScriptAsync(script);
        }

        await page.GotoAsync(address.OriginalString);
        return new CheckPage(page);
    }

    /// <summary>Hides the browser's own surface: as long as a camera is open, a sign in its tab moves, and the whole surface is drawn sixty times a second.</summary>
    private static async Task HideTabsAsync(IPage page)
    {
        ICDPSession session = await page.Context.NewCDPSessionAsync(page);
        JsonElement window = (await session.SendAsync("Browser.getWindowForTarget"))!.Value;
        await session.SendAsync("Browser.setWindowBounds", new Dictionary<string, object>
        {
            ["windowId"] = window.GetProperty("windowId").GetInt32(),
            ["bounds"] = new { windowState = "fullscreen" },
        });
        await session.DetachAsync();
    }

    /// <summary>Loads the page again, with a file that cannot be loaded.</summary>
    public async Task ReloadWithoutAsync(string file)
    {
        await page.Context.RouteAsync($"**/{file}", route => route.AbortAsync());
        await page.ReloadAsync();
    }

    public Task PressAsync(string button) => Button(button).ClickAsync();

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public Task<string> StateAsync() => page.EvaluateAsync<string>("document.querySelector('liveness-camera').state");

    /// <summary>Waits until the element has told an event, and returns its detail.</summary>
    public async Task<string> WaitForAsync(string name, string containing = "")
    {
        IJSHandle found = await page.WaitForFunctionAsync(
            "([name, text]) => records.find((record) => record.name === name && record.detail.includes(text))?.detail", new[] { name, containing }, s_polling);
        return await found.JsonValueAsync<string>();
    }

    /// <summary>Waits until the face detector is loaded, as it is before a person has read the first screen.</summary>
    public Task WaitForDetectorAsync() => page.WaitForFunctionAsync("() => window.detectorsLoaded > 0", null, s_polling);

    /// <summary>Waits until a hint was shown, and returns the words of it. It may have given way to the next one meanwhile.</summary>
    public async Task<string> WaitForHintAsync(string hint)
    {
        await WaitForAsync("hint", $"\"{hint}\"");
        return (await RecordsAsync()).First(record => record.Name == "hint" && record.Detail.Contains($"\"{hint}\"", StringComparison.Ordinal)).Text;
    }

    /// <summary>Waits until so many frames were looked at that a good picture would have been taken; ten seconds in a long run.</summary>
    public async Task WatchAsync()
    {
        if (LongRun.IsOn)
        {
            await Task.Delay(TimeSpan.FromSeconds(10));
        }

        int seen = await page.EvaluateAsync<int>("analyses.length");
        await page.WaitForFunctionAsync("count => analyses.length >= count", seen + s_analysesOfAHold, s_polling);
    }

    public Task<EventRecord[]> RecordsAsync() => page.EvaluateAsync<EventRecord[]>("records");

    /// <summary>Asserts what a person finds at a state: its heading has the focus, nothing is cut off, and no rule of accessibility is broken.</summary>
    public async Task ShouldShowAsync(string state, string heading, string? screenshot = null, bool focused = true)
    {
        await Expect(Heading).ToHaveTextAsync(heading);
        (await StateAsync()).Should().Be(state);
        if (focused)
        {
            await Expect(Heading).ToBeFocusedAsync();
        }

        await ShouldBeAccessibleAsync(screenshot ?? state);
    }

    public async Task ShouldBeAccessibleAsync(string screenshot)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Repository.PathOf("artifacts", "screenshots", $"{screenshot}.png") });
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue("nothing may be cut off");
        if (!s_accessible.TryAdd(await page.EvaluateAsync<string>(Look), true))
        {
            return;
        }

        await page.EvaluateAsync(s_axe);
        (await page.EvaluateAsync<string[]>(FindViolations)).Should().BeEmpty();
    }

    public async ValueTask DisposeAsync() => await page.Context.CloseAsync();
}
