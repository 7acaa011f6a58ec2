using System.Collections.Concurrent;
using LivenessSdk.Tests.Composition;

namespace LivenessSdk.Tests.CheckMany;

/// <summary>Kills runs at random calls of their ledger, and resumes from what is left. The seeds are fixed.</summary>
public sealed class InterruptedRunTests
{
    private const int Photos = 250;
    private const int Kills = 200;
    private const int Concurrency = 8;

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_run_killed_at_any_of_200_points_resumes_without_loss_and_without_paying_twice()
    {
        long calls = await CountCallsAsync();
        Random random = new(20261126);
        for (int kill = 0; kill < Kills; kill++)
        {
            BillingVendor vendor = new(random.Next());
            MortalLedger ledger = CreateLedger();
            long point = random.NextInt64(calls / 2);
            List<CheckManyItem> before = await RunUntilKilledAsync(vendor, ledger, point);
            string[] billedBefore = [.. vendor.Billed.Keys];

            List<CheckManyItem> after = await RunAsync(vendor, ledger);

            after.Select(item => item.Index).Order().Should().Equal(Enumerable.Range(0, Photos).Select(i => (long)i), $"killed at call {point}");
            vendor.Billed.Values.Should().OnlyContain(posts => posts == 1, $"killed at call {point}");
            after.Count(item => item.Outcome == CheckManyOutcome.Unknown).Should().BeLessThanOrEqualTo(Concurrency, $"killed at call {point}");
            after.Where(item => item.Outcome == CheckManyOutcome.Unknown).Select(item => item.TransactionId!)
                .Should().NotContain(reference => vendor.Billed.ContainsKey(reference) && !billedBefore.Contains(reference), $"killed at call {point}");
            ExpectSame(before, after, point);
        }
    }

    [Fact]
    public async Task A_run_killed_200_times_comes_to_its_end()
    {
        Random random = new(6);
        BillingVendor vendor = new(7);
        MortalLedger ledger = CreateLedger();
        for (int kill = 0; kill < Kills; kill++)
        {
            // Some 10 calls more than what is known already, which costs one claim a photo.
            long known = Math.Min(Photos, vendor.Billed.Count);
            await RunUntilKilledAsync(vendor, ledger, random.NextInt64(known + 10));
        }

        List<CheckManyItem> items = await RunAsync(vendor, ledger);

        items.Select(item => item.Index).Order().Should().Equal(Enumerable.Range(0, Photos).Select(i => (long)i));
        vendor.Billed.Values.Should().OnlyContain(posts => posts == 1);
        items.Count(item => item.Outcome == CheckManyOutcome.Unknown).Should().BeInRange(1, Kills * Concurrency);
    }

    /// <summary>Expects that what the first run handed out is what the second one says.</summary>
    private static void ExpectSame(List<CheckManyItem> before, List<CheckManyItem> after, long point)
    {
        Dictionary<long, CheckManyItem> later = after.ToDictionary(item => item.Index);
        foreach (CheckManyItem item in before.Where(item => item.Failure is not { MayHaveBeenProcessed: false } && later[item.Index].Outcome != CheckManyOutcome.Unknown))
        {
            later[item.Index].FromLedger.Should().BeTrue($"killed at call {point}");
            (later[item.Index].Result?.Verdict, later[item.Index].Failure?.Error).Should()
                .Be((item.Result?.Verdict, item.Failure?.Error), $"killed at call {point}");
        }
    }

    private MortalLedger CreateLedger() => new(new InMemoryCheckLedger(timeProvider: _clock));

    private async Task<List<CheckManyItem>> RunUntilKilledAsync(BillingVendor vendor, MortalLedger ledger, long point)
    {
        using CancellationTokenSource killed = new();
        ledger.Revive();
        (ledger.DiesAfter, ledger.Dying) = (point, killed.Cancel);
        List<CheckManyItem> items = [];
        Func<Task> run = async () =>
        {
            await foreach (CheckManyItem item in vendor.CheckManyAsync(ManyPhotos.Numbered(Photos), Options(ledger), killed.Token))
            {
                items.Add(item);
            }
        };
        await run.Should().ThrowAsync<OperationCanceledException>();
        _clock.Advance(ledger.Options.Lease * 2);
        return items;
    }

    private static Task<List<CheckManyItem>> RunAsync(BillingVendor vendor, MortalLedger ledger)
    {
        ledger.Revive();
        return vendor.CheckManyAsync(ManyPhotos.Numbered(Photos), Options(ledger)).ToListAsync();
    }

    private async Task<long> CountCallsAsync()
    {
        MortalLedger ledger = CreateLedger();
        await RunAsync(new BillingVendor(0), ledger);
        return ledger.Calls;
    }

    private static CheckManyOptions Options(CheckLedger ledger) => new() { MaxConcurrency = Concurrency, Ledger = ledger, OutageTimeout = TimeSpan.Zero };

    /// <summary>Bills every photo it receives, in a random order, except some that it rejects the first time.</summary>
    private sealed class BillingVendor(int seed) : ILivenessClient
    {
        private readonly ConcurrentDictionary<string, bool> _rejected = new();

        /// <summary>Gets how many billed posts there were of each reference.</summary>
        public ConcurrentDictionary<string, int> Billed { get; } = new();

        public async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
        {
            string reference = request.TransactionId!;
            int chance = new Random(seed ^ int.Parse(reference.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)).Next(100);
            if (chance < 10 && _rejected.TryAdd(reference, true))
            {
                throw FakeVendor.Failure("vendor", LivenessError.RateLimited);
            }

            Billed.AddOrUpdate(reference, 1, (_, posts) => posts + 1);
            for (int i = 0; i < chance % 4; i++)
            {
                await Task.Yield();
            }

            return chance is >= 10 and < 15
                ? throw FakeVendor.Failure("vendor", LivenessError.TimedOut, mayHaveBeenProcessed: true)
                : FakeVendor.Result("vendor", chance % 2 == 0 ? LivenessVerdict.Live : LivenessVerdict.NotLive);
        }
    }
}
