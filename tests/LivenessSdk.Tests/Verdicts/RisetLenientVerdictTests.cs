
namespace LivenessSdk.Tests.Verdicts;

/// <summary>Names nobody, switches spoof detection off, and is content with one matching pose.</summary>
public sealed class RisetLenientVerdictTests(ITestOutputHelper output) : RisetVerdictTests(output)
{
    protected override RisetParameters Asked { get; } = new() { SpoofDetection = false, SuccessThreshold = 1 };
}
