using System.Collections.Concurrent;
using LivenessSdk.AspNetCore.Tests.Stores;
using LivenessSdk.AspNetCore.Tests.Support;
using LivenessSdk.Ledger.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>Several servers with shared keys and a shared store are one; with an idempotent client the ledger remembers too.</summary>
public sealed class SeveralServersTests : IDisposable
{
    private readonly TemporaryFolder _keys = new();

    private static int Requests => LongRun.IsOn ? 10_000 : 200;

    public static TheoryData<string> Engines => CheckDatabase.Engines;

    public void Dispose() => _keys.Dispose();

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_many_requests_to_two_servers_with_one_challenge_one_is_checked(string engine)
    {
        await using CheckDatabase database = await CheckDatabase.CreateAsync(engine);
        await database.Open().CreateSchemaAsync();
        await using CheckServer first = await StartAsync(services => services.AddSingleton<LivenessCheckStore>(database.Open()));
        await using CheckServer second = await StartAsync(services => services.AddSingleton<LivenessCheckStore>(database.Open()));
        using Visitor atFirst = new(first);
        using Visitor atSecond = new(second, atFirst.Cookies);
        using Visitor stranger = new(second);
        VisitorChallenge challenge = await atFirst.RequestChallengeAsync();
        VisitorChallenge foreign = (await stranger.RequestChallengeAsync()) with { Token = challenge.Token };
        ConcurrentBag<VisitorAnswer> answers = [];

        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) => answers.Add(await ((number % 5) switch
        {
            0 => stranger.CheckAsync(foreign, Photo.Number(0)),
            1 or 2 => atFirst.CheckAsync(challenge, Photo.Number(number % 3)),
            _ => atSecond.CheckAsync(challenge, Photo.Number(number % 3)),
        })));

        (first.Checks + second.Checks).Should().Be(1);
        answers.Count(answer => answer.Outcome == "live").Should().BePositive();
        answers.Where(answer => answer.Outcome is null).Select(answer => answer.Problem).Distinct().Should().BeEquivalentTo("used", "rejected");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Another_server_gives_the_stored_answer_the_result_and_the_attempts(string engine)
    {
        await using CheckDatabase database = await CheckDatabase.CreateAsync(engine);
        await database.Open().CreateSchemaAsync();
        List<LivenessVerdict> received = [];
        Action<LivenessCheckOptions> configure = options =>
        {
            options.MaxAttempts = 1;
            options.OnChecked = (_, result, _) =>
            {
                received.Add(result.Verdict);
                return received.Count == 1 ? throw new InvalidOperationException() : Task.CompletedTask;
            };
        };
        await using CheckServer first = await StartAsync(services => services.AddSingleton<LivenessCheckStore>(database.Open()), configure);
        await using CheckServer second = await StartAsync(services => services.AddSingleton<LivenessCheckStore>(database.Open()), configure);
        first.Simulator.Always(Scenario.NoFace);
        using Visitor atFirst = new(first);
        using Visitor atSecond = new(second, atFirst.Cookies);
        VisitorChallenge challenge = await atFirst.RequestChallengeAsync();

        VisitorAnswer failed = await atFirst.CheckAsync(challenge, Photo.Number(1));
        VisitorAnswer stored = await atSecond.CheckAsync(challenge, Photo.Number(1));
        using HttpResponseMessage next = await atSecond.Http.PostAsync(new Uri("/liveness/challenge", UriKind.Relative), null);

        failed.Problem.Should().Be("application");
        (stored.Outcome, stored.CanRetry).Should().Be(("inconclusive", false));
        received.Should().Equal(LivenessVerdict.Inconclusive, LivenessVerdict.Inconclusive);
        (await VisitorAnswer.ReadAsync(next)).Problem.Should().Be("attempts");
        (first.Checks, second.Checks).Should().Be((1, 0));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_check_whose_server_died_is_unknown_to_the_others_and_none_sends_it_again(string engine)
    {
        await using CheckDatabase database = await CheckDatabase.CreateAsync(engine);
        await database.Open().CreateSchemaAsync();
        await using CheckServer silent = await StartAsync(services => services.AddSingleton<LivenessCheckStore>(database.Open()));
        ManualTimeProvider afterwards = new(DateTimeOffset.UtcNow + TimeSpan.FromMinutes(11));
        await using CheckServer other = await StartAsync(services => services
            .AddSingleton<LivenessCheckStore>(database.Open()).AddSingleton<TimeProvider>(afterwards));
        silent.Simulator.Argos.Next(Scenario.Stall);
        using Visitor atFirst = new(silent);
        using Visitor afterItsDeath = new(other, atFirst.Cookies);
        VisitorChallenge challenge = await atFirst.RequestChallengeAsync();
        Task<VisitorAnswer> inFlight = atFirst.CheckAsync(challenge, Photo.Number(1));
        await silent.Simulator.Argos.WaitForRequestAsync();

        VisitorAnswer unknown = await afterItsDeath.CheckAsync(challenge, Photo.Number(1));
        silent.Simulator.Argos.ReleaseStalled(); // It was suspended only.
        await inFlight;
        VisitorAnswer healed = await afterItsDeath.CheckAsync(challenge, Photo.Number(1));

        unknown.Problem.Should().Be("unknown");
        healed.Outcome.Should().Be("live");
        (silent.Checks, other.Checks).Should().Be((1, 0));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task With_an_idempotent_client_a_server_that_has_lost_its_memory_pays_for_nothing_again(string engine)
    {
        await using CheckDatabase database = await CheckDatabase.CreateAsync(engine);
        await using CheckLedger ledger = await database.OpenLedgerAsync();
        await using CheckServer first = await StartWithLedgerAsync(ledger);
        await using CheckServer restarted = await StartWithLedgerAsync(ledger);
        using Visitor visitor = new(first);
        using Visitor later = new(restarted, visitor.Cookies);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        VisitorAnswer answer = await visitor.CheckAsync(challenge, Photo.Number(1));
        VisitorAnswer other = await later.CheckAsync(challenge, Photo.Number(2));
        VisitorAnswer again = await later.CheckAsync(challenge, Photo.Number(1));

        (answer.Outcome, again.Outcome).Should().Be(("live", "live"));
        other.Outcome.Should().BeNull();
        (first.Checks, restarted.Checks).Should().Be((1, 0));
        List<string> keys = [];
        await foreach (LedgerEntry entry in ledger.ListAsync())
        {
            keys.Add(entry.Key.IdempotencyKey);
        }

        keys.Should().ContainSingle().Which.Should().MatchRegex("^[0-9A-F]{32}$", "the key is the identifier of the check");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_database_holds_no_photo_no_observation_of_a_face_and_no_name(string engine)
    {
        await using CheckDatabase database = await CheckDatabase.CreateAsync(engine);
        await database.Open().CreateSchemaAsync();
        await using CheckServer server = await StartAsync(
            services => services.AddSingleton<LivenessCheckStore>(database.Open()), options => options.Subject = _ => "customer-4711");
        server.Simulator.Always(Scenario.NoFace);
        using Visitor visitor = new(server);
        (await visitor.CheckAsync(await visitor.RequestChallengeAsync(), Photo.Number(1))).Outcome.Should().Be("inconclusive");

        string rows = await database.ReadAllAsync("liveness_camera_check", "liveness_camera_count");

        rows.Should().Contain("check:").And.Contain("attempts:").And.Contain("Inconclusive");
        rows.Should().NotContain("4711").And.NotContain("Frames").And.NotContain("Body").And.NotContain(Convert.ToBase64String(Photo.Number(1))[..40]);
        rows.Length.Should().BeLessThan(3_000);
    }

    [Fact]
    public async Task A_database_that_is_down_means_that_nothing_is_sent()
    {
        await using CheckDatabase database = await CheckDatabase.CreateAsync("SQLite");
        await database.Open().CreateSchemaAsync();
        await using CheckServer server = await StartAsync(services => services
            .AddSingleton<LivenessCheckStore>(database.Open()).AddSingleton<TimeProvider>(new ImpatientTimeProvider()));
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        await database.ExecuteAsync("ALTER TABLE liveness_camera_check RENAME TO away");
        VisitorAnswer answer = await visitor.CheckAsync(challenge, Photo.Number(1));
        int sent = server.Checks;
        await database.ExecuteAsync("ALTER TABLE away RENAME TO liveness_camera_check");

        (answer.Problem, sent).Should().Be(("unavailable", 0));
        (await visitor.CheckAsync(challenge, Photo.Number(1))).Outcome.Should().Be("live");
    }

    private Task<CheckServer> StartAsync(Action<IServiceCollection> services, Action<LivenessCheckOptions>? configure = null) =>
        CheckServer.StartAsync(configure, services: added =>
        {
            ShareKeys(added);
            services(added);
        });

    private Task<CheckServer> StartWithLedgerAsync(CheckLedger ledger) => CheckServer.StartAsync(
        options => options.ClientName = "argos-once",
        services: ShareKeys,
        liveness: builder => builder.AddIdempotent("argos-once", client: "argos", options => options.Ledger = ledger));

    private void ShareKeys(IServiceCollection services) =>
        services.AddDataProtection().SetApplicationName("bank").PersistKeysToFileSystem(new DirectoryInfo(_keys.Path));
}
