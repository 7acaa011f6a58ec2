using LivenessSdk.Tests.Support;
using Xunit.Abstractions;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>Runs the verdict contract on the recorded replies of a built-in vendor.</summary>
public abstract class VendorVerdictTests(string vendor, ITestOutputHelper output) : VerdictContract(output)
{
    protected override IReadOnlyList<RecordedReply> Replies { get; } =
        RecordedReply.LoadFolder(Repository.PathOf("tests", "LivenessSdk.Tests", "Providers", vendor, "Replies"));

}
