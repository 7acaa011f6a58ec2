using LivenessSdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>Runs the verdict contract on the recorded replies of a built-in vendor.</summary>
public abstract class VendorVerdictTests(string vendor, ITestOutputHelper output) : VerdictContract(output)
{
    protected override IReadOnlyList<RecordedReply> Replies { get; } =
        RecordedReply.LoadFolder(Repository.PathOf("tests", "LivenessSdk.Tests", "Providers", vendor, "Replies"));

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
}
