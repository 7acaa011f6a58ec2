using System.Data.Common;
using LivenessSdk.Ledger.Tests.Support;
using LivenessSdk.Providers;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Ledger.Tests.RateLimits;

/// <summary>Shows a shared limit at work in clients of two machines.</summary>
public sealed class SharedLimitOfClientsTests
{
    [Fact]
    public async Task Clients_of_two_machines_share_a_limit_that_the_configuration_names()
    {
        await using TestDatabase database = await TestDatabase.CreateSqliteAsync();
        await using CheckLedger ledger = await database.OpenAsync(new CheckLedgerOptions { Secrets = { LedgerSecret.Generate("test") } });
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using ServiceProvider first = Build(simulator, database, ("PermitsPerSecond", "0.01"), ("OutagePermitsPerSecond", "0"));
        await using ServiceProvider second = Build(simulator, database, ("PermitsPerSecond", "0.01"), ("OutagePermitsPerSecond", "0"));

        (await CheckAsync(first, "argos")).IsLive.Should().BeTrue();
        LivenessException failure = (await FluentActions.Awaiting(() => CheckAsync(second, "argos")).Should().ThrowAsync<LivenessException>()).Which;

        (failure.Error, failure.MayHaveBeenProcessed).Should().Be((LivenessError.RateLimited, false));
        failure.RetryAfter.Should().BeGreaterThan(TimeSpan.FromSeconds(60));
        simulator.Argos.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task While_the_database_is_down_nothing_is_sent_and_the_message_says_so()
    {
        await using TestDatabase database = await TestDatabase.CreateSqliteAsync();
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using ServiceProvider services = Build(
            simulator, database, dataSource: new SwitchableDataSource(database.DataSource) { IsDown = true }, ("PermitsPerSecond", "10"), ("OutagePermitsPerSecond", "0"));

        LivenessException failure = (await FluentActions.Awaiting(() => CheckAsync(services, "argos")).Should().ThrowAsync<LivenessException>()).Which;

        failure.Error.Should().Be(LivenessError.RateLimited);
        failure.Message.Should().Contain("the database of the shared rate limit is down; nothing was sent");
        failure.RetryAfter.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(1));
        simulator.Argos.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Polls_of_a_paid_check_go_before_uploads()
    {
        await using TestDatabase database = await TestDatabase.CreateSqliteAsync();
        await using CheckLedger ledger = await database.OpenAsync(new CheckLedgerOptions { Secrets = { LedgerSecret.Generate("test") } });
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using ServiceProvider services = Build(
            simulator, database, ("PermitsPerSecond", "10"), ("OutagePermitsPerSecond", "0"), ("QueueTimeout", "00:01:00"));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => CheckAsync(services, "progeny")));

        RequestKind[] kinds = [.. simulator.Progeny.Requests.Select(request => request.Kind)];
        int firstPoll = Array.IndexOf(kinds, RequestKind.Poll);
        kinds.Skip(firstPoll).Should().Contain(RequestKind.Billable, "uploads that waited before the poll let it pass");
    }

    [Theory]
    [InlineData("PermitsPerSecond", "OutagePermitsPerSecond")]
    [InlineData("OutagePermitsPerSecond", "PermitsPerSecond")]
    public async Task A_shared_limit_without_its_settings_fails_the_start(string missing, string other)
    {
        await using TestDatabase database = await TestDatabase.CreateSqliteAsync();
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using ServiceProvider services = Build(simulator, database, (other, "0.5"));

        services.Invoking(s => s.GetRequiredService<IStartupValidator>().Validate())
            .Should().Throw<OptionsValidationException>().WithMessage($"*argos*{missing} must be*");
    }

    [Fact]
    public async Task In_one_call_all_clients_that_say_what_to_do_without_the_database_share_their_limits()
    {
        await using TestDatabase database = await TestDatabase.CreateSqliteAsync();
        await using CheckLedger ledger = await database.OpenAsync(new CheckLedgerOptions { Secrets = { LedgerSecret.Generate("test") } });
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        ServiceCollection services = new();
        services.AddLiveness(simulator.ToConfiguration().GetSection("Liveness"))
            .UseSqlRateLimiters(database.Dialect, _ => database.DataSource);
        services.Configure<ArgosOptions>("argos", options =>
            (options.Resilience.RateLimit.PermitsPerSecond, options.Resilience.RateLimit.OutagePermitsPerSecond) = (10, 1));
        services.Configure<DojahOptions>("dojah", options => options.Resilience.RateLimit.PermitsPerSecond = 10);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await CheckAsync(provider, "argos");
        await CheckAsync(provider, "dojah");

        (await ReadLimitsAsync(database)).Should().Equal("argos");
    }

    [Fact]
    public void Only_a_vendors_client_has_a_limit_to_share()
    {
        LivenessBuilder builder = new ServiceCollection().AddLiveness().AddArgos(options => options.ApiKey = "key").AddFailover("both", "argos");

        builder.Invoking(b => b.UseSqlRateLimiter("both", SqlLedgerDialect.Sqlite, _ => null!)).Should().Throw<ArgumentException>().WithMessage("*'both'*");
    }

    private static async Task<List<string>> ReadLimitsAsync(TestDatabase database)
    {
        List<string> names = [];
        await using DbCommand command = database.DataSource.CreateCommand("SELECT name FROM liveness_rate");
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static Task<LivenessResult> CheckAsync(IServiceProvider services, string client) =>
        services.GetRequiredKeyedService<ILivenessClient>(client).CheckAsync(new LivenessRequest(SamplePhoto.ToImage()), TestContext.Current.CancellationToken);

    private static ServiceProvider Build(LivenessSimulator simulator, TestDatabase database, params (string Key, string Value)[] limit) =>
        Build(simulator, database, database.DataSource, limit);

    /// <summary>Builds what one machine has.</summary>
    private static ServiceProvider Build(
        LivenessSimulator simulator, TestDatabase database, DbDataSource dataSource, params (string Key, string Value)[] limit)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddConfiguration(simulator.ToConfiguration())
            .AddInMemoryCollection(new[] { "argos", "progeny" }.SelectMany(client =>
                limit.Select(setting => KeyValuePair.Create($"Liveness:Providers:{client}:Resilience:RateLimit:{setting.Key}", (string?)setting.Value))))
            .Build();
        ServiceCollection services = new();
        services.AddLiveness(configuration.GetSection("Liveness"))
            .UseSqlRateLimiter("argos", database.Dialect, _ => dataSource)
            .UseSqlRateLimiter("progeny", database.Dialect, _ => dataSource, limit: "shared");
        return services.BuildServiceProvider();
    }
}
