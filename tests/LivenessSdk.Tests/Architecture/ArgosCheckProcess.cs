using System.Reflection;
using LivenessSdk.Tests.Resilience;

namespace LivenessSdk.Tests.Architecture;

/// <summary>Checks one photo by Argos, in a process whose library records the methods that run, and writes their tokens.</summary>
internal static class ArgosCheckProcess
{
    public const string Name = "argos check";

    public static async Task RunAsync()
    {
        // The simulator would read the photo by the library too, in the same process.
        await using SocketVendor vendor = new();
        Func<Conversation, Task> live = SocketVendor.Reply(
            200, """{"transactionId":"t-1","result":{"liveness_score":98.5}}""", "Content-Type: application/json");
        vendor.Then(live, live);
        await using LivenessClient client = LivenessClient.Create(liveness =>
            liveness.AddArgos(options => (options.Endpoint, options.ApiKey) = (vendor.Endpoint, "key")));
        ILivenessClient argos = client.GetClient("argos");
        LivenessImage photo = SamplePhoto.ToImage();
        await argos.CheckAsync(photo); // Makes what a client makes when it is first used.

        bool[] entered = (bool[])typeof(LivenessClient).Assembly.GetType(MethodRecording.Type, throwOnError: true)!
            .GetField(MethodRecording.Field, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        Array.Clear(entered);
        LivenessResult result = await argos.CheckAsync(photo);

        Console.WriteLine(result.Verdict);
        Console.WriteLine(string.Join(' ', Enumerable.Range(0, entered.Length).Where(method => entered[method])));
    }
}
