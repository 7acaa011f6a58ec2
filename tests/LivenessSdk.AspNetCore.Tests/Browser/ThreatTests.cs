using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LivenessSdk.AspNetCore.Tests.Browser;

/// <summary>What a page, a site or a text could do to the person in front of the camera, and does not.</summary>
[Collection(BrowserCollection.Pages)]
public sealed class ThreatTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task A_page_that_names_another_server_opens_no_camera_and_sends_nothing()
    {
        await using CheckServer other = await CheckServer.StartAsync();
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, $"action=\"{other.Address}liveness\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        List<string> requested = [];
        page.Page.Request += (_, request) => requested.Add(request.Url);

        await page.PressAsync("Start the camera");

        await page.ShouldShowAsync("problem", "The check isn’t set up correctly", "problem-setup");
        requested.Should().NotContain(url => !url.StartsWith(server.Address.OriginalString, StringComparison.Ordinal));
        (await page.RecordsAsync()).Should().NotContain(record => record.Detail.Contains("starting", StringComparison.Ordinal));
    }

    [ChromiumFact]
    public async Task A_redirect_to_another_server_is_not_followed()
    {
        List<string> reached = [];
        await using CheckServer other = await CheckServer.StartAsync(app: app => app.Use((context, next) =>
        {
            reached.Add(context.Request.Path);
            return next(context);
        }));
        await using CheckServer server = await CheckServer.StartAsync(app: app =>
        {
            CheckPage.Map(app, "action=\"/moved\"");
            app.MapPost("/moved/{endpoint}", (string endpoint) => Results.Redirect($"{other.Address}liveness/{endpoint}", preserveMethod: true));
        });
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");

        await page.ShouldShowAsync("problem", "No connection", "problem-unreachable");
        reached.Should().BeEmpty();
    }

    [ChromiumFact]
    public async Task Another_site_cannot_show_the_page_in_a_frame()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckServer site = await CheckServer.StartAsync(app: app => app.MapGet("/", () =>
            Results.Content($"<title>Other</title><iframe src=\"{server.Address}\" allow=\"camera\"></iframe>", "text/html")));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), site.Address);

        await Expect(page.Page.FrameLocator("iframe").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        page.Page.Frames[1].Url.Should().NotStartWith(server.Address.OriginalString);
    }

    [ChromiumFact]
    public async Task A_page_whose_permissions_policy_forbids_the_camera_does_not_open_it()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app =>
        {
            app.Use((context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers["Permissions-Policy"] = "camera=()";
                    return Task.CompletedTask;
                });
                return next(context);
            });
            CheckPage.Map(app);
        });
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);

        await page.PressAsync("Start the camera");

        await page.ShouldShowAsync("denied", "Camera access is blocked", "denied-by-policy");
    }

    [ChromiumFact]
    public async Task Markup_in_texts_and_reasons_is_shown_as_text()
    {
        const string Markup = "<img src=x onerror=window.wasRun=true><b>bold</b>";
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app, "guidance=\"off\" review=\"off\""));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        await page.Page.RouteAsync("**/check", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "application/json",
            Body = $$"""{ "outcome": "inconclusive", "reasons": ["{{Markup}}"], "canRetry": true }""",
        }));
        await page.Page.EvaluateAsync("text => document.querySelector('liveness-camera').texts = { title: text, hint: { press: text } }", Markup);

        await Expect(page.Heading).ToHaveTextAsync(Markup);
        await page.PressAsync("Start the camera");
        await Expect(page.Hint).ToHaveTextAsync(Markup);
        await page.PressAsync("Take the photo");
        await Expect(page.Page.GetByRole(AriaRole.Listitem)).ToHaveTextAsync(Markup);
        (await page.Page.EvaluateAsync<bool>("window.wasRun === undefined")).Should().BeTrue();
        await Expect(page.Page.Locator("liveness-camera img, liveness-camera b")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task A_guided_check_needs_nothing_that_the_strict_policy_forbids_and_nobody_else()
    {
        await using CheckServer server = await CheckServer.StartAsync(app: app => CheckPage.Map(app));
        await using CheckPage page = await CheckPage.OpenAsync(await chromium.WithGoodCameraAsync(), server.Address);
        List<string> requested = [];
        page.Page.Context.Request += (_, request) => requested.Add(request.Url);

        await page.PressAsync("Start the camera");
        await page.PressAsync("Use this photo");
        await Expect(page.Heading).ToHaveTextAsync("Thank you, you’re all set");
        await Task.Delay(LongRun.IsOn ? TimeSpan.FromSeconds(90) : TimeSpan.Zero);

        (await page.Page.EvaluateAsync<string[]>("violations")).Should().BeEmpty();
        requested.Should().NotBeEmpty().And.OnlyContain(url => url.StartsWith(server.Address.OriginalString, StringComparison.Ordinal));
    }
}
