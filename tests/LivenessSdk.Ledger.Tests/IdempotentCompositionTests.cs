using LivenessSdk.Ledger.Tests.Support;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Ledger.Tests;

/// <summary>States how idempotent clients work inside of compositions, and how they are registered.</summary>
public sealed class IdempotentCompositionTests
{
    [Fact]
    public async Task Inside_of_a_failover_each_vendor_remembers_by_itself()
    {
        await using LedgerRig rig = await LedgerRig.StartAsync(builder => builder.AddFailover("both", "argos-once", "dojah-once"));
        rig.Simulator.Argos.Always(Scenario.Unavailable());

        LivenessResult first = await rig.CheckAsync(client: "both");
        LivenessResult second = await rig.CheckAsync(client: "both");

        (first.ClientName, first.FromLedger, second.ClientName, second.FromLedger).Should().Be(("dojah", false, "dojah", true));
        rig.Posts(rig.Simulator.Dojah).Should().Be(1);
        (await rig.FindAsync("argos")).State.Should().Be(LedgerState.Released);
        (await rig.FindAsync("dojah")).State.Should().Be(LedgerState.Answered);
    }

    [Fact]
    public async Task A_failover_ends_where_a_check_is_in_flight()
    {
        await using LedgerRig rig = await LedgerRig.StartAsync(builder => builder.AddFailover("both", "argos-once", "dojah-once"));
        await rig.DispatchElsewhereAsync();

        LivenessException failure = await rig.FailAsync(LedgerRig.Request(timeout: TimeSpan.FromSeconds(1)), "both");

        failure.Error.Should().Be(LivenessError.InProgress);
        rig.Posts(rig.Simulator.Dojah).Should().Be(0);
    }

    [Fact]
    public async Task A_failover_that_must_not_pay_twice_ends_where_the_outcome_is_unknown()
    {
        await using LedgerRig rig = await LedgerRig.StartAsync(builder => builder.AddFailover("both", options =>
        {
            options.Clients = ["argos-once", "dojah-once"];
            options.OnlyWhenNotProcessed = true;
        }));
        await rig.Ledger.SuspendAsync(await rig.DispatchElsewhereAsync(), default);

        (await rig.FailAsync(client: "both")).Error.Should().Be(LivenessError.OutcomeUnknown);

        rig.Posts(rig.Simulator.Dojah).Should().Be(0);
    }

    [Fact]
    public async Task A_consensus_is_composed_again_from_the_entries()
    {
        await using LedgerRig rig = await LedgerRig.StartAsync(builder => builder.AddConsensus("two", options =>
        {
            options.Clients = ["argos-once", "dojah-once"];
            options.RequiredAgreements = 2;
        }));

        LivenessResult first = await rig.CheckAsync(client: "two");
        LivenessResult second = await rig.CheckAsync(client: "two");

        (first.Verdict, second.Verdict).Should().Be((LivenessVerdict.Live, LivenessVerdict.Live));
        second.Answers.Should().HaveCount(2).And.OnlyContain(answer => answer.FromLedger);
        (rig.Posts(), rig.Posts(rig.Simulator.Dojah)).Should().Be((1, 1));
        (await rig.Ledger.SummarizeAsync()).Sum(total => total.Checks).Should().Be(2, "a composition's own answer is not stored");
    }

    [Fact]
    public async Task A_shadow_is_not_asked_about_a_remembered_answer()
    {
        TaskCompletionSource compared = new();
        await using LedgerRig rig = await LedgerRig.StartAsync(builder => builder.AddShadow("shadowed", options =>
        {
            options.Primary = "argos-once";
            options.Shadow = "dojah";
            options.SamplingRate = 1;
            options.OnCompared = (_, _) =>
            {
                compared.TrySetResult();
                return Task.CompletedTask;
            };
        }));
        await rig.CheckAsync(client: "shadowed");
        await compared.Task;

        (await rig.CheckAsync(client: "shadowed")).Attempts.Should().ContainSingle();

        rig.Posts(rig.Simulator.Dojah).Should().Be(1);
    }

    [Fact]
    public async Task A_client_that_the_request_does_not_allow_neither_sends_nor_remembers()
    {
        await using LedgerRig rig = await LedgerRig.StartAsync();
        await rig.CheckAsync();
        LivenessRequest other = new(SamplePhoto.ToImage()) { IdempotencyKey = "k", AllowedClients = ["dojah"] };

        (await rig.FailAsync(other)).Error.Should().Be(LivenessError.InvalidRequest);
    }

