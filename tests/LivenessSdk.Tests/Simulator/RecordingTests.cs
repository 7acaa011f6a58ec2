using System.Net.Sockets;
using System.Text;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Simulator;

public sealed class RecordingTests : SimulatorTest
{
    private static string Body => $$$"""{"faceImage":"{{{PhotoText}}}","reference":"r1","count":2,"flag":true,"list":[1,"two"],"nested":{"a":1}}""";

    [Fact]
    public async Task Everything_about_a_request_is_recorded()
    {
        await SendAsync(Check("?debug=yes"));

        RecordedRequest request = Simulator.Argos.Requests.Single();
        request.Method.Should().Be("POST");
        request.Path.Should().Be("/liveness");
        request.Query.Should().Equal(new Dictionary<string, string> { ["debug"] = "yes" });
        request.Headers["X-API-KEY"].Should().Be(Simulator.Argos.ApiKey);
        request.ContentType.Should().Be("application/json; charset=utf-8");
        request.ContentLength.Should().Be(Body.Length);
        request.HttpVersion.Should().Be("HTTP/1.1");
        request.Kind.Should().Be(RequestKind.Billable);
        request.StatusCode.Should().Be(200);
        request.Scenario.Should().BeSameAs(Scenario.Live);
        request.ClientLeft.Should().BeFalse();
        request.Fields.Should().BeEquivalentTo(
            new Dictionary<string, string> { ["reference"] = "r1", ["count"] = "2", ["flag"] = "true", ["list"] = "1,two" });
    }

    [Fact]
    public async Task A_photo_is_decoded_and_its_text_replaced_by_its_length()
    {
        await SendAsync(Check());

        RecordedRequest request = Simulator.Argos.Requests.Single();
        RecordedPhoto photo = request.Photos.Single();
        photo.Data.ToArray().Should().Equal(Photo);
        (photo.Name, photo.Format, photo.Width, photo.Height, photo.Length).Should().Be(("faceImage", ImageFormat.Jpeg, 640, 480, Photo.Length));
        request.Json!.Value.GetProperty("faceImage").GetInt32().Should().Be(PhotoText.Length);
        request.Json.Value.GetProperty("nested").GetProperty("a").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Photos_are_not_kept_where_they_are_not_wanted()
    {
        await using LivenessSimulator other = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { KeepPhotos = false });

        await SendAsync(Json(other.Argos, "/liveness", Body, ("x-api-key", other.Argos.ApiKey)));

        RecordedPhoto photo = other.Argos.Requests.Single().Photos.Single();
        photo.Data.IsEmpty.Should().BeTrue();
        (photo.Format, photo.Width, photo.Length).Should().Be((ImageFormat.Jpeg, 640, Photo.Length));
    }

    [Fact]
    public async Task Only_the_latest_requests_are_kept_where_a_number_is_set()
    {
        await using LivenessSimulator other = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { MaxRequests = 2 });

        foreach (string path in new[] { "/a", "/b", "/c" })
        {
            await SendAsync(Json(other.Argos, path, "{}"));
        }

