using System.Globalization;

namespace LivenessSdk.Testing;

/// <summary>Represents the contract that no response of a vendor, however broken, leads to an outcome that the vendor's contract does not permit.</summary>
/// <remarks>
/// Derive one class per vendor in a test project. <see cref="Permit"/> is a second, independent
/// interpretation of responses: write it from the vendor's documentation, not from the adapter. The environment variables
/// <c>LIVENESS_MUTANTS</c> and <c>LIVENESS_MUTANTS_SEED</c> set the number of responses and the seed.
/// </remarks>
/// <param name="output">Receives the figures of each run.</param>
public abstract class VerdictContract(ITestOutputHelper output)
{
    /// <summary>The name of the client under test.</summary>
    protected const string Name = "under-test";

    private const long MaxBytes = 8 * 1024 * 1024;
    private const int MaxReports = 5;

    /// <summary>Gets responses that the vendor has sent or documents, all with JSON bodies.</summary>
    protected abstract IReadOnlyList<RecordedResponse> Responses { get; }

    /// <summary>Gets the vendor's words and limits as JSON text, which are tried at every place of a response. The default is none.</summary>
    protected virtual IReadOnlyList<string> Values => [];

    /// <summary>Gets a check of one photo.</summary>
    protected static LivenessRequest OnePhoto { get; } = new(SamplePhoto.ToImage());

    /// <summary>Gets the maximum share of responses for which <see cref="Permit"/> may permit several outcomes. The default is 20 %.</summary>
    protected virtual double MaxAmbiguousShare => 0.2;

    /// <summary>Registers the provider under <see cref="Name"/>, with any credentials; nothing is sent.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the common options; call it last.</param>
    protected abstract void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure);

    /// <summary>Returns the permitted outcomes of a check if the vendor sends this response to the request of <see cref="RequestFor"/>.</summary>
    protected abstract CheckOutcomes Permit(RecordedResponse response);

    /// <summary>Returns the request for a response; a broken response has the name of its original. The default is <see cref="OnePhoto"/>.</summary>
    protected virtual LivenessRequest RequestFor(RecordedResponse response) => OnePhoto;

    /// <summary>Responds to requests before the one under test, such as the request for a token; returns <see langword="null"/> for the request under test.</summary>
    protected virtual RecordedResponse? AnswerBefore(HttpRequestMessage request, RecordedResponse response) => null;

    /// <summary>Creates a client whose vendor returns given responses.</summary>
    protected ResponseClient CreateClient() => new(Name, Register, AnswerBefore);

    /// <summary>Checks the contract and the adapter for recorded responses, for which exactly one outcome is permitted.</summary>
    [Fact]
    public async Task Every_recorded_response_permits_one_outcome_and_comes_to_it()
    {
        await using ResponseClient client = CreateClient();

        Assert.NotEmpty(Responses);
        foreach (RecordedResponse response in Responses)
        {
            (CheckOutcomes permitted, Exception? problem) = FindPermitted(response);
            Assert.True(problem is null, $"{response}\nPermit threw an exception: {problem}");
            ResponseOutcome outcome = await client.CheckAsync(response, RequestFor(response));

            Assert.True(Enum.IsDefined(permitted) && permitted != CheckOutcomes.None, $"{response} permits {permitted}, but must permit exactly one outcome.");
            Assert.True(permitted == outcome.Outcome, $"{response} permits {permitted}, but the outcome was {outcome}. {string.Join('\n', outcome.FindProblems())}");
            Assert.Empty(outcome.FindProblems());
        }
    }

    /// <summary>Checks the adapter with broken responses, by default 100,000.</summary>
    [Fact]
    public async Task No_broken_response_comes_to_an_outcome_that_is_not_permitted()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("LIVENESS_MUTANTS_SEED") ?? "20261120", CultureInfo.InvariantCulture);
        long count = long.Parse(Environment.GetEnvironmentVariable("LIVENESS_MUTANTS") ?? "100000", CultureInfo.InvariantCulture);
        ResponseMutator mutator = new(Responses, seed, Values);
        VerdictFigures total = new();
        long started = TimeProvider.System.GetTimestamp();

        int workers = Environment.ProcessorCount;
        await Parallel.ForAsync(0, workers, async (worker, _) =>
        {
            await using ResponseClient client = CreateClient();
            VerdictFigures figures = new();
            for (long index = worker; index < count && figures.Reports.Count < MaxReports; index += workers)
            {
                await EvaluateAsync(mutator.Create(index), index, client, figures);
            }

            total.Add(figures);
        });

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{GetType().Name}: {total.Evaluated} responses ({mutator.SingleCount} single changes exist) with seed {seed} in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F0} s; ambiguous {total.AmbiguousShare:P2}; {total}"));
        Assert.True(total.Reports.Count == 0, $"Seed {seed}. {string.Join("\n\n", total.Reports)}");
        Assert.InRange(total.AmbiguousShare, 0, MaxAmbiguousShare);
    }

    private async Task EvaluateAsync(MutatedResponse mutated, long index, ResponseClient client, VerdictFigures figures)
    {
        (CheckOutcomes permitted, Exception? problem) = FindPermitted(mutated.Response);
        if (problem is not null)
        {
            figures.Reports.Add($"Response {index.ToString(CultureInfo.InvariantCulture)}: {mutated}\nPermit threw an exception: {problem}");
            return;
        }

        (Task<ResponseOutcome> check, long allocated) = Begin(mutated.Response, client);
        ResponseOutcome outcome = await check;
        if (allocated > MaxBytes)
        {
            // Now and then, beside other threads, the runtime counts exactly 8 MiB too many. A costly response costs as much again.
            (check, allocated) = Begin(mutated.Response, client);
            await check;
        }

        string[] problems =
        [
            .. outcome.FindProblems(),
            .. (permitted & outcome.Outcome) == CheckOutcomes.None ? [$"The outcome was {outcome}, but only {permitted} is permitted."] : Array.Empty<string>(),
            .. allocated > MaxBytes ? [$"It allocated {allocated} bytes."] : Array.Empty<string>(),
        ];
        figures.Count(permitted, outcome.Outcome);
        if (problems.Length > 0)
        {
            figures.Reports.Add($"Response {index.ToString(CultureInfo.InvariantCulture)}: {mutated}\n{string.Join('\n', problems)}");
        }
    }

    /// <summary>Returns the permitted outcomes, or the exception that the author's method threw.</summary>
    private (CheckOutcomes Permitted, Exception? Problem) FindPermitted(RecordedResponse response)
    {
        try
        {
            return (Permit(response), null);
        }
#pragma warning disable CA1031 // Any exception is reported with the response that caused it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (CheckOutcomes.None, e);
        }
    }

    /// <summary>Begins a check, and measures the memory that it costs until it is done or has to wait; after that, it continues on another thread, where its memory cannot be distinguished from that of other checks.</summary>
    private (Task<ResponseOutcome> Check, long Allocated) Begin(RecordedResponse response, ResponseClient client)
    {
        LivenessRequest request = RequestFor(response);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Task<ResponseOutcome> check = client.CheckAsync(response, request);
        return (check, check.IsCompleted ? GC.GetAllocatedBytesForCurrentThread() - before : 0);
    }
}
