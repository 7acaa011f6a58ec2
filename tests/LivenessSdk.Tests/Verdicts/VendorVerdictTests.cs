using System.Collections.Concurrent;
using System.Globalization;
using LivenessSdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>Runs the verdict contract on the recorded responses of a built-in vendor.</summary>
/// <remarks>The environment variable <c>LIVENESS_GENERATED</c> sets how many further responses are generated.</remarks>
public abstract class VendorVerdictTests(string vendor, ITestOutputHelper output) : VerdictContract(output)
{
    private const ulong Seed = 20261126;

    private static readonly int s_cases = int.Parse(Environment.GetEnvironmentVariable("LIVENESS_GENERATED") ?? "4000", CultureInfo.InvariantCulture);

    private static readonly CultureInfo[] s_cultures = [.. new[] { "tr-TR", "de-DE", "fa-IR", "ar-SA" }.Select(name => CultureInfo.GetCultureInfo(name, predefinedOnly: true))];

    private static readonly ConcurrentDictionary<Type, RecordedResponse[]> s_generated = [];

    protected override IReadOnlyList<RecordedResponse> Responses { get; } =
        RecordedResponse.LoadFolder(Repository.PathOf("tests", "LivenessSdk.Tests", "Providers", vendor, "Replies"));

    [Fact]
    public async Task No_generated_response_comes_to_an_outcome_that_is_not_permitted()
    {
        await using ResponseClient client = CreateClient();

        foreach (RecordedResponse response in Generate())
        {
            ResponseOutcome outcome = await client.CheckAsync(response, RequestFor(response));

            if ((Permit(response) & outcome.Outcome) == 0)
            {
                Assert.Fail($"{response}\ncame to {outcome}, but only {Permit(response)} is permitted.");
            }

            Assert.Empty(outcome.FindProblems());
        }
    }

    [Fact]
    public async Task Every_response_means_the_same_in_every_culture()
    {
        CultureInfo own = CultureInfo.CurrentCulture;
        await using ResponseClient client = CreateClient();
        foreach (RecordedResponse response in Responses.Concat(Generate()))
        {
            string expected = await DescribeAsync(CultureInfo.InvariantCulture);
            foreach (CultureInfo culture in s_cultures)
            {
                string actual = await DescribeAsync(culture);
                if (expected != actual)
                {
                    Assert.Fail($"{response}\nmeans {expected}, but in the culture {culture} {actual}");
                }
            }

            async Task<string> DescribeAsync(CultureInfo culture)
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
                ResponseOutcome outcome = await client.CheckAsync(response, RequestFor(response));
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = own;
                return outcome.Result is { } result ? Describe(result) : $"{outcome}";
            }
        }
    }

    [Fact]
    public async Task Every_recorded_response_is_as_its_contract_says()
    {
        using RecordedLogs logs = new();
        await using ResponseClient client = new(Name, RegisterWithLogs, AnswerBefore);

        foreach (RecordedResponse response in Responses)
        {
            await client.CheckAsync(response, RequestFor(response));
        }

        logs.Lines.Should().NotContain(line => line.StartsWith("Warning LivenessSdk 5:", StringComparison.Ordinal));

        void RegisterWithLogs(LivenessBuilder builder, Action<LivenessProviderOptions> configure)
        {
            builder.Services.AddLogging(logging => logging.AddProvider(logs));
            Register(builder, configure);
        }
    }

    [Fact]
    public async Task No_hostile_response_is_a_verdict_or_costs_more_than_8_MB()
    {
        await using ResponseClient client = CreateClient();
        await client.CheckAsync(Responses[^1], RequestFor(Responses[^1]));

        foreach (RecordedResponse response in HostileResponses.All)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Task<ResponseOutcome> check = client.CheckAsync(response, RequestFor(response));
            check.IsCompleted.Should().BeTrue("{0} is measured on this thread", response.Name);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            allocated.Should().BeLessThan(8 * 1024 * 1024, response.Name);
            ResponseOutcome outcome = await check;
            outcome.FindProblems().Should().BeEmpty();
            outcome.Outcome.Should().NotBe(CheckOutcomes.Live, response.Name).And.NotBe(CheckOutcomes.NotLive, response.Name);
        }
    }

    /// <summary>Generates the responses once for both tests of a class, which takes as long as checking them.</summary>
    private RecordedResponse[] Generate() => s_generated.GetOrAdd(GetType(), _ => [.. new ResponseVocabulary(Responses, Values).Generate(s_cases, Seed)]);

    /// <summary>Returns everything in a result but how long each attempt took.</summary>
    private static string Describe(LivenessResult result) =>
        LivenessJson.Serialize(new LivenessResult(result) { Attempts = [] }, LivenessJsonContent.Body | LivenessJsonContent.Demographics);
}
