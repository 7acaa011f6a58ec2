using System.Net;
using System.Text.Json;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Simulator;

/// <summary>Shows on one vendor what the base class does for all: scripts, faults and waiting.</summary>
public sealed class NetworkFaultTests : SimulatorTest
{
    [Fact]
    public async Task One_shot_scenarios_come_in_order_before_the_lasting_one()
    {
        Simulator.Argos.Always(Scenario.Attack);
        Simulator.Argos.Next(Scenario.NoFace, Scenario.Live);

        (await SendAsync(Check())).Status.Should().Be(400);
        (await SendAsync(Check())).Body.Should().Contain("95");
        (await SendAsync(Check())).Body.Should().Contain("3.2");
        (await SendAsync(Check())).Body.Should().Contain("3.2");
    }

    [Fact]
    public async Task A_refused_request_uses_up_no_scenario()
    {
        Simulator.Argos.Next(Scenario.Attack);

        (await SendAsync(Json(Simulator.Argos, "/liveness", "{}"))).Status.Should().Be(403);
        (await SendAsync(Check())).Body.Should().Contain("3.2");
    }

    [Fact]
    public async Task After_a_reset_nothing_is_scripted_or_recorded()
    {
        Simulator.Argos.Always(Scenario.Attack);
        Simulator.Argos.Next(Scenario.NoFace);
        await SendAsync(Check());

        Simulator.Argos.Reset();

        Simulator.Argos.Requests.Should().BeEmpty();
        (await SendAsync(Check())).Body.Should().Contain("95");
    }