    [Fact]
    public async Task Configuration_declares_idempotent_clients_and_the_options_of_their_ledger()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        LedgerSecret secret = LedgerSecret.Generate("2026-11");
        IConfiguration configuration = new ConfigurationBuilder()
            .AddConfiguration(simulator.ToConfiguration())
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Liveness:Default"] = "argos-once",
                ["Liveness:Compositions:argos-once:Kind"] = "Idempotent",
                ["Liveness:Compositions:argos-once:Client"] = "Argos",
                ["Liveness:Compositions:argos-once:RequireKey"] = "true",
                ["Liveness:Ledger:Lease"] = "00:00:20",
                ["Liveness:Ledger:Retention"] = "7.00:00:00",
                ["Liveness:Ledger:Secrets:0:Name"] = secret.Name,
                ["Liveness:Ledger:Secrets:0:Key"] = secret.Key,
            })
            .Build();
        ServiceCollection services = new();
        services.AddLiveness(configuration.GetSection("Liveness")).UseLedger((_, options) => new InMemoryCheckLedger(options));
        await using ServiceProvider provider = services.BuildServiceProvider();
        ILivenessClient client = provider.GetRequiredService<ILivenessClient>();

        await client.CheckAsync(LedgerRig.Request());

        (await client.CheckAsync(LedgerRig.Request())).FromLedger.Should().BeTrue();
        await FluentActions.Awaiting(() => client.CheckAsync(LedgerRig.Request(key: null))).Should().ThrowAsync<LivenessException>();
        CheckLedgerOptions options = provider.GetRequiredService<CheckLedger>().Options;
        (options.Lease, options.Retention, options.Secrets.Single().Name).Should().Be((TimeSpan.FromSeconds(20), TimeSpan.FromDays(7), "2026-11"));
    }

    [Theory]
    [InlineData("Compositions:x:Kind=Idempotent|Compositions:x:Client=argos", "no ledger is registered")]
    [InlineData("Compositions:x:Kind=Idempotent", "it has no clients")]
    [InlineData("Compositions:x:Kind=Idempotent|Compositions:x:Client=nobody", "'nobody'")]
    [InlineData("Compositions:x:Kind=Idempotent|Compositions:x:Client=argos|Compositions:x:RequireKye=true", "RequireKye")]
    [InlineData("Compositions:x:Kind=Idempotent|Compositions:x:Client=y|Compositions:y:Kind=Failover|Compositions:y:Clients:0=argos", "consists of several clients")]
    [InlineData("Ledger:Leese=00:00:20", "Leese")]
    [InlineData("Ledger:Secrets:0:Name=a|Ledger:Secrets:0:Key=c2hvcnQ=", "at least 32 bytes")]
    [InlineData("Ledger:Lease=20", "00:00:20")]
    public async Task What_is_wrong_with_the_settings_fails_the_start(string settings, string problem)
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        IConfiguration configuration = new ConfigurationBuilder()
            .AddConfiguration(simulator.ToConfiguration())
            .AddInMemoryCollection(settings.Split('|').Select(setting => setting.Split('=', 2)).ToDictionary(pair => $"Liveness:{pair[0]}", string? (pair) => pair[1]))
            .Build();

        Action create = () => LivenessClient.Create(configuration.GetSection("Liveness"));

        create.Should().Throw<OptionsValidationException>().Which.Message.Should().Contain(problem);
    }

    [Fact]
    public void A_ledger_without_a_secret_fails_the_start()
    {
        Action create = () => LivenessClient.Create(liveness => liveness
            .AddArgos(options => options.ApiKey = "key")
            .UseLedger((_, options) => new InMemoryCheckLedger(options))
            .AddIdempotent("argos-once", "argos"));

        create.Should().Throw<OptionsValidationException>().Which.Message.Should().StartWith("Ledger: The options of the ledger are invalid. Secrets is empty: add one");
    }

    [Fact]
    public void Invalid_options_of_a_ledger_are_listed()
    {
        CheckLedgerOptions options = new()
        {
            Lease = TimeSpan.FromMilliseconds(5),
            Retention = TimeSpan.FromMinutes(1),
            Secrets = { new LedgerSecret { Name = "a b", Key = "x" }, LedgerSecret.Generate("same"), LedgerSecret.Generate("same") },
        };

        Action create = () => _ = new InMemoryCheckLedger(options);

        create.Should().Throw<ArgumentException>().Which.Message.Should().ContainAll("Lease", "Retention", "Name", "name of its own");
        options.Secrets[1].ToString().Should().Be("same");
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\nbreak")]
    public void A_key_that_cannot_be_stored_exactly_is_an_argument_exception(string key)
    {
        Action create = () => LedgerRig.Request(key);
        Action createHalf = () => LedgerRig.Request($"{key}half {'\ud83d'}");

        create.Should().Throw<ArgumentException>();
        createHalf.Should().Throw<ArgumentException>();
    }
}
