using System.Collections.Concurrent;
using System.Globalization;
using LivenessSdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>Runs the verdict contract on the recorded replies of a built-in vendor.</summary>
/// <remarks>The environment variable <c>LIVENESS_GENERATED</c> sets how many further replies are generated.</remarks>
public abstract class VendorVerdictTests(string vendor, ITestOutputHelper output) : VerdictContract(output)
{
    private const ulong Seed = 20261126;

    private static readonly int s_cases = int.Parse(Environment.GetEnvironmentVariable("LIVENESS_GENERATED") ?? "4000", CultureInfo.InvariantCulture);

    private static readonly CultureInfo[] s_cultures = [.. new[] { "tr-TR", "de-DE", "fa-IR", "ar-SA" }.Select(name => CultureInfo.GetCultureInfo(name, predefinedOnly: true))];

    private static readonly ConcurrentDictionary<Type, RecordedReply[]> s_generated = [];

    protected override IReadOnlyList<RecordedReply> Replies { get; } =
        RecordedReply.LoadFolder(Repository.PathOf("tests", "LivenessSdk.Tests", "Providers", vendor, "Replies"));

    [Fact]
    public async Task No_generated_reply_comes_to_an_outcome_that_is_not_permitted()
    {
        await using ReplyClient client = CreateClient();

        foreach (RecordedReply reply in Generate())
        {
            ReplyOutcome outcome = await client.CheckAsync(reply, RequestFor(reply));

            if ((Permit(reply) & outcome.Outcome) == 0)
            {
                Assert.Fail($"{reply}\ncame to {outcome}, but only {Permit(reply)} is permitted.");
            }

            Assert.Empty(outcome.FindProblems());
        }
    }

    [Fact]
    public async Task Every_reply_means_the_same_in_every_culture()
    {
        CultureInfo own = CultureInfo.CurrentCulture;
        await using ReplyClient client = CreateClient();
        foreach (RecordedReply reply in Replies.Concat(Generate()))
        {
            string expected = await DescribeAsync(CultureInfo.InvariantCulture);
            foreach (CultureInfo culture in s_cultures)
            {
                string actual = await DescribeAsync(culture);
                if (expected != actual)
                {
                    Assert.Fail($"{reply}\nmeans {expected}, but in the culture {culture} {actual}");
                }
            }

            async Task<string> DescribeAsync(CultureInfo culture)
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
                ReplyOutcome outcome = await client.CheckAsync(reply, RequestFor(reply));
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = own;
                return outcome.Result is { } result ? Describe(result) : $"{outcome}";
            }
        }
    }

    [Fact]
    public async Task Every_recorded_reply_is_as_its_contract_says()
    {
        using RecordedLogs logs = new();
        await using ReplyClient client = new(Name, RegisterWithLogs, AnswerBefore);

        foreach (RecordedReply reply in Replies)
        {
            await client.CheckAsync(reply, RequestFor(reply));
        }

        logs.Lines.Should().NotContain(line => line.StartsWith("Warning LivenessSdk 5:", StringComparison.Ordinal));

        void RegisterWithLogs(LivenessBuilder builder, Action<LivenessProviderOptions> configure)
        {
            builder.Services.AddLogging(logging => logging.AddProvider(logs));
            Register(builder, configure);
        }
    }

    [Fact]
    public async Task No_hostile_reply_is_a_verdict_or_costs_more_than_8_MB()
    {
        await using ReplyClient client = CreateClient();
        await client.CheckAsync(Replies[^1], RequestFor(Replies[^1]));

        foreach (RecordedReply reply in HostileReplies.All)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Task<ReplyOutcome> check = client.CheckAsync(reply, RequestFor(reply));
            check.IsCompleted.Should().BeTrue("{0} is measured on this thread", reply.Name);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            allocated.Should().BeLessThan(8 * 1024 * 1024, reply.Name);
            ReplyOutcome outcome = await check;
            outcome.FindProblems().Should().BeEmpty();
            outcome.Outcome.Should().NotBe(CheckOutcomes.Live, reply.Name).And.NotBe(CheckOutcomes.NotLive, reply.Name);
        }
    }

    /// <summary>Generates the replies once for both tests of a class, which takes as long as checking them.</summary>
    private RecordedReply[] Generate() => s_generated.GetOrAdd(GetType(), _ => [.. new ReplyVocabulary(Replies, Values).Generate(s_cases, Seed)]);

    /// <summary>Returns everything in a result but how long each attempt took.</summary>
    private static string Describe(LivenessResult result) =>
        LivenessJson.Serialize(new LivenessResult(result) { Attempts = [] }, LivenessJsonContent.Body | LivenessJsonContent.Demographics);
}
