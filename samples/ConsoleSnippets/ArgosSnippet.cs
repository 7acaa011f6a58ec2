using LivenessSdk;
using LivenessSdk.Simulator;

namespace ConsoleSnippets;

/// <summary>Argos returns a score without a verdict: you set the threshold.</summary>
internal static class ArgosSnippet
{
    public static async Task RunAsync(LivenessSimulator simulator, LivenessImage photo)
    {
        await using LivenessClient client = LivenessClient.Create(liveness => liveness.AddArgos(options =>
        {
            options.ApiKey = simulator.Argos.ApiKey;            // from your secret store
            options.Endpoint = simulator.Argos.Endpoint;        // omit for the real vendor
            options.LiveThreshold = 80;
        }));

        LivenessResult result = await client.CheckAsync(photo);

        Console.WriteLine($"{result.Verdict}: {result.RawScore} of 100, threshold {result.Threshold * 100} ({result.VerdictSource})");
    }
}
