using LivenessSdk;
using LivenessSdk.Simulator;

namespace ConsoleSnippets;

/// <summary>Dojah describes the face; age, gender and emotions only where you ask for them.</summary>
internal static class DojahSnippet
{
    public static async Task RunAsync(LivenessSimulator simulator, LivenessImage photo)
    {
        await using LivenessClient client = LivenessClient.Create(liveness => liveness.AddDojah(options =>
        {
            options.AppId = simulator.Dojah.AppId;
            options.SecretKey = simulator.Dojah.SecretKey;
            options.Endpoint = simulator.Dojah.Endpoint;        // leave out for production; for the sandbox set options.Environment
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
