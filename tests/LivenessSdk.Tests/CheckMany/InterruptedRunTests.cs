using System.Collections.Concurrent;
using LivenessSdk.Tests.Composition;

namespace LivenessSdk.Tests.CheckMany;

/// <summary>Kills runs at random bytes of their journals, and goes on from what is left. The seeds are fixed.</summary>
public sealed class InterruptedRunTests
{
    private const int Photos = 1000;
    private const int Kills = 200;
    private const int Concurrency = 8;

    [Fact]
    public async Task A_run_killed_at_any_of_200_points_goes_on_without_loss_and_without_paying_twice()
    {
        long length = await LengthOfJournalAsync();
        Random random = new(20261126);
        for (int kill = 0; kill < Kills; kill++)
        {
            BillingVendor vendor = new(random.Next());
            MemoryJournal journal = new() { BytesLeft = random.NextInt64(length) };
            long point = journal.BytesLeft.Value;
            List<CheckManyItem> before = await RunUntilKilledAsync(vendor, journal);
            string[] billedBefore = [.. vendor.Billed.Keys];

            journal.BytesLeft = null;
            List<CheckManyItem> after = await vendor.CheckManyAsync(ManyPhotos.Numbered(Photos), Options(journal)).ToListAsync();

            after.Select(item => item.Index).Order().Should().Equal(Enumerable.Range(0, Photos).Select(i => (long)i), $"killed at byte {point}");
            vendor.Billed.Values.Should().OnlyContain(posts => posts == 1, $"killed at byte {point}");
            after.Count(item => item.Outcome == CheckManyOutcome.Unknown).Should().BeLessThanOrEqualTo(Concurrency, $"killed at byte {point}");
            after.Where(item => item.Outcome == CheckManyOutcome.Unknown).Select(item => item.TransactionId!)
                .Should().NotContain(reference => vendor.Billed.ContainsKey(reference) && !billedBefore.Contains(reference), $"killed at byte {point}");
            ExpectSame(before, after, point);
        }
    }

    [Fact]
    public async Task A_run_killed_200_times_comes_to_its_end()
    {
        Random random = new(6);
        BillingVendor vendor = new(7);
        MemoryJournal journal = new();
        long step = await LengthOfJournalAsync() / Kills;
        for (int kill = 0; kill < Kills; kill++)
        {
            journal.BytesLeft = random.NextInt64(step);
            await RunUntilKilledAsync(vendor, journal);
        }

        journal.BytesLeft = null;
        List<CheckManyItem> items = await vendor.CheckManyAsync(ManyPhotos.Numbered(Photos), Options(journal)).ToListAsync();

        items.Select(item => item.Index).Order().Should().Equal(Enumerable.Range(0, Photos).Select(i => (long)i));
        vendor.Billed.Values.Should().OnlyContain(posts => posts == 1);
        items.Count(item => item.Outcome == CheckManyOutcome.Unknown).Should().BeInRange(1, Kills * Concurrency);
    }

    /// <summary>Expects that what the first run handed out is what the second one says.</summary>
    private static void ExpectSame(List<CheckManyItem> before, List<CheckManyItem> after, long point)
    {
        Dictionary<long, CheckManyItem> later = after.ToDictionary(item => item.Index);
        foreach (CheckManyItem item in before.Where(item => item.Failure is not { MayHaveBeenProcessed: false }))
        {
            later[item.Index].FromJournal.Should().BeTrue($"killed at byte {point}");
            (later[item.Index].Result?.Verdict, later[item.Index].Failure?.Error).Should()
                .Be((item.Result?.Verdict, item.Failure?.Error), $"killed at byte {point}");
        }
    }

    private static async Task<List<CheckManyItem>> RunUntilKilledAsync(BillingVendor vendor, MemoryJournal journal)
    {
        List<CheckManyItem> items = [];
        Func<Task> run = async () =>
        {
            await foreach (CheckManyItem item in vendor.CheckManyAsync(ManyPhotos.Numbered(Photos), Options(journal)))
            {
                items.Add(item);
            }
        };
        await run.Should().ThrowAsync<IOException>();
        return items;
    }

    private static async Task<long> LengthOfJournalAsync()
    {
        MemoryJournal journal = new();
        await new BillingVendor(0).CheckManyAsync(ManyPhotos.Numbered(Photos), Options(journal)).ToListAsync();
        return journal.Bytes.Length;
    }

    private static CheckManyOptions Options(MemoryJournal journal) => new() { MaxConcurrency = Concurrency, OpenJournal = journal.Open, OutageTimeout = TimeSpan.Zero };

    /// <summary>Bills every photo it receives, in a random order, except some that it refuses the first time.</summary>
    private sealed class BillingVendor(int seed) : ILivenessClient
    {
        private readonly ConcurrentDictionary<string, bool> _refused = new();

        /// <summary>Gets how many billed posts there were of each reference.</summary>
        public ConcurrentDictionary<string, int> Billed { get; } = new();

        public async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
        {
            string reference = request.TransactionId!;
            int chance = new Random(seed ^ int.Parse(reference.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)).Next(100);
            if (chance < 10 && _refused.TryAdd(reference, true))
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
