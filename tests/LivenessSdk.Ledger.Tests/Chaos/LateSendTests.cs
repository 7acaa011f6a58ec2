using System.Globalization;
using LivenessSdk.Ledger.Tests.Support;
using LivenessSdk.Providers;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Ledger.Tests.Chaos;

/// <summary>Stops owners between their dispatch and their photo for longer than their lease, lets another send the photo again on request, and continues them.</summary>
public sealed class LateSendTests(ITestOutputHelper output)
{
    private const int Concurrency = 16;

    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(2);

    [Fact]
    public Task A_stopped_owner_sends_nothing_after_another_has_sent_again() => RunAsync(rounds: 1);

    [Fact(Explicit = true)]
    public Task A_stopped_owner_sends_nothing_after_another_has_sent_again_768_times() =>
        RunAsync(int.TryParse(Environment.GetEnvironmentVariable("LIVENESS_LEDGER_ROUNDS"), CultureInfo.InvariantCulture, out int rounds) ? rounds : 48);

    private async Task RunAsync(int rounds)
    {
        PostgreSqlServer server = await PostgreSqlServer.GetAsync();
        string connectionString = await server.CreateSchemaAsync();
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { KeepPhotos = false });
        WorkerSettings settings = WorkerSettings.Of("PostgreSQL", connectionString, LedgerSecret.Generate("chaos"), s_lease, simulator.Riset, []);
        await using SqlCheckLedger ledger = settings.OpenLedger();
        await ledger.CreateSchemaAsync(TestContext.Current.CancellationToken);
        ServiceCollection services = new();
        services.AddLiveness()
            .AddRiset("riset", options =>
            {
                options.Endpoint = simulator.Riset.Endpoint;
                options.ClientId = simulator.Riset.ClientId;
                options.Password = simulator.Riset.Password;
            })
            .UseLedger((_, _) => ledger)
            .AddIdempotent("once", "riset");
        await using ServiceProvider provider = services.BuildServiceProvider();
        ILivenessClient rival = provider.GetRequiredKeyedService<ILivenessClient>("once");

        int resent = 0;
        List<string> late = [];
        for (int round = 0; round < rounds; round++)
        {
            string[] keys = [.. Enumerable.Range(0, Concurrency).Select(i => $"r{round}-{i}")];
            using WorkerProcess owner = WorkerProcess.Start(settings with { Keys = keys, ReportsSending = true });
            while (await owner.ReadAsync() != "sending")
            {
            }

            await owner.StopAsync();
            await Task.Delay(s_lease * 1.2);
            HashSet<string> seen = [.. PostsOf(simulator.Riset, "worker")];
            string[] takenOver = [.. keys.Where(key => !seen.Contains(key))];
            await Task.WhenAll(takenOver.Select(key => rival.CheckAsync(new LivenessRequest(SamplePhoto.ToImage())
            {
                IdempotencyKey = key,
                TransactionId = key,
                ResendUnknown = true,
            })));
            resent += takenOver.Length;

            await owner.ContinueAsync();
            while (await owner.ReadAsync() is { } line && line != "done")
            {
            }

            late.AddRange(PostsOf(simulator.Riset, "worker").Intersect(takenOver));
        }

        output.WriteLine($"{resent} checks of stopped owners sent by another; late sends {late.Count} of {resent}");
        resent.Should().BePositive();
        late.Should().BeEmpty();
    }

    private static IEnumerable<string> PostsOf(RisetSimulator vendor, string worker) =>
        vendor.Requests
            .Where(request => request.Kind == RequestKind.Billable && request.Fields.ContainsKey("trx_id") && request.Headers.GetValueOrDefault("X-Worker") == worker)
            .Select(request => request.Fields["trx_id"]);
}
