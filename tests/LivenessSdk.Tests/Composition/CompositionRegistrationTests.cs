using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.Composition;

public sealed class CompositionRegistrationTests
{
    [Fact]
    public async Task A_composition_is_a_named_client_that_can_be_the_default_and_nest()
    {
        FakeVendor argos = FakeVendor.Fails("argos", LivenessError.Unavailable);
        FakeVendor dojah = FakeVendor.Says("dojah", LivenessVerdict.Live);
        FakeVendor verihubs = FakeVendor.Says("verihubs", LivenessVerdict.Live);
        await using ServiceProvider services = FakeVendor.Build(
            liveness => liveness
                .UseDefault("strict")
                .AddConsensus("strict", o => { o.Clients = ["resilient", "trial"]; o.RequiredAgreements = 2; })
                .AddFailover("resilient", "argos", "dojah")
                .AddShadow("trial", o => (o.Primary, o.Shadow, o.SamplingRate) = ("verihubs", "progeny", 0)),
            argos, dojah, verihubs, FakeVendor.Says("progeny", LivenessVerdict.Live));

        LivenessResult result = await services.GetRequiredService<ILivenessClient>().CheckAsync(FakeVendor.Photo);

        result.IsLive.Should().BeTrue();
        result.ClientName.Should().Be("strict");
        services.GetRequiredService<ILivenessClient>().Should()
            .BeSameAs(services.GetRequiredKeyedService<ILivenessClient>("strict")).And
            .BeSameAs(services.GetRequiredService<LivenessClientFactory>().GetClient("strict"));
        services.GetRequiredService<LivenessClientFactory>().Names.Should()
            .Equal("argos", "dojah", "verihubs", "progeny", "strict", "resilient", "trial");
    }

    [Fact]
    public void Everything_wrong_with_compositions_comes_in_one_message_with_the_faults_of_vendors()
    {
        using ServiceProvider services = Build(liveness => liveness
            .AddArgos(options => options.ApiKey = "")
            .AddFailover("typo", "argos", "dojha")
            .AddFailover("empty")
            .AddFailover("hasty", o => { o.Clients = ["a"]; o.Timeout = TimeSpan.Zero; })
            .AddConsensus("many", o => { o.Clients = ["a", "b"]; o.RequiredAgreements = 3; })
            .AddConsensus("none", o => { o.Clients = ["a", "b"]; o.RequiredAgreements = 0; })
            .AddShadow("loud", o => (o.Primary, o.Shadow, o.SamplingRate) = ("a", "b", 1.5))
            .AddShadow("odd", o => { o.Primary = "a"; o.Shadow = "b"; o.SamplingRate = double.NaN; o.MaxConcurrency = 0; }));

        Faults(services).Should().SatisfyRespectively(
            fault => fault.Should().StartWith("argos: ApiKey is missing"),
            fault => fault.Should().Be("typo: no liveness client is named 'dojha'. Registered are: a, b, argos, typo, empty, hasty, many, none, loud, odd."),
            fault => fault.Should().StartWith("empty: it has no clients"),
            fault => fault.Should().StartWith("hasty: Timeout must be longer than zero"),
            fault => fault.Should().StartWith("many: RequiredAgreements is 3, but must be from 1 to the number of its clients, which is 2"),
            fault => fault.Should().StartWith("none: RequiredAgreements is 0, but must be from 1"),
            fault => fault.Should().Be("loud: SamplingRate must be from 0 to 1."),
            fault => fault.Should().Be("odd: SamplingRate must be from 0 to 1."),
            fault => fault.Should().StartWith("odd: MaxConcurrency must be from 1"));
    }

    [Fact]
    public void A_host_refuses_to_start_with_a_wrong_composition()
    {
        using ServiceProvider services = Build(liveness => liveness.AddFailover("typo", "dojha"));

        services.GetRequiredService<IStartupValidator>().Invoking(validator => validator.Validate())
            .Should().Throw<OptionsValidationException>().WithMessage("*'dojha'*");
    }

