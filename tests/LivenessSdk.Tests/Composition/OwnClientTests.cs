using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Composition;

/// <summary>Adds clients of an application: one of its own, one that wraps another, and a composition by a rule of its own.</summary>
public sealed class OwnClientTests
{
    private static readonly LivenessRequest s_request = new(FakeVendor.Photo);

    [Fact]
    public async Task Decorators_see_every_check_of_their_client_the_last_outermost()
    {
        List<string> log = [];
        await using ServiceProvider services = FakeVendor.Build(
            builder => builder
                .Decorate("argos", (client, _) => new Auditing(client, "inner", log))
                .Decorate("ARGOS", (client, _) => new Auditing(client, "outer", log))
                .AddFailover("safe", "argos"),
            FakeVendor.Says("argos", LivenessVerdict.Live));

        LivenessResult result = await services.GetRequiredKeyedService<ILivenessClient>("safe").CheckAsync(s_request);

        result.ClientName.Should().Be("argos");
        log.Should().Equal("outer begins", "inner begins", "inner ends", "outer ends");
    }

    [Fact]
    public async Task Decorating_an_unknown_client_fails_at_once()
    {
        Action decorate = () => new ServiceCollection().AddLiveness().Decorate("nobody", (client, _) => client);

        decorate.Should().Throw<ArgumentException>().WithMessage("*'nobody'*");
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_client_that_wraps_another_is_asked_for_the_photos_of_that_one()
    {
        await using ServiceProvider services = FakeVendor.Build(
            builder => builder
                .AddClient("audited", provider => new Auditing(provider.GetRequiredKeyedService<ILivenessClient>("argos"), "audit", []))
                .AddFailover("safe", "audited", "dojah"),
            FakeVendor.Says("argos", LivenessVerdict.Live),
            FakeVendor.Says("dojah", LivenessVerdict.NotLive));
        ILivenessClient safe = services.GetRequiredKeyedService<ILivenessClient>("safe");

        (await safe.CheckAsync(new LivenessRequest(s_request) { AllowedClients = ["argos"] })).ClientName.Should().Be("argos");
        (await safe.CheckAsync(new LivenessRequest(s_request) { AllowedClients = ["dojah"] })).ClientName.Should().Be("dojah");
    }

    [Fact]
    public async Task An_own_client_receives_only_what_it_is_allowed_to()
    {
        FakeVendor own = FakeVendor.Says("own", LivenessVerdict.Live);
        await using ServiceProvider services = FakeVendor.Build(builder => builder.AddClient("own", _ => own));
        ILivenessClient client = services.GetRequiredKeyedService<ILivenessClient>("own");

        Func<Task> check = () => client.CheckAsync(new LivenessRequest(s_request) { AllowedClients = ["argos"] });

        (await check.Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.InvalidRequest);
        own.Received.Should().BeEmpty();
        (await client.CheckAsync(new LivenessRequest(s_request) { AllowedClients = ["OWN"] })).IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task An_own_client_cannot_pass_a_contradiction_for_live()
    {
        FakeVendor own = new("own", (_, _) => Task.FromResult(FakeVendor.Result("own", LivenessVerdict.Live, LivenessReasonCode.PresentationAttack)));
        await using ServiceProvider services = FakeVendor.Build(builder => builder.AddClient("own", _ => own));

        Func<Task> check = () => services.GetRequiredKeyedService<ILivenessClient>("own").CheckAsync(s_request);

        (await check.Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.UnexpectedResponse);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_wraps_another_cannot_pass_a_contradiction_for_live(bool decorates)
    {
        FakeVendor argos = new("argos", (_, _) => Task.FromResult(FakeVendor.Result("argos", LivenessVerdict.NotLive, LivenessReasonCode.PresentationAttack)));
        await using ServiceProvider services = FakeVendor.Build(
            builder => _ = decorates
                ? builder.Decorate("argos", (client, _) => new Whitewashing(client))
                : builder.AddClient("wrapped", provider => new Whitewashing(provider.GetRequiredKeyedService<ILivenessClient>("argos"))),
            argos);

        Func<Task> check = () => services.GetRequiredKeyedService<ILivenessClient>(decorates ? "argos" : "wrapped").CheckAsync(s_request);

        (await check.Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.UnexpectedResponse);
    }

    [Fact]
    public async Task A_wrapped_client_that_nobody_registered_receives_only_what_it_is_allowed_to()
    {
        FakeVendor own = FakeVendor.Says("own", LivenessVerdict.Live);
        await using ServiceProvider services = FakeVendor.Build(builder => builder
            .AddClient("own", _ => new Auditing(new Auditing(own, "inner", []), "outer", []))
            .AddFailover("safe", "own"));

        Func<Task> check = () => services.GetRequiredKeyedService<ILivenessClient>("own").CheckAsync(new LivenessRequest(s_request) { AllowedClients = ["argos"] });

        (await check.Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.InvalidRequest);
        own.Received.Should().BeEmpty();
        (await services.GetRequiredKeyedService<ILivenessClient>("safe").CheckAsync(s_request)).IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task An_own_composition_asks_by_its_own_rule_and_joins_others()
    {
        await using ServiceProvider services = FakeVendor.Build(
            builder => builder
                .AddClient("second opinion", ["argos", "dojah"], (_, clients) => new SecondOpinion(clients[0], clients[1]))
                .AddFailover("outer", "second opinion"),
            FakeVendor.Says("argos", LivenessVerdict.Live),
            FakeVendor.Says("dojah", LivenessVerdict.NotLive));

        LivenessResult result = await services.GetRequiredKeyedService<ILivenessClient>("outer").CheckAsync(s_request);

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.ClientName.Should().Be("dojah");
    }

    [Fact]
    public void A_composition_of_ones_own_is_validated_at_startup_like_any_other()
    {
        using ServiceProvider services = FakeVendor.Build(builder => builder
            .AddClient("a", ["b"], (_, clients) => clients[0])
            .AddClient("b", ["a"], (_, clients) => clients[0]));

        services.Invoking(provider => provider.GetRequiredService<LivenessClientFactory>())
            .Should().Throw<Microsoft.Extensions.Options.OptionsValidationException>().WithMessage("*it contains itself*");
    }

    private sealed class Whitewashing(ILivenessClient inner) : DelegatingLivenessClient(inner)
    {
        public override async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default) =>
            new(await base.CheckAsync(request, cancellationToken)) { Verdict = LivenessVerdict.Live };
    }

    private sealed class Auditing(ILivenessClient inner, string name, List<string> log) : DelegatingLivenessClient(inner)
    {
        public override async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
        {
            log.Add($"{name} begins");
            LivenessResult result = await base.CheckAsync(request, cancellationToken);
            log.Add($"{name} ends");
            return result;
        }
    }

    private sealed class SecondOpinion(ILivenessClient first, ILivenessClient second) : ILivenessClient
    {
        public async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
        {
            LivenessResult result = await first.CheckAsync(request, cancellationToken);
            return result.IsLive ? await second.CheckAsync(request, cancellationToken) : result;
        }
    }
}
