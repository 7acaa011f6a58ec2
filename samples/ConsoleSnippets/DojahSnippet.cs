using LivenessSdk;
using LivenessSdk.Simulator;

namespace ConsoleSnippets;

/// <summary>Dojah describes the face. Age, gender and emotions are opt-in.</summary>
internal static class DojahSnippet
{
    public static async Task RunAsync(LivenessSimulator simulator, LivenessImage photo)
    {
        await using LivenessClient client = LivenessClient.Create(liveness => liveness.AddDojah(options =>
        {
            options.AppId = simulator.Dojah.AppId;
            options.SecretKey = simulator.Dojah.SecretKey;
            options.Endpoint = simulator.Dojah.Endpoint;        // omit for production; for the sandbox, set options.Environment
        }));

        LivenessResult result = await client.CheckAsync(photo);

        FaceObservation? face = result.Frames[0].Face;
        Console.WriteLine($"{result.Verdict}: sharpness {face?.Quality?.Sharpness}, brightness {face?.Quality?.Brightness}");
        foreach (FaceAttribute attribute in face?.Attributes.Where(attribute => attribute.Value == true) ?? [])
        {
            Console.WriteLine($"  {attribute.Name}");
        }
    }
}
