using LivenessSdk.Benchmarks.Measuring;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Benchmarks.Compositions;

/// <summary>Measures what a level of composition adds to a check, over a client that answers from memory.</summary>
internal static class CompositionBenchmarks
{
    private const double Microseconds = 2;
    private const double Bytes = 1024;

    private static readonly LivenessRequest s_request = new(new LivenessImage(new byte[] { 1, 2, 3 }, ImageFormat.Jpeg, 1, 1));

    public static async Task RunAsync(Table table)
    {
        ServiceCollection services = new();
        LivenessBuilder builder = services.AddLiveness();
        foreach (string name in new[] { "alone", "other", "third" })
        {
            builder.AddClient(new LivenessRegistration(name, _ => new MemoryClient(name), _ => []));
        }

        builder
            .AddFailover("failover", "alone", "other")
            .AddConsensus("consensus of one", o => (o.Clients, o.RequiredAgreements) = (["alone"], 1))
            .AddConsensus("consensus of one, one by one", o => (o.Clients, o.RequiredAgreements, o.Sequential) = (["alone"], 1, true))
            .AddConsensus("consensus of two of three", o => o.Clients = ["alone", "other", "third"])
            .AddShadow("shadow that skips the check", o => (o.Primary, o.Shadow, o.SamplingRate) = ("alone", "other", 0))
            .AddFailover("inmost", "alone")
            .AddConsensus("inner", o => (o.Clients, o.RequiredAgreements) = (["inmost"], 1))
            .AddShadow("middle", o => (o.Primary, o.Shadow, o.SamplingRate) = ("inner", "other", 0))
            .AddFailover("nested", "middle");
        await using ServiceProvider provider = services.BuildServiceProvider();
        LivenessClientFactory clients = provider.GetRequiredService<LivenessClientFactory>();

        Cost alone = Cost.Of(clients.GetClient("alone"));
        table.Add("the client alone", $"{Table.Text(alone.Nanoseconds, "ns")}, {alone.Bytes} bytes");
        foreach (string name in new[] { "failover", "consensus of one", "consensus of one, one by one", "consensus of two of three", "shadow that skips the check" })
        {
            Add(table, $"{name} adds", Cost.Of(clients.GetClient(name)), alone, levels: 1);
        }

        Add(table, "four levels (failover, shadow, consensus, failover) add per level", Cost.Of(clients.GetClient("nested")), alone, levels: 4);
    }

    private static void Add(Table table, string what, Cost cost, Cost alone, int levels)
    {
        table.AddAtMost($"{what}, time", (cost.Nanoseconds - alone.Nanoseconds) / 1000 / levels, Microseconds, "µs");
        table.AddAtMost($"{what}, allocated", (double)(cost.Bytes - alone.Bytes) / levels, Bytes, "bytes");
    }

    private sealed record Cost(double Nanoseconds, long Bytes)
    {
        public static Cost Of(ILivenessClient client)
        {
            using CancellationTokenSource caller = new();
            void Check() => _ = client.CheckAsync(s_request, caller.Token).GetAwaiter().GetResult();
            return new Cost(Stopclock.Nanoseconds(Check), Stopclock.AllocatedBytes(Check));
        }
    }

    private sealed class MemoryClient(string name) : ILivenessClient
    {
        private readonly Task<LivenessResult> _answer = Task.FromResult(new LivenessResult
        {
            ClientName = name,
            Verdict = LivenessVerdict.Live,
            VerdictSource = VerdictSource.Vendor,
            Attempts = [new LivenessAttempt { ClientName = name, Verdict = LivenessVerdict.Live, PhotoSent = true, MayHaveBeenProcessed = true }],
        });

        public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default) => _answer;
    }
}
