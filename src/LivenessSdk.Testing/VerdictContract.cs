using System.Globalization;

namespace LivenessSdk.Testing;

/// <summary>States that no reply of a vendor, however broken, comes to an outcome that the vendor's contract does not permit.</summary>
/// <remarks>
/// Derive once per vendor, in a test project. <see cref="Permit"/> is the vendor's contract as a second, independent
/// reading of replies: write it from the vendor's documentation, never from the adapter. The environment variables
/// <c>LIVENESS_MUTANTS</c> and <c>LIVENESS_MUTANTS_SEED</c> set how many replies are tried, and the seed.
/// </remarks>
/// <param name="output">Takes the figures of each run.</param>
public abstract class VerdictContract(ITestOutputHelper output)
{
    /// <summary>Represents the name under which the provider is registered.</summary>
    protected const string Name = "under-test";

    private const long MaxBytes = 8 * 1024 * 1024;
    private const int MaxReports = 5;

    /// <summary>Gets replies that the vendor sent or documents, all with JSON bodies.</summary>
    protected abstract IReadOnlyList<RecordedReply> Replies { get; }

    /// <summary>Gets the vendor's words and limits as JSON text, tried at every place of a reply; none unless overridden.</summary>
    protected virtual IReadOnlyList<string> Values => [];

    /// <summary>Gets a check of one photo.</summary>
    protected static LivenessRequest OnePhoto { get; } = new(SamplePhoto.ToImage());

    /// <summary>Gets the largest share of replies for which <see cref="Permit"/> may leave open what they mean; 20 % unless overridden.</summary>
    protected virtual double MaxAmbiguousShare => 0.2;

    /// <summary>Registers the provider under <see cref="Name"/>, with any credentials; nothing is sent.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the common options; call it last.</param>
    protected abstract void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure);

    /// <summary>Tells what a check may come to when the vendor gives this reply to <see cref="RequestFor"/> it.</summary>
    protected abstract CheckOutcomes Permit(RecordedReply reply);

    /// <summary>Gets the request that a reply answers; a mutated reply has the name of its original. <see cref="OnePhoto"/> unless overridden.</summary>
    protected virtual LivenessRequest RequestFor(RecordedReply reply) => OnePhoto;

    /// <summary>Answers messages that go before the one whose reply is under test, such as the request for a token; null for the message itself.</summary>
    protected virtual RecordedReply? AnswerBefore(HttpRequestMessage request, RecordedReply reply) => null;

    /// <summary>Makes a client whose vendor answers with given replies.</summary>
    protected ReplyClient CreateClient() => new(Name, Register, AnswerBefore);

    /// <summary>Checks the contract and the adapter where both have to be certain.</summary>
    [Fact]
    public async Task Every_recorded_reply_permits_one_outcome_and_comes_to_it()
    {
        await using ReplyClient client = CreateClient();

        Assert.NotEmpty(Replies);
        foreach (RecordedReply reply in Replies)
        {
            CheckOutcomes permitted = Permit(reply);
            ReplyOutcome outcome = await client.CheckAsync(reply, RequestFor(reply));

            Assert.True(Enum.IsDefined(permitted) && permitted != CheckOutcomes.None, $"{reply} permits {permitted}, but has to permit exactly one outcome.");
            Assert.True(permitted == outcome.Outcome, $"{reply} permits {permitted}, but came to {outcome}.");
            Assert.Empty(outcome.FindProblems());
        }
    }

    /// <summary>Checks the adapter against broken replies: 100,000 of them unless the environment says otherwise.</summary>
    [Fact]
    public async Task No_broken_reply_comes_to_an_outcome_that_is_not_permitted()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("LIVENESS_MUTANTS_SEED") ?? "20261120", CultureInfo.InvariantCulture);
        long count = long.Parse(Environment.GetEnvironmentVariable("LIVENESS_MUTANTS") ?? "100000", CultureInfo.InvariantCulture);
        ReplyMutator mutator = new(Replies, seed, Values);
        VerdictFigures total = new();
        long started = TimeProvider.System.GetTimestamp();

        int workers = Environment.ProcessorCount;
        await Parallel.ForAsync(0, workers, async (worker, _) =>
        {
            await using ReplyClient client = CreateClient();
            VerdictFigures figures = new();
            for (long index = worker; index < count && figures.Reports.Count < MaxReports; index += workers)
            {
                await JudgeAsync(mutator.Create(index), index, client, figures);
            }

            total.Add(figures);
        });

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{GetType().Name}: {total.Judged} replies ({mutator.SingleCount} single changes exist) with seed {seed} in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F0} s; ambiguous {total.AmbiguousShare:P2}; {total}"));
        Assert.True(total.Reports.Count == 0, $"Seed {seed}. {string.Join("\n\n", total.Reports)}");
        Assert.InRange(total.AmbiguousShare, 0, MaxAmbiguousShare);
    }

    private async Task JudgeAsync(MutatedReply mutated, long index, ReplyClient client, VerdictFigures figures)
    {
        CheckOutcomes permitted = Permit(mutated.Reply);
        (Task<ReplyOutcome> check, long allocated) = Begin(mutated.Reply, client);
        ReplyOutcome outcome = await check;
        if (allocated > MaxBytes)
        {
            // Now and then, beside other threads, the runtime counts exactly 8 MiB too many. A costly reply costs as much again.
            (check, allocated) = Begin(mutated.Reply, client);
            await check;
        }

        string[] faults =
        [
            .. outcome.FindProblems(),
            .. (permitted & outcome.Outcome) == CheckOutcomes.None ? [$"It came to {outcome}, but only {permitted} is permitted."] : Array.Empty<string>(),
            .. allocated > MaxBytes ? [$"It cost {allocated} bytes of memory."] : Array.Empty<string>(),
        ];
        figures.Count(permitted, outcome.Outcome);
        if (faults.Length > 0)
        {
            figures.Reports.Add($"Reply {index.ToString(CultureInfo.InvariantCulture)}: {mutated}\n{string.Join('\n', faults)}");
        }
    }

    /// <summary>Begins a check, and measures the memory that it costs until it is done or has to wait; then it goes on elsewhere, where its memory cannot be told from others'.</summary>
    private (Task<ReplyOutcome> Check, long Allocated) Begin(RecordedReply reply, ReplyClient client)
    {
        LivenessRequest request = RequestFor(reply);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Task<ReplyOutcome> check = client.CheckAsync(reply, request);
        return (check, check.IsCompleted ? GC.GetAllocatedBytesForCurrentThread() - before : 0);
    }
}
