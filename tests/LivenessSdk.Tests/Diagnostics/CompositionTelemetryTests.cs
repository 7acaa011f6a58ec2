using System.Diagnostics;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Diagnostics;

public sealed class CompositionTelemetryTests : ObservedSimulator
{
    [Fact]
    public async Task A_composition_is_a_span_with_the_checks_of_its_clients_below()
    {
        using RecordedTelemetry telemetry = new();
        await using LivenessClient client = CreateNested();
        Simulator.Argos.Next(Scenario.ServerError);

        LivenessResult result = await client.GetClient($"{Name}-outer").CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { TransactionId = "order-4711" });

        Activity outer = SpanOf(telemetry, "outer");
        Activity inner = SpanOf(telemetry, "inner");
        inner.ParentSpanId.Should().Be(outer.SpanId);
        telemetry.SpansOf(Name, "liveness.check").Should().ContainSingle().Which.ParentSpanId.Should().Be(inner.SpanId);
        telemetry.SpansOf($"{Name}-dojah", "liveness.check").Should().ContainSingle().Which.ParentSpanId.Should().Be(inner.SpanId);
        foreach (Activity span in new[] { outer, inner })
        {
            span.GetTagItem("liveness.verdict").Should().Be("Live");
            span.GetTagItem("liveness.reason").Should().BeNull();
            span.GetTagItem("liveness.vendor").Should().BeNull();
            span.Status.Should().Be(ActivityStatusCode.Unset);
        }

        outer.GetTagItem("liveness.transaction_id").Should().Be("order-4711");
        inner.GetTagItem("liveness.transaction_id").Should().Be(result.Answers[0].TransactionId);
    }

    [Fact]
    public async Task A_composition_that_fails_says_how_and_no_more()
    {
        using RecordedTelemetry telemetry = new();
        await using LivenessClient client = CreateNested();
        Simulator.Always(Scenario.ServerError);

        await FailAsync(client.GetClient($"{Name}-outer"));

        foreach (Activity span in new[] { SpanOf(telemetry, "outer"), SpanOf(telemetry, "inner") })
        {
            span.Status.Should().Be(ActivityStatusCode.Error);
            span.StatusDescription.Should().BeNull();
            span.Events.Should().BeEmpty();
            span.GetTagItem("error.type").Should().Be("Unavailable");
            span.GetTagItem("liveness.verdict").Should().BeNull();
        }
    }

    [Fact]
    public async Task A_shadow_stands_below_the_check_that_it_saw()
    {
        using RecordedTelemetry telemetry = new();
        await using (LivenessClient client = CreateClient(add: builder => AddDojah(builder).AddShadow($"{Name}-trial", o => (o.Primary, o.Shadow, o.SamplingRate) = (Name, $"{Name}-dojah", 1))))
        {
            await client.GetClient($"{Name}-trial").CheckAsync(SamplePhoto.ToImage());
            while (!telemetry.SpansOf($"{Name}-dojah", "liveness.check").Any())
            {
                await Task.Yield();
            }
        }

        telemetry.SpansOf($"{Name}-dojah", "liveness.check").Should().ContainSingle().Which.ParentSpanId.Should().Be(SpanOf(telemetry, "trial").SpanId);
    }

    [Fact]
    public async Task Checks_are_measured_once_a_vendor_and_not_again_for_the_composition()
    {
        using RecordedTelemetry telemetry = new();
        await using LivenessClient client = CreateNested();

        await client.GetClient($"{Name}-outer").CheckAsync(SamplePhoto.ToImage());

        telemetry.Measurements
            .Where(measurement => measurement.Instrument.Name == "liveness.check.duration" && measurement["liveness.provider"] is string provider && provider.StartsWith(Name, StringComparison.Ordinal))
            .Should().ContainSingle().Which["liveness.provider"].Should().Be(Name);
    }

    private Activity SpanOf(RecordedTelemetry telemetry, string composition) =>
        telemetry.Spans.Should().ContainSingle(span => span.OperationName == "liveness.composition" && Equals(span.GetTagItem("liveness.composition"), $"{Name}-{composition}")).Subject;

    private LivenessClient CreateNested() => CreateClient(add: builder => AddDojah(builder)
        .AddFailover($"{Name}-inner", Name, $"{Name}-dojah")
        .AddConsensus($"{Name}-outer", options => (options.Clients, options.RequiredAgreements) = ([$"{Name}-inner"], 1)));

    private LivenessBuilder AddDojah(LivenessBuilder builder) => builder.AddDojah($"{Name}-dojah", options =>
    {
        options.Endpoint = Simulator.Dojah.Endpoint;
        (options.AppId, options.SecretKey) = (Simulator.Dojah.AppId, Simulator.Dojah.SecretKey);
    });
}
