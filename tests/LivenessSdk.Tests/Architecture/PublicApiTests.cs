using System.Reflection;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Architecture;

public sealed class PublicApiTests
{
    public static TheoryData<string> Assemblies => ["LivenessSdk", "LivenessSdk.Evaluation", "LivenessSdk.Simulator"];

    /// <summary>Set the environment variable <c>LIVENESS_RECORD_API=1</c> to record an intended change.</summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_public_api_is_the_recorded_one(string assembly)
    {
        string path = Repository.PathOf("tests", "LivenessSdk.Tests", "Architecture", $"{assembly}.api.txt");
        string actual = PublicApi.Describe(Assembly.Load(assembly));
        if (Environment.GetEnvironmentVariable("LIVENESS_RECORD_API") == "1")
        {
            File.WriteAllText(path, actual);
        }

        string recorded = File.ReadAllText(path).ReplaceLineEndings("\n");

        // Lines first, so that a failure shows what changed and not the whole surface.
        const string Because = "a change of the public API is recorded on purpose, by running this test with LIVENESS_RECORD_API=1";
        actual.Split('\n').Except(recorded.Split('\n')).Should().BeEmpty(Because);
        recorded.Split('\n').Except(actual.Split('\n')).Should().BeEmpty(Because);
        (actual == recorded).Should().BeTrue(Because);
    }
}