    [Fact]
    public async Task A_rate_limit_tells_when_to_try_again()
    {
        Simulator.Argos.Next(Scenario.RateLimited(TimeSpan.FromSeconds(1.5)), Scenario.RateLimited());

        using HttpResponseMessage first = await Http.SendAsync(Check());
        using HttpResponseMessage second = await Http.SendAsync(Check());

        first.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        first.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(2));
        second.Headers.RetryAfter.Should().BeNull();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task An_outage_shows_as_the_status_asked_for(int status)
    {
        Simulator.Argos.Next(Scenario.Unavailable(status, TimeSpan.FromSeconds(7)));

        using HttpResponseMessage response = await Http.SendAsync(Check());

        ((int)response.StatusCode).Should().Be(status);
        response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_malformed_reply_is_half_a_reply_at_its_right_length()
    {
        Simulator.Argos.Next(Scenario.Malformed);

        (int status, string body) = await SendAsync(Check());

        status.Should().Be(200);
        body.Should().StartWith("{\"apiType\"");
        FluentActions.Invoking(() => JsonDocument.Parse(body)).Should().Throw<JsonException>();
    }

    [Fact]
    public async Task An_empty_reply_has_no_body()
    {
        Simulator.Argos.Next(Scenario.Empty);

        (await SendAsync(Check())).Should().Be((200, ""));
    }

    [Fact]
    public async Task A_page_of_html_comes_with_status_200()
    {
        Simulator.Argos.Next(Scenario.HtmlPage);

        using HttpResponseMessage response = await Http.SendAsync(Check());

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
    }

    [Fact]
    public async Task A_raw_reply_comes_as_it_was_given()
    {
        Simulator.Argos.Next(Scenario.Response(418, "tea", new Dictionary<string, string> { ["Content-Type"] = "text/plain", ["X-Pot"] = "short" }));

        using HttpResponseMessage response = await Http.SendAsync(Check());

        ((int)response.StatusCode).Should().Be(418);
        (await response.Content.ReadAsStringAsync()).Should().Be("tea");
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/plain");
        response.Headers.GetValues("X-Pot").Should().Equal("short");
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task A_status_that_allows_no_body_is_sent_without_one(int status)
    {
        Simulator.Argos.Next(Scenario.Response(status, ""));

        (await SendAsync(Check())).Should().Be((status, ""));
        (await SendAsync(Check())).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_cut_connection_gives_no_reply()
    {
        Simulator.Argos.Next(Scenario.CutConnection);

        Func<Task> send = () => Http.SendAsync(Check());

        await send.Should().ThrowAsync<HttpRequestException>();
        RecordedRequest request = await Simulator.Argos.WaitForRequestAsync();
        request.StatusCode.Should().BeNull();
        request.ClientLeft.Should().BeFalse();
    }

    [Fact]
    public async Task A_cut_body_ends_after_its_first_half()
    {
        Simulator.Argos.Next(Scenario.CutBody);

        using HttpResponseMessage response = await Http.SendAsync(Check(), HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        await using Stream body = await response.Content.ReadAsStreamAsync();
        byte[] received = new byte[1000];
        int length = await body.ReadAtLeastAsync(received, (int)response.Content.Headers.ContentLength! / 2);
        length.Should().Be((int)response.Content.Headers.ContentLength / 2);

        Func<Task> readOn = () => body.CopyToAsync(Stream.Null);

        (await readOn.Should().ThrowAsync<HttpIOException>()).Which.HttpRequestError.Should().Be(HttpRequestError.ResponseEnded);
        Simulator.Argos.Requests.Single().StatusCode.Should().Be(200);
    }

    [Fact]
    public async Task A_slow_reply_comes_when_the_clock_says_so()
    {
        Simulator.Argos.Next(Scenario.Slow(TimeSpan.FromSeconds(30)).Then(Scenario.Attack));

        Task<(int Status, string Body)> reply = SendAsync(Check());
        await Time.WaitForTimersAsync();
        Time.Advance(TimeSpan.FromSeconds(29));
        Simulator.Argos.Requests.Single().StatusCode.Should().BeNull();
        Time.Advance(TimeSpan.FromSeconds(1));

        (await reply).Body.Should().Contain("3.2");
        Time.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task A_stalled_request_goes_on_when_it_is_released()
    {
        Simulator.Argos.Next(Scenario.Stall.Then(Scenario.Attack));

        Task<(int Status, string Body)> reply = SendAsync(Check());
        RecordedRequest request = await Simulator.Argos.WaitForRequestAsync();
        request.StatusCode.Should().BeNull();
        Simulator.Argos.ReleaseStalled();

        (await reply).Body.Should().Contain("3.2");
    }

    [Fact]
    public async Task A_client_that_leaves_a_stalled_request_is_noticed()
    {
        Simulator.Argos.Next(Scenario.Stall);
        using var leave = new CancellationTokenSource();

        Task reply = Http.SendAsync(Check(), leave.Token);
        await Simulator.Argos.WaitForRequestAsync();
        await leave.CancelAsync();

        await FluentActions.Awaiting(() => reply).Should().ThrowAsync<OperationCanceledException>();
        RecordedRequest left = await Simulator.Argos.WaitForRequestAsync(request => request.ClientLeft);
        left.StatusCode.Should().BeNull();
    }

    [Fact]
    public async Task Vendors_that_answer_at_once_skip_waiting_and_fail_for_a_failed_task()
    {
        Simulator.Argos.Next(Scenario.Pending(3).Then(Scenario.Attack), Scenario.TaskFailed);

        (await SendAsync(Check())).Body.Should().Contain("3.2");
        (await SendAsync(Check())).Status.Should().Be(500);
    }

    [Fact]
    public void Only_scenarios_that_wait_lead_on_to_others()
    {
        Scenario.Slow(TimeSpan.Zero).Then(Scenario.Pending(1)).Then(Scenario.Attack).ToString()
            .Should().Be("Slow, then Pending(1), then Attack");
        FluentActions.Invoking(() => Scenario.Live.Then(Scenario.Attack)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public async Task Stopping_the_simulator_ends_stalled_requests_and_may_be_done_twice()
    {
        LivenessSimulator other = await LivenessSimulator.StartAsync();
        other.Argos.Always(Scenario.Stall);
        Task reply = Http.SendAsync(Json(other.Argos, "/liveness", Body, ("x-api-key", other.Argos.ApiKey)));
        await other.Argos.WaitForRequestAsync();

        await other.DisposeAsync();

        await FluentActions.Awaiting(() => reply).Should().ThrowAsync<HttpRequestException>();
        await other.DisposeAsync();
    }

    private static string Body => $$"""{"faceImage":"{{PhotoText}}"}""";

    private HttpRequestMessage Check() => Json(Simulator.Argos, "/liveness", Body, ("x-api-key", Simulator.Argos.ApiKey));
}
