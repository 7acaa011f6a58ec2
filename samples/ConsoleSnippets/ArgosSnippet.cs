using LivenessSdk;
using LivenessSdk.Simulator;

namespace ConsoleSnippets;

/// <summary>Argos gives a score and no verdict: the threshold is yours.</summary>
internal static class ArgosSnippet
{
    public static async Task RunAsync(LivenessSimulator simulator, LivenessImage photo)
    {
        await using LivenessClient client = LivenessClient.Create(liveness => liveness.AddArgos(options =>
        {
            options.ApiKey = simulator.Argos.ApiKey;            // from your secrets
            options.Endpoint = simulator.Argos.Endpoint;        // leave out for the real one
            options.LiveThreshold = 80;
        }));

        LivenessResult result = await client.CheckAsync(photo);

        Console.WriteLine($"{result.Verdict}: {result.RawScore} of 100, where {result.Threshold * 100} is enough ({result.VerdictSource})");
    }
}
