using System.Text.Json.Nodes;
using LivenessSdk.Simulator;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Providers;

/// <summary>Reads the responses of vendors that lie as files beside their tests: each with a note on its source, its status and its body.</summary>
internal static class RecordedResponse
{
    public static Scenario Read(string vendor, string name)
    {
        string file = Repository.PathOf("tests", "LivenessSdk.Tests", "Providers", vendor, "Replies", $"{name}.json");
        JsonNode response = JsonNode.Parse(File.ReadAllText(file))!;
        return Scenario.Response(response["status"]!.GetValue<int>(), response["body"]!.ToJsonString());
    }
}