        other.Argos.Requests.Select(request => request.Path).Should().Equal("/b", "/c");
    }

    [Fact]
    public async Task A_list_of_requests_does_not_change_afterwards()
    {
        IReadOnlyList<RecordedRequest> before = Simulator.Argos.Requests;

        await SendAsync(Check());

        before.Should().BeEmpty();
        Simulator.Argos.Requests.Should().HaveCount(1);
        Simulator.Dojah.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Waiting_for_a_request_finds_one_that_comes_later_and_one_that_came()
    {
        Task<RecordedRequest> later = Simulator.Argos.WaitForRequestAsync(request => request.StatusCode == 404);
        await SendAsync(Check());
        later.IsCompleted.Should().BeFalse();

        await SendAsync(Json(Simulator.Argos, "/other", "{}"));

        (await later).Path.Should().Be("/other");
        (await Simulator.Argos.WaitForRequestAsync(request => request.StatusCode == 404)).Should().BeSameAs(await later);
    }

    [Fact]
    public async Task Waiting_for_a_request_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        Task<RecordedRequest> waiting = Simulator.Argos.WaitForRequestAsync(cancellationToken: source.Token);

        await source.CancelAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_condition_that_throws_fails_the_waiting_and_not_the_request()
    {
        Task<RecordedRequest> waiting = Simulator.Argos.WaitForRequestAsync(_ => throw new InvalidOperationException("Mine."));

        (await SendAsync(Check())).Status.Should().Be(200);

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<InvalidOperationException>().WithMessage("Mine.");
    }

    [Fact]
    public async Task A_client_that_leaves_while_sending_is_recorded()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(Simulator.Argos.Endpoint.Host, Simulator.Argos.Endpoint.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                "POST /argos/modules/liveness HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"faceImage\":\""));
        }

        RecordedRequest request = await Simulator.Argos.WaitForRequestAsync();
        request.ClientLeft.Should().BeTrue();
        request.StatusCode.Should().BeNull();
        request.Photos.Should().BeEmpty();
    }

    [Fact]
    public async Task A_chunked_body_is_read_and_has_no_length()
    {
        HttpRequestMessage message = Check();
        message.Headers.TransferEncodingChunked = true;

        (await SendAsync(message)).Status.Should().Be(200);

        Simulator.Argos.Requests.Single().ContentLength.Should().BeNull();
    }

    [Fact]
    public async Task A_body_above_64_mebibytes_is_refused()
    {
        HttpRequestMessage message = Check();
        message.Content = new ByteArrayContent(new byte[(64 * 1024 * 1024) + 1]);
        message.Headers.ExpectContinue = true;

        (await SendAsync(message)).Should().Be((413, """{"message":"Request Entity Too Large"}"""));

        Simulator.Argos.Requests.Single().StatusCode.Should().Be(413);
    }

    [Fact]
    public async Task A_request_that_stalls_is_told_by_its_scenario_while_it_stalls()
    {
        Simulator.Argos.Next(Scenario.Stall);
        Task<RecordedRequest> stalled = Simulator.Argos.WaitForRequestAsync(request => request.Scenario == Scenario.Stall);

        Task<(int Status, string Body)> reply = SendAsync(Check());

        (await stalled).StatusCode.Should().BeNull();
        Simulator.Argos.ReleaseStalled();
        (await reply).Status.Should().Be(200);
    }

    [Fact]
    public async Task Requests_in_parallel_are_all_answered_and_recorded()
    {
        const int Parallel = 512;
        Simulator.Argos.Next([.. Enumerable.Repeat(Scenario.Attack, Parallel / 2)]);

        (int Status, string Body)[] replies = await Task.WhenAll(Enumerable.Range(0, Parallel).Select(_ => SendAsync(Check())));

        replies.Count(reply => reply.Body.Contains("3.2")).Should().Be(Parallel / 2);
        replies.Should().OnlyContain(reply => reply.Status == 200);
        Simulator.Argos.Requests.Should().HaveCount(Parallel).And.OnlyContain(request => request.Photos.Count == 1);
    }

    [Fact]
    public async Task The_log_begins_by_saying_that_verdicts_are_scripted_and_holds_no_content()
    {
        using var logs = new RecordedLogs();
        using ILoggerFactory factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        await using (LivenessSimulator other = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { LoggerFactory = factory }))
        {
            await SendAsync(Json(other.Argos, "/liveness?who=me", Body, ("x-api-key", other.Argos.ApiKey)));
        }

        logs.Lines.First().Should().Contain("verdicts are scripted").And.Contain("http://127.0.0.1:");
        logs.Lines.Skip(1).Should().ContainSingle().Which.Should().Contain("Argos POST /liveness answered 200, scenario Live")
            .And.NotContainAny(Simulator.Argos.ApiKey, PhotoText[..20], "who");
    }

    [Fact]
    public async Task A_port_can_be_chosen_and_is_free_again_afterwards()
    {
        int port;
        await using (LivenessSimulator any = await LivenessSimulator.StartAsync())
        {
            port = any.Argos.Endpoint.Port;
            await FluentActions.Awaiting(() => LivenessSimulator.StartAsync(new LivenessSimulatorOptions { Port = port }))
                .Should().ThrowAsync<IOException>();
        }

        await using LivenessSimulator chosen = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { Port = port });
        chosen.Verihubs.Endpoint.Should().Be(new Uri($"http://127.0.0.1:{port}/verihubs/v1"));
    }

    [Fact]
    public async Task A_request_that_belongs_to_no_vendor_is_not_found()
    {
        (await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Simulator.Argos.Endpoint, "/argos/modulesX")))).Status.Should().Be(404);

        Simulator.Vendors.Should().OnlyContain(vendor => vendor.Requests.Count == 0);
    }

    private HttpRequestMessage Check(string query = "") =>
        Json(Simulator.Argos, "/liveness" + query, Body, ("x-api-key", Simulator.Argos.ApiKey));
}
