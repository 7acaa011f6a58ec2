using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Composition;

/// <summary>Composes real adapters over the simulator, where a composition rests on what they do.</summary>
public sealed class CompositionOfVendorsTests : IAsyncLifetime
{
    private LivenessSimulator? _simulator;

    private LivenessSimulator Simulator => _simulator!;

    public async ValueTask InitializeAsync() => _simulator = await LivenessSimulator.StartAsync();

    public async ValueTask DisposeAsync() => await Simulator.DisposeAsync();

    [Fact]
    public async Task A_vendor_whose_breaker_is_open_is_passed_over_without_a_message_and_without_waiting()
    {
        await using LivenessClient client = Create(
            liveness => liveness.AddFailover("resilient", "argos", "dojah"), ("argos:Resilience:MinimumThroughput", "2"));
        Simulator.Argos.Always(Scenario.ServerError);
        ILivenessClient resilient = client.GetClient("resilient");
        await resilient.CheckAsync(SamplePhoto.ToImage());
        await resilient.CheckAsync(SamplePhoto.ToImage());
        int messages = Simulator.Argos.Requests.Count;

        LivenessResult result = await resilient.CheckAsync(SamplePhoto.ToImage());

        Simulator.Argos.Requests.Should().HaveCount(messages);
        result.ClientName.Should().Be("dojah");
        result.Attempts[0].Should().BeEquivalentTo(new { ClientName = "argos", Error = LivenessError.Unavailable, PhotoSent = false, MayHaveBeenProcessed = false });
    }

    [Fact]
    public async Task A_vendor_whose_quota_is_used_up_is_passed_over_without_a_message()
    {
        await using LivenessClient client = Create(liveness => liveness.AddFailover("resilient", "argos", "dojah"));
        Simulator.Argos.Always(Scenario.Response(402, "{}"));
        ILivenessClient resilient = client.GetClient("resilient");
        await resilient.CheckAsync(SamplePhoto.ToImage());
        int messages = Simulator.Argos.Requests.Count;

        LivenessResult result = await resilient.CheckAsync(SamplePhoto.ToImage());

        Simulator.Argos.Requests.Should().HaveCount(messages);
        result.Attempts.Select(attempt => attempt.Error).Should().Equal(LivenessError.QuotaExceeded, null);
    }

    [Theory]
    [InlineData("failover")]
    [InlineData("at once")]
    [InlineData("one by one")]
    [InlineData("shadow")]
    [InlineData("nested")]
    public async Task A_cancelled_check_ends_with_the_callers_token_and_asks_nobody_else(string composition)
    {
        await using LivenessClient client = Create(liveness => liveness
            .AddFailover("failover", "argos", "dojah")
            .AddConsensus("at once", o => o.Clients = ["argos", "dojah"])
            .AddConsensus("one by one", o => (o.Clients, o.Sequential) = (["argos", "dojah"], true))
            .AddShadow("shadow", o => (o.Primary, o.Shadow, o.SamplingRate) = ("argos", "dojah", 1))
            .AddConsensus("inner", o => (o.Clients, o.RequiredAgreements) = (["failover"], 1))
            .AddShadow("outer", o => (o.Primary, o.Shadow, o.SamplingRate) = ("inner", "verihubs", 1))
            .AddFailover("nested", "outer", "riset"));
        Simulator.Always(Scenario.Stall);
        using CancellationTokenSource cancellation = new();

        Task<LivenessResult> check = client.GetClient(composition).CheckAsync(SamplePhoto.ToImage(), cancellation.Token);
        await Simulator.Argos.WaitForRequestAsync();
        await cancellation.CancelAsync();

        (await check.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        Simulator.Verihubs.Requests.Should().BeEmpty();
        Simulator.Riset.Requests.Should().BeEmpty();
        if (composition != "at once")
        {
            Simulator.Dojah.Requests.Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("resilient")]
    [InlineData("trial")]
    [InlineData("nested")]
    public async Task A_check_that_is_pending_inside_is_continued_by_the_composition_that_began_it(string composition)
    {
        await using LivenessClient client = Create(Compose);
        Simulator.Progeny.Next(Scenario.Pending(1).Then(Scenario.Attack));
        Simulator.Argos.Next(Scenario.ServerError);
        LivenessResult pending = await client.GetClient(composition).CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { ReturnWhenPending = true });
        pending.Verdict.Should().Be(LivenessVerdict.Inconclusive);

        await using LivenessClient later = Create(Compose); // For instance after a restart.
        LivenessResult result = await later.GetClient(composition).CheckAsync(LivenessRequest.Continue(pending.ContinuationToken!));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.ClientName.Should().Be("progeny");
        Simulator.Progeny.Requests.Where(request => request.Kind == RequestKind.Billable).Should().ContainSingle("what was paid for is not paid for again");
        Simulator.Dojah.Requests.Should().BeEmpty();

        static void Compose(LivenessBuilder liveness) => liveness
            .AddFailover("resilient", "argos", "progeny", "dojah")
            .AddShadow("trial", o => (o.Primary, o.Shadow, o.SamplingRate) = ("progeny", "dojah", 1))
            .AddFailover("nested", "argos", "trial");
    }

    private LivenessClient Create(Action<LivenessBuilder> compose, params (string Key, string Value)[] settings)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddConfiguration(Simulator.ToConfiguration())
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>($"Liveness:Providers:{setting.Key}", setting.Value)))
            .Build();
        return LivenessClient.Create(liveness =>
        {
            liveness.Services.AddSingleton<TimeProvider>(new ImpatientTimeProvider());
            liveness.Services.AddLiveness(configuration.GetSection("Liveness"));
            compose(liveness);
        });
    }
}