    [Fact]
    public void A_circle_is_found_at_start_up()
    {
        using ServiceProvider services = Build(liveness => liveness
            .AddFailover("self", "self")
            .AddFailover("one", "a", "two")
            .AddShadow("two", o => (o.Primary, o.Shadow, o.SamplingRate) = ("three", "b", 0.1))
            .AddConsensus("three", o => { o.Clients = ["one"]; o.RequiredAgreements = 1; })
            .AddFailover("outside", "one"));

        Faults(services).Should().SatisfyRespectively(
            fault => fault.Should().Contain("(self > self)"),
            fault => fault.Should().Contain("(one > two > three > one)"),
            fault => fault.Should().Contain("(two > three > one > two)"),
            fault => fault.Should().Contain("(three > one > two > three)"));
    }

    [Fact]
    public void A_vendor_that_one_check_would_ask_twice_is_found_at_start_up()
    {
        using ServiceProvider services = Build(liveness => liveness
            .AddFailover("double", "a", "a")
            .AddFailover("inner", "a", "b")
            .AddShadow("outer", o => (o.Primary, o.Shadow, o.SamplingRate) = ("a", "inner", 1)));

        Faults(services).Should().SatisfyRespectively(
            fault => fault.Should().StartWith("double: it would ask 'a' 2 times a check"),
            fault => fault.Should().StartWith("outer: it would ask 'a' 2 times a check"));
    }

    [Fact]
    public void A_name_is_taken_once_for_vendors_and_compositions_alike()
    {
        Action twice = () => Build(liveness => liveness.AddFailover("a", "b"));

        twice.Should().Throw<ArgumentException>().WithMessage("*'a' is already registered*");
    }

    [Theory]
    [InlineData("ID R&D", null, 1)]
    [InlineData("own", null, 2)]
    [InlineData("ID R&D", "own", 2)]
    public void A_consensus_that_its_independent_clients_cannot_reach_is_found_at_start_up(string first, string? second, int independent)
    {
        using ServiceProvider services = Build(liveness => liveness
            .AddArgos("one", options => { options.ApiKey = "key"; options.IndependenceGroup = first; })
            .AddArgos("two", options => { options.ApiKey = "key"; options.IndependenceGroup = second ?? options.IndependenceGroup; })
            .AddConsensus("strict", o => { o.Clients = ["one", "two"]; o.RequiredAgreements = 2; }));

        if (independent == 2)
        {
            services.GetRequiredKeyedService<ILivenessClient>("strict").Should().NotBeNull();
        }
        else
        {
            Faults(services).Should().ContainSingle().Which.Should().StartWith("strict: RequiredAgreements is 2, but only 1 of its clients is independent");
        }
    }

    [Fact]
    public void Two_vendors_that_appear_to_share_an_engine_are_one_group_unless_told_otherwise()
    {
        static ServiceProvider Compose(string? group) => Build(liveness => liveness
            .AddArgos("argos", options => options.ApiKey = "key")
            .AddProgeny("progeny", options => (options.Username, options.Password, options.IndependenceGroup) = ("name", "password", group ?? options.IndependenceGroup))
            .AddConsensus("strict", o => o.Clients = ["argos", "progeny"]));
        using ServiceProvider byDefault = Compose(null);
        using ServiceProvider told = Compose("own");

        Faults(byDefault).Should().ContainSingle().Which.Should().Contain("only 1 of its clients is independent");
        told.GetRequiredKeyedService<ILivenessClient>("strict").Should().NotBeNull();
    }

    [Fact]
    public void A_shadow_makes_no_consensus_independent()
    {
        using ServiceProvider services = Build(liveness => liveness
            .AddArgos("one", options => options.ApiKey = "key")
            .AddArgos("two", options => options.ApiKey = "key")
            .AddShadow("trial", o => (o.Primary, o.Shadow, o.SamplingRate) = ("one", "a", 1))
            .AddConsensus("strict", o => o.Clients = ["trial", "two"]));

        Faults(services).Should().ContainSingle().Which.Should().Contain("only 1 of its clients is independent");
    }

