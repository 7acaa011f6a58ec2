using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.DependencyInjection;

/// <summary>Shows that a client answers to its name in any case, as configuration keys do.</summary>
public sealed class ClientNameTests
{
    [Fact]
    public async Task A_client_from_an_environment_variable_in_capitals_is_the_same_client()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["LIVENESS:PROVIDERS:ARGOS:APIKEY"] = simulator.Argos.ApiKey,
                ["LIVENESS:PROVIDERS:ARGOS:ENDPOINT"] = simulator.Argos.Endpoint.AbsoluteUri,
                ["Liveness:Default"] = "argos",
            })
            .Build();
        await using LivenessClient client = LivenessClient.Create(configuration.GetSection("Liveness"));

        LivenessResult result = await client.CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { AllowedClients = ["Argos"] });

        client.Names.Should().Equal("argos");
        result.ClientName.Should().Be("argos");
        client.GetClient("ARGOS").Should().BeSameAs(client.GetClient("argos"));
        client.Health.GetHealth("Argos").ClientName.Should().Be("argos");
    }

    [Fact]
    public void Keyed_services_are_found_in_any_case()
    {
        ServiceCollection services = new();
        services.AddLiveness().AddArgos("Mine", options => options.ApiKey = "key").AddFailover("resilient", "MINE").UseDefault("RESILIENT");
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredKeyedService<ILivenessClient>("mine").Should().BeSameAs(provider.GetRequiredKeyedService<ILivenessClient>("Mine"));
        provider.GetRequiredService<ILivenessClient>().Should().BeSameAs(provider.GetRequiredKeyedService<ILivenessClient>("Resilient"));
        provider.Invoking(p => p.GetRequiredKeyedService<ILivenessClient>("other")).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Two_names_that_differ_only_in_case_are_rejected()
    {
        LivenessBuilder builder = new ServiceCollection().AddLiveness().AddArgos("mine", options => options.ApiKey = "key");

        builder.Invoking(liveness => liveness.AddDojah("MINE", _ => { })).Should().Throw<ArgumentException>().WithMessage("*'mine' is already registered*");
        builder.Invoking(liveness => liveness.AddFailover("Mine", "mine")).Should().Throw<ArgumentException>().WithMessage("*'mine' is already registered*");
    }

    [Fact]
    public async Task A_paid_check_is_resumed_by_a_client_whose_name_has_another_case()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        simulator.Progeny.Always(Scenario.Pending(1));
        await using LivenessClient first = Create("progeny");
        await using LivenessClient second = Create("PROGENY");
        LivenessResult pending = await first.CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { ReturnWhenPending = true });

        LivenessResult result = await second.CheckAsync(LivenessRequest.Continue(pending.ContinuationToken!));

        result.IsLive.Should().BeTrue();
        simulator.Progeny.Requests.Count(request => request.Photos.Count > 0).Should().Be(1, "the photo is paid for once");

        LivenessClient Create(string name) => LivenessClient.Create(liveness => liveness.AddProgeny(name, options =>
        {
            options.Endpoint = simulator.Progeny.Endpoint;
            options.Username = simulator.Progeny.Username;
            options.Password = simulator.Progeny.Password;
        }));
    }

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0x70, 0xDC00, 0x31)]
    [InlineData(0xDC00, 0xD800)]
    [InlineData(0xD83D, 0xDE42, 0xD83D)]
    public void A_reference_with_a_lone_surrogate_is_rejected(params int[] units)
    {
        string reference = string.Concat(units.Select(unit => (char)unit));
        Action create = () => _ = new LivenessRequest(SamplePhoto.ToImage()) { TransactionId = reference };

        create.Should().Throw<ArgumentException>().WithMessage("*surrogate*");
    }

    [Fact]
    public void A_reference_may_hold_any_valid_text()
    {
        new LivenessRequest(SamplePhoto.ToImage()) { TransactionId = "Zoë 🙂 1" }.TransactionId.Should().Be("Zoë 🙂 1");
    }
}
