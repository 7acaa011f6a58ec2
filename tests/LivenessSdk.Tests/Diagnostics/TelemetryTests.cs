using System.Diagnostics;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Diagnostics;

public sealed class TelemetryTests : ObservedSimulator
{
    [Fact]
    public async Task A_check_is_a_span_with_its_attempts_and_http_below()
    {
        using RecordedTelemetry telemetry = new();
        await using LivenessClient client = CreateClient();
        Simulator.Argos.Next(Scenario.Unavailable(503), Scenario.Attack);

        await client.CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { TransactionId = "order-4711" });

        Activity check = telemetry.SpansOf(Name, "liveness.check").Should().ContainSingle().Subject;
        check.GetTagItem("liveness.vendor").Should().Be("Argos");
        check.GetTagItem("liveness.verdict").Should().Be("NotLive");
        check.GetTagItem("liveness.reason").Should().Be("PresentationAttack");
        check.GetTagItem("liveness.transaction_id").Should().NotBeNull();
        check.Status.Should().Be(ActivityStatusCode.Unset);

        Activity[] attempts = [.. telemetry.SpansOf(Name, "liveness.attempt")];
        attempts.Select(attempt => attempt.GetTagItem("http.response.status_code")).Should().Equal([503, 200]);
        attempts.Select(attempt => attempt.GetTagItem("http.request.resend_count")).Should().Equal([null, 1]);
        attempts.Select(attempt => attempt.GetTagItem("error.type")).Should().Equal(["503", null]);
        attempts.Should().OnlyContain(attempt => attempt.ParentSpanId == check.SpanId);
        attempts.Should().OnlyContain(attempt => Equals(attempt.GetTagItem("server.port"), Simulator.Argos.Endpoint.Port));
        foreach (Activity attempt in attempts)
        {
            telemetry.Spans.Should().ContainSingle(span => span.Source.Name == "System.Net.Http" && span.ParentSpanId == attempt.SpanId);
        }
    }

    [Fact]
    public async Task A_failed_check_says_how_it_failed_and_no_more()
    {
        using RecordedTelemetry telemetry = new();
        await using LivenessClient client = CreateClient();
        Simulator.Argos.Always(Scenario.CutConnection);

        await FailAsync(client);

        Activity check = telemetry.SpansOf(Name, "liveness.check").Should().ContainSingle().Subject;
        check.Status.Should().Be(ActivityStatusCode.Error);
        check.StatusDescription.Should().BeNull();
        check.Events.Should().BeEmpty();
        check.GetTagItem("error.type").Should().Be("Unavailable");
        check.GetTagItem("liveness.verdict").Should().BeNull();
        telemetry.SpansOf(Name, "liveness.attempt").Should().ContainSingle().Which.Status.Should().Be(ActivityStatusCode.Error);
    }

    [Fact]
    public async Task A_cancelled_check_is_told_apart_from_a_failed_one()
    {
        using RecordedTelemetry telemetry = new();
        await using LivenessClient client = CreateClient();

        Func<Task> check = () => client.CheckAsync(SamplePhoto.ToImage(), new CancellationToken(canceled: true));
        await check.Should().ThrowAsync<OperationCanceledException>();

        telemetry.SpansOf(Name, "liveness.check").Single().GetTagItem("error.type").Should().Be("System.OperationCanceledException");
    }

    [Fact]
    public async Task Durations_and_sizes_are_measured()
    {
        using RecordedTelemetry telemetry = new();
        await using LivenessClient client = CreateClient(options => options.MaxHeight = 240);

        LivenessResult result = await client.CheckAsync(SamplePhoto.ToImage());

        var own = telemetry.Measurements.Where(measurement => Equals(measurement["liveness.provider"], Name)).ToLookup(measurement => measurement.Instrument.Name);
        own["liveness.check.duration"].Should().ContainSingle().Which["liveness.verdict"].Should().Be("Live");
        own["liveness.photo.preparation.duration"].Should().ContainSingle().Which.Value.Should().BePositive();
        var size = own["liveness.photo.size"].Should().ContainSingle().Subject;
        size.Value.Should().Be(result.Frames[0].Sent!.Bytes);
        size["liveness.photo.form"].Should().Be("encoded");
    }

    [Fact]
    public async Task A_retry_is_counted_and_logged()
    {
        using RecordedTelemetry telemetry = new();
        using RecordedLogs logs = new();
        await using LivenessClient client = CreateClient(add: builder => builder.Services.AddLogging(logging => logging.AddProvider(logs)));
        Simulator.Argos.Next(Scenario.RateLimited());

        await client.CheckAsync(SamplePhoto.ToImage());

        var retry = telemetry.Measurements
            .Should().ContainSingle(measurement => measurement.Instrument.Name == "liveness.retries" && Equals(measurement["liveness.provider"], Name)).Subject;
        retry["liveness.message.kind"].Should().Be("Billable");
        logs.Lines.Should().ContainSingle(line => line.StartsWith("Information LivenessSdk 4:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_breaker_of_the_quota_is_counted_once_a_change()
    {
        using RecordedTelemetry telemetry = new();
        await using LivenessClient client = CreateClient();
        Simulator.Argos.Next(Scenario.Response(402, "{}"));

        await FailAsync(client);
        await FailAsync(client);

        telemetry.Measurements
            .Where(measurement => measurement.Instrument.Name == "liveness.breaker.changes" && Equals(measurement["liveness.provider"], Name))
            .Should().ContainSingle().Which["liveness.breaker.state"].Should().Be("Open");
    }

    [Fact]
    public async Task The_context_of_a_trace_stays_in_the_house()
    {
        using RecordedTelemetry telemetry = new();
        await using LivenessClient client = CreateClient();
        using Activity caller = new Activity("caller").AddBaggage("customer", "jane").Start();

        await client.CheckAsync(SamplePhoto.ToImage());

        RecordedRequest request = Simulator.Argos.Requests.Should().ContainSingle().Subject;
        request.Headers.Keys.Should().NotContain(["traceparent", "tracestate", "baggage", "Correlation-Context", "Request-Id"]);
        telemetry.SpansOf(Name, "liveness.check").Single().ParentSpanId.Should().Be(caller.SpanId);
    }
}
