using System.Net;
using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>Requests from other sites are rejected, and a header does not buy more of them.</summary>
public sealed class OriginTests
{
    [Fact]
    public async Task A_request_without_the_antiforgery_token_is_rejected()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        (await visitor.CheckAsync(challenge with { AntiforgeryHeader = "" }, Photo.Number(1))).Problem.Should().Be("rejected");
        (await visitor.CheckAsync(challenge with { AntiforgeryToken = "x" }, Photo.Number(1))).Problem.Should().Be("rejected");
        server.Checks.Should().Be(0);
    }

    [Theory]
    [InlineData("challenge")]
    [InlineData("check")]
    public async Task A_request_that_a_browser_sends_for_another_site_is_rejected(string endpoint)
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor visitor = new(server);
        visitor.Headers.Add("Sec-Fetch-Site", "cross-site");

        using HttpResponseMessage response = await visitor.Http.PostAsync(new Uri($"/liveness/{endpoint}", UriKind.Relative), Visitor.FormOf(Photo.Number(1)));

        (await VisitorAnswer.ReadAsync(response)).Problem.Should().Be("rejected");
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
        response.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
    }

    [Fact]
    public async Task The_session_is_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor visitor = new(server);

        using HttpResponseMessage response = await visitor.Http.PostAsync(new Uri("/liveness/challenge", UriKind.Relative), null);

        response.Headers.GetValues("Set-Cookie").Should().ContainSingle(cookie => cookie.StartsWith("liveness-session=", StringComparison.Ordinal))
            .Which.Should().ContainAll("httponly", "samesite=strict");
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [Fact]
    public async Task One_address_has_so_many_checks_a_minute_and_a_forged_header_adds_none()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.MaxChecksPerMinutePerAddress = 5);

        HttpStatusCode[] codes = await SendFromManyAddressesAsync(server, 8);

        codes.Take(5).Should().AllBeEquivalentTo(HttpStatusCode.Forbidden);
        codes.Skip(5).Should().AllBeEquivalentTo(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Behind_a_configured_proxy_each_client_has_its_own_limit()
    {
        await using CheckServer server = await CheckServer.StartAsync(
            options => options.MaxChecksPerMinutePerAddress = 5,
            app: app => app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor }));

        (await SendFromManyAddressesAsync(server, 8)).Should().AllBeEquivalentTo(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task One_session_has_so_many_checks_a_minute()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.MaxChecksPerMinutePerSession = 2);
        using Visitor visitor = new(server);
        List<string?> problems = [];
        for (int number = 0; number < 3; number++)
        {
            problems.Add((await visitor.CheckAsync(await visitor.RequestChallengeAsync(), Photo.Number(number))).Problem);
        }

        problems.Should().Equal(null, null, "rate");
    }

    private static async Task<HttpStatusCode[]> SendFromManyAddressesAsync(CheckServer server, int count)
    {
        List<HttpStatusCode> codes = [];
        for (int number = 0; number < count; number++)
        {
            using Visitor visitor = new(server);
            visitor.Headers.Add("X-Forwarded-For", $"203.0.113.{number}");
            using HttpResponseMessage response = await visitor.Http.PostAsync(new Uri("/liveness/check", UriKind.Relative), null);
            codes.Add(response.StatusCode);
        }

        return [.. codes];
    }
}
