using LivenessSdk;
using LivenessSdk.Simulator;

namespace ConsoleSnippets;

/// <summary>Verihubs can fetch a photo from a URL, and reject photos by quality, attributes and number of faces.</summary>
internal static class VerihubsSnippet
{
    public static async Task RunAsync(LivenessSimulator simulator, LivenessImage photo)
    {
        await using LivenessClient client = LivenessClient.Create(liveness => liveness.AddVerihubs(options =>
        {
            options.AppId = simulator.Verihubs.AppId;
            options.ApiKey = simulator.Verihubs.ApiKey;
            options.Endpoint = simulator.Verihubs.Endpoint;     // omit for the real vendor
        }));

        LivenessResult byUrl = await client.CheckAsync(LivenessImage.FromUri(new Uri("https://photos.example/selfie.jpg")));
        Console.WriteLine($"{byUrl.Verdict}, by URL");

        simulator.Verihubs.Next(Scenario.Sunglasses);
        LivenessResult strict = await client.CheckAsync(new LivenessRequest(photo)
        {
            Parameters = [new VerihubsParameters { ValidateAttributes = true }],                        // for this request only
        });
        Console.WriteLine($"{strict.Verdict}: {string.Join(", ", strict.Reasons)}");
    }
}
