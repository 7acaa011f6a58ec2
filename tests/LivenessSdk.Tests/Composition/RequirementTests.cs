using LivenessSdk.Simulator;
using LivenessSdk.Tests.Diagnostics;

namespace LivenessSdk.Tests.Composition;

/// <summary>Shows that parameters which restrict a verdict are requirements: nobody gets the photo who would ignore them.</summary>
public sealed class RequirementTests : IAsyncLifetime
{
    private LivenessSimulator? _simulator;
    private LivenessClient? _client;

    public static TheoryData<string> Restricting => ["user", "spoof detection"];

    private LivenessSimulator Simulator => _simulator!;

    private LivenessClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await LivenessSimulator.StartAsync();
        _client = LivenessClient.Create(liveness => liveness
            .AddArgos(options => (options.Endpoint, options.ApiKey) = (Simulator.Argos.Endpoint, Simulator.Argos.ApiKey))
            .AddDojah(options =>
            {
                (options.Endpoint, options.AppId, options.SecretKey) = (Simulator.Dojah.Endpoint, Simulator.Dojah.AppId, Simulator.Dojah.SecretKey);
            })
            .AddRiset(options =>
            {
                (options.Endpoint, options.ClientId, options.Password) = (Simulator.Riset.Endpoint, Simulator.Riset.ClientId, Simulator.Riset.Password);
                options.Resilience.MaxRetryAttempts = 0;
            })
            .AddVerihubs(options =>
            {
                (options.Endpoint, options.AppId, options.ApiKey) = (Simulator.Verihubs.Endpoint, Simulator.Verihubs.AppId, Simulator.Verihubs.ApiKey);
            })
            .AddFailover("failover", "argos", "riset")
            .AddFailover("others", "argos", "dojah")
            .AddConsensus("consensus", options => options.Clients = ["argos", "riset", "dojah"])
            .AddConsensus("single", options => (options.Clients, options.RequiredAgreements) = (["argos", "riset", "dojah"], 1))
            .AddShadow("shadowed", o => (o.Primary, o.Shadow, o.SamplingRate) = ("riset", "argos", 1)));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Restricting))]
    public async Task A_failover_passes_over_whoever_would_ignore_them(string what)
    {
        LivenessResult result = await CheckAsync("failover", what);

        result.ClientName.Should().Be("riset");
        Simulator.Argos.Requests.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Restricting))]
    public async Task A_failover_does_not_fall_back_to_whoever_would_ignore_them(string what)
    {
        Simulator.Riset.Always(Scenario.ServerError);

        LivenessException failure = await FailAsync("failover", what);

        failure.Error.Should().Be(LivenessError.Unavailable);
        Simulator.Argos.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("argos")]
    [InlineData("others")]
    [InlineData("consensus")]
    public async Task Where_too_few_can_honor_them_nobody_is_asked(string client)
    {
        LivenessException failure = await FailAsync(client, "user");

        failure.Error.Should().Be(LivenessError.Unsupported);
        failure.IsTransient.Should().BeFalse();
        failure.MayHaveBeenProcessed.Should().BeFalse();
        Simulator.Argos.Requests.Concat(Simulator.Dojah.Requests).Concat(Simulator.Riset.Requests).Should().BeEmpty();
    }

    [Fact]
    public async Task A_consensus_asks_only_those_who_can_honor_them()
    {
        LivenessResult result = await CheckAsync("single", "user");

        result.Answers.Should().ContainSingle().Which.ClientName.Should().Be("riset");
        Simulator.Argos.Requests.Concat(Simulator.Dojah.Requests).Should().BeEmpty();
    }

    [Fact]
    public async Task A_shadow_that_would_ignore_them_is_skipped_and_counted()
    {
        using RecordedTelemetry telemetry = new();

        LivenessResult result = await CheckAsync("shadowed", "user");

        result.ClientName.Should().Be("riset");
        result.Attempts.Should().ContainSingle();
        Simulator.Argos.Requests.Should().BeEmpty();
        telemetry.Measurements.Should().Contain(measurement =>
            measurement.Instrument.Name == "liveness.shadow.checks"
            && Equals(measurement["liveness.composition"], "shadowed")
            && Equals(measurement["liveness.shadow.outcome"], "skipped"));
    }

    [Fact]
    public async Task As_a_preference_they_are_ignored_by_those_who_cannot_honor_them()
    {
        LivenessResult result = await Client.GetClient("failover").CheckAsync(new LivenessRequest(SamplePhoto.ToImage())
        {
            Parameters = [new RisetParameters { UserId = "7", FaceGalleryId = "all", IsPreference = true }],
        });

        result.ClientName.Should().Be("argos");
    }

    [Theory]
    [InlineData("poor quality")]
    [InlineData("attributes")]
    [InlineData("faces")]
    public async Task Validations_of_verihubs_are_requirements(string what)
    {
        VerihubsParameters parameters = what switch
        {
            "poor quality" => new() { ValidateQuality = true },
            "attributes" => new() { ValidateAttributes = true },
            _ => new() { ValidateFaceCount = true },
        };

        (await AskAsync("argos", parameters).Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.Unsupported);
        await AskAsync("verihubs", parameters).Should().NotThrowAsync();
    }

    [Fact]
    public async Task Parameters_that_restrict_nothing_are_ignored_by_others()
    {
        await AskAsync(
            "argos",
            new VerihubsParameters { ValidateQuality = false, ComputeQuality = true },
            new RisetParameters { SpoofDetection = false },
            new ProgenyParameters { ExtendData = true }).Should().NotThrowAsync();
    }

    [Fact]
    public async Task A_second_set_of_the_same_type_that_would_be_ignored_is_unsupported()
    {
        (await AskAsync("riset", new RisetParameters(), new RisetParameters { UserId = "7", FaceGalleryId = "all" })
            .Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.Unsupported);
    }

    [Fact]
    public async Task Parameters_of_a_third_party_decide_for_themselves()
    {
        (await AskAsync("argos", new StrictParameters()).Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.Unsupported);
        await AskAsync("argos", new StrictParameters { IsPreference = true }).Should().NotThrowAsync();
    }

    private static RisetParameters Create(string what) =>
        what == "user" ? new() { UserId = "7", FaceGalleryId = "all" } : new() { SpoofDetection = true };

    private Task<LivenessResult> CheckAsync(string client, string what) =>
        Client.GetClient(client).CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { Parameters = [Create(what)] });

    private async Task<LivenessException> FailAsync(string client, string what)
    {
        Func<Task> check = () => CheckAsync(client, what);
        return (await check.Should().ThrowExactlyAsync<LivenessException>()).Which;
    }

    private Func<Task> AskAsync(string client, params ProviderParameters[] parameters) =>
        () => Client.GetClient(client).CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { Parameters = parameters });

    private sealed class StrictParameters : ProviderParameters
    {
        public override bool RestrictsVerdict => true;
    }
}
