using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.DependencyInjection;

/// <summary>Shows that compositions can be declared in configuration, and follow its changes.</summary>
public sealed class CompositionConfigurationTests
{
    [Fact]
    public async Task Compositions_in_configuration_nest_and_can_be_the_default()
    {
        await using Application application = await Application.StartAsync(
            ("Default", "Resilient"),
            ("Compositions:resilient:Kind", "failover"),
            ("Compositions:resilient:Clients:0", "argos"),
            ("Compositions:resilient:Clients:1", "STRICT"),
            ("Compositions:Strict:Kind", "Consensus"),
            ("Compositions:Strict:Clients:0", "Dojah"),
            ("Compositions:Strict:Clients:1", "verihubs"),
            ("Compositions:trial:Kind", "Shadow"),
            ("Compositions:trial:Primary", "progeny"),
            ("Compositions:trial:Shadow", "riset"),
            ("Compositions:trial:SamplingRate", "0.5"));
        application.Simulator.Argos.Always(Scenario.ServerError);

        LivenessResult result = await application.CheckAsync();

        result.IsLive.Should().BeTrue();
        result.ClientName.Should().Be("strict");
        result.Attempts.Select(attempt => attempt.ClientName).Should().BeEquivalentTo("argos", "dojah", "verihubs");
        application.Services.GetRequiredService<LivenessClientFactory>().Names.Should()
            .BeEquivalentTo("argos", "dojah", "progeny", "riset", "verihubs", "resilient", "strict", "trial");
    }

    [Fact]
    public async Task A_stricter_rule_takes_effect_at_the_next_check_and_a_laxer_one_is_logged_as_such()
    {
        await using Application application = await Application.StartAsync(
            ("Default", "strict"),
            ("Compositions:strict:Kind", "Consensus"),
            ("Compositions:strict:Clients:0", "argos"),
            ("Compositions:strict:Clients:1", "dojah"),
            ("Compositions:strict:Clients:2", "verihubs"),
            ("Compositions:strict:RequiredAgreements", "2"));
        application.Simulator.Dojah.Always(Scenario.NoFace);
        (await application.CheckAsync()).IsLive.Should().BeTrue();

        application.Change(("Compositions:strict:RequiredAgreements", "3"));
        LivenessResult strict = await application.CheckAsync();
        application.Change(("Compositions:strict:RequiredAgreements", "1"), ("Compositions:strict:Clients:1", "riset"));
        LivenessResult lax = await application.CheckAsync();

        strict.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        lax.IsLive.Should().BeTrue();
        lax.Attempts.Select(attempt => attempt.ClientName).Should().Contain("riset").And.NotContain("dojah");
        application.Logs.Should().Contain(line => line.Level == LogLevel.Information && line.Message.Contains("strict has a changed rule", StringComparison.Ordinal));
        application.Logs.Should().ContainSingle(line => line.Level == LogLevel.Warning && line.Message.Contains("laxer", StringComparison.Ordinal))
            .Which.Message.Should().Contain("1 must agree instead of 3").And.Contain("'riset' may now answer").And.Contain("'dojah' can no longer contradict");
    }

    [Theory]
    [InlineData("Compositions:strict:Requierd", "1")]
    [InlineData("Compositions:strict:RequiredAgreements", "one")]
    [InlineData("Compositions:strict:RequiredAgreements", "4")]
    [InlineData("Compositions:strict:Kind", "")]
    [InlineData("Compositions:strict:Kind", "Any")]
    [InlineData("Compositions:strict:Clients:2", "nobody")]
    [InlineData("Compositions:strict:Clients:2", "strict")]
    [InlineData("Compositions:strict:Clients:2", "dojah")]
    [InlineData("Providers:dojah:IndependenceGroup", "id r&d")]
    public async Task An_invalid_change_leaves_every_rule_as_it_was(string key, string value)
    {
        await using Application application = await Application.StartAsync(
            ("Default", "strict"),
            ("Compositions:strict:Kind", "Consensus"),
            ("Compositions:strict:Clients:0", "argos"),
            ("Compositions:strict:Clients:1", "dojah"),
            ("Compositions:strict:Clients:2", "verihubs"),
            ("Compositions:strict:RequiredAgreements", "3"));
        application.Simulator.Dojah.Always(Scenario.NoFace);

        application.Change(("Compositions:strict:NotLiveVetoes", "true"), (key, value));

        (await application.CheckAsync()).Verdict.Should().Be(LivenessVerdict.Inconclusive);
        application.Logs.Should().ContainSingle(line => line.Message.Contains("keep their last good rules", StringComparison.Ordinal))
            .Which.Level.Should().Be(LogLevel.Error);
    }

    [Fact]
    public async Task A_change_below_a_composition_reaches_the_one_above()
    {
        await using Application application = await Application.StartAsync(
            ("Default", "outer"),
            ("Compositions:outer:Kind", "Consensus"),
            ("Compositions:outer:Clients:0", "inner"),
            ("Compositions:outer:Clients:1", "verihubs"),
            ("Compositions:inner:Kind", "Failover"),
            ("Compositions:inner:Clients:0", "argos"));
        (await application.CheckAsync()).Attempts.Select(attempt => attempt.ClientName).Should().BeEquivalentTo("argos", "verihubs");

        application.Change(("Compositions:inner:Clients:0", "dojah"));

        LivenessResult result = await application.CheckAsync(allowed: ["DOJAH", "verihubs"]);
        result.IsLive.Should().BeTrue();
        result.Attempts.Select(attempt => attempt.ClientName).Should().BeEquivalentTo("dojah", "verihubs");
    }

    [Fact]
    public async Task A_change_of_something_else_leaves_the_rules_alone()
    {
        await using Application application = await Application.StartAsync(
            ("Default", "resilient"), ("Compositions:resilient:Kind", "Failover"), ("Compositions:resilient:Clients:0", "argos"));
        await application.CheckAsync();

        application.Change(("Providers:argos:Timeout", "00:00:20"));
        await application.CheckAsync();

        application.Logs.Should().NotContain(line => line.Message.Contains("composition", StringComparison.Ordinal));
    }

    /// <summary>Runs an application over simulated vendors whose configuration can change.</summary>
    private sealed class Application : IAsyncDisposable
    {
        private readonly IConfigurationRoot _configuration;

        private Application(LivenessSimulator simulator, (string Key, string Value)[] settings)
        {
            Simulator = simulator;
            _configuration = new ConfigurationBuilder()
                .AddInMemoryCollection(simulator.ToConfiguration().GetSection("Liveness").AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null))
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
                .Build();
            ServiceCollection services = new();
            services.AddFakeLogging();
            services.AddLiveness(_configuration);
            Services = services.BuildServiceProvider();
            Services.GetRequiredService<IStartupValidator>().Validate();
        }

        public LivenessSimulator Simulator { get; }

        public ServiceProvider Services { get; }

        public IReadOnlyList<FakeLogRecord> Logs => Services.GetFakeLogCollector().GetSnapshot();

        public static async Task<Application> StartAsync(params (string Key, string Value)[] settings) =>
            new(await LivenessSimulator.StartAsync(), settings);

        public Task<LivenessResult> CheckAsync(string[]? allowed = null) =>
            Services.GetRequiredService<ILivenessClient>().CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { AllowedClients = allowed });

        public void Change(params (string Key, string Value)[] settings)
        {
            foreach ((string key, string value) in settings)
            {
                _configuration[key] = value;
            }

            _configuration.Reload();
        }

        public async ValueTask DisposeAsync()
        {
            await Services.DisposeAsync();
            await Simulator.DisposeAsync();
        }
    }
}