    [Fact]
    public void Two_accounts_of_one_vendor_are_one_group_unless_they_say_otherwise()
    {
        using ServiceProvider services = Build(liveness => liveness
            .AddArgos("one", options => { options.ApiKey = "key"; options.IndependenceGroup = null; })
            .AddArgos("two", options => { options.ApiKey = "key"; options.IndependenceGroup = null; })
            .AddConsensus("strict", o => { o.Clients = ["one", "two"]; o.RequiredAgreements = 2; }));

        Faults(services).Should().ContainSingle().Which.Should().Contain("only 1 of its clients is independent");
    }

    [Theory]
    [InlineData("Dojah")]
    [InlineData("dojah")]
    public void A_client_can_be_put_into_the_group_of_another_vendor_by_its_name(string group)
    {
        using ServiceProvider services = Build(liveness => liveness
            .AddDojah("one", options => (options.AppId, options.SecretKey) = ("id", "key"))
            .AddVerihubs("two", options => (options.AppId, options.ApiKey, options.IndependenceGroup) = ("id", "key", group))
            .AddConsensus("strict", o => { o.Clients = ["one", "two"]; o.RequiredAgreements = 2; }));

        Faults(services).Should().ContainSingle().Which.Should().Contain("only 1 of its clients is independent");
    }

    [Fact]
    public void Options_can_be_bound_to_configuration()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Clients:0"] = "a",
            ["Clients:1"] = "c",
            ["OnlyWhenNotProcessed"] = "true",
        }).Build();
        using ServiceProvider services = Build(liveness => liveness.AddFailover("resilient", configuration.Bind));

        Faults(services).Should().ContainSingle().Which.Should().Contain("'c'");
    }

    [Theory]
    [InlineData("Requierd", "3")]
    [InlineData("RequiredAgreements:Count", "3")]
    [InlineData("RequiredAgreements", null)]
    [InlineData("RequiredAgreements", "three")]
    [InlineData("NotLiveVeto", "true")]
    [InlineData("NotLiveVetoes", "yes")]
    [InlineData("Clients:2:Name", "c")]
    [InlineData("Kind", "Failover")]
    public void A_typo_in_a_composition_is_found_at_start_up_however_its_section_is_passed(string key, string? value)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Clients:0"] = "a",
            ["Clients:1"] = "b",
            [key] = value,
        }).Build();
        using ServiceProvider bound = Build(liveness => liveness.AddConsensus("strict", configuration.Bind));
        using ServiceProvider passed = Build(liveness => liveness.AddConsensus("strict", configuration));

        Faults(bound).Should().ContainSingle().Which.Should().StartWith("strict: ").And.Contain(key.Split(':')[0]);
        Faults(passed).Should().ContainSingle().Which.Should().StartWith("strict: ").And.Contain(key.Split(':')[0]);
    }

    [Fact]
    public void Groups_that_differ_only_in_case_or_space_are_one()
    {
        using ServiceProvider services = Build(liveness => liveness
            .AddArgos("one", options => { options.ApiKey = "key"; options.IndependenceGroup = "Engine"; })
            .AddDojah("two", options => { options.AppId = "id"; options.SecretKey = "key"; options.IndependenceGroup = " engine"; })
            .AddConsensus("strict", o => o.Clients = ["one", "two"]));

        Faults(services).Should().ContainSingle().Which.Should().Contain("only 1 of its clients is independent");
    }

    private static IEnumerable<string> Faults(IServiceProvider services) =>
        services.Invoking(provider => provider.GetRequiredService<ILivenessClient>())
            .Should().Throw<OptionsValidationException>().Which.Failures;

    private static ServiceProvider Build(Action<LivenessBuilder> compose) =>
        FakeVendor.Build(compose, FakeVendor.Says("a", LivenessVerdict.Live), FakeVendor.Says("b", LivenessVerdict.Live));
}
