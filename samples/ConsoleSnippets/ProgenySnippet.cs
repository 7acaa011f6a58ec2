using LivenessSdk;
using LivenessSdk.Simulator;

namespace ConsoleSnippets;

/// <summary>Progeny processes photos in the background: wait for the verdict, or continue the check later, even in another process.</summary>
internal static class ProgenySnippet
{
    public static async Task RunAsync(LivenessSimulator simulator, LivenessImage photo)
    {
        await using LivenessClient client = LivenessClient.Create(liveness => liveness.AddProgeny(options =>
        {
            options.Username = simulator.Progeny.Username;
            options.Password = simulator.Progeny.Password;
            options.Endpoint = simulator.Progeny.Endpoint;      // omit for the real vendor
        }));

        // Returns as soon as the photo is accepted. Store the token: it contains nothing about the person.
        LivenessResult pending = await client.CheckAsync(new LivenessRequest(photo) { ReturnWhenPending = true });
        Console.WriteLine($"{pending.Verdict}, pending: {pending.HasReason(LivenessReasonCode.Pending)}");

        LivenessResult result = await client.CheckAsync(LivenessRequest.Continue(pending.ContinuationToken!));
        Console.WriteLine($"{result.Verdict}, one upload: {simulator.Progeny.Requests.Count(request => request.Photos.Count > 0) == 1}");
    }
}
