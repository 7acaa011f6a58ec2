using LivenessSdk;
using LivenessSdk.Simulator;

namespace ConsoleSnippets;

/// <summary>Progeny works in the background: wait for it, or take the check up later, even in another process.</summary>
internal static class ProgenySnippet
{
    public static async Task RunAsync(LivenessSimulator simulator, LivenessImage photo)
    {
        await using LivenessClient client = LivenessClient.Create(liveness => liveness.AddProgeny(options =>
        {
            options.Username = simulator.Progeny.Username;
            options.Password = simulator.Progeny.Password;
            options.Endpoint = simulator.Progeny.Endpoint;      // leave out for the real one
        }));

        // Returns as soon as the photo is accepted. Store the token: it holds nothing of the person.
        LivenessResult pending = await client.CheckAsync(new LivenessRequest(photo) { ReturnWhenPending = true });
        Console.WriteLine($"{pending.Verdict}, pending: {pending.HasReason(LivenessReasonCode.Pending)}");

        LivenessResult result = await client.CheckAsync(LivenessRequest.Continue(pending.ContinuationToken!));
        Console.WriteLine($"{result.Verdict}, one upload: {simulator.Progeny.Requests.Count(request => request.Photos.Count > 0) == 1}");
    }
}
