using LivenessSdk;
using LivenessSdk.Simulator;

namespace ConsoleSnippets;

/// <summary>Riset accepts up to eight photos, each with the pose that the person was asked for.</summary>
internal static class RisetSnippet
{
    public static async Task RunAsync(LivenessSimulator simulator, LivenessImage photo)
    {
        await using LivenessClient client = LivenessClient.Create(liveness => liveness.AddRiset(options =>
        {
            options.ClientId = simulator.Riset.ClientId;
            options.Password = simulator.Riset.Password;
            options.Endpoint = simulator.Riset.Endpoint;        // the address that Riset gave you: there is no default
        }));

        LivenessRequest request = new(
        [
            new LivenessFrame(photo),
            new LivenessFrame(photo, FacePose.Left),            // in your application, another photo
            new LivenessFrame(photo, FacePose.MouthOpen),
        ])
        {
            Parameters = [new RisetParameters { UserId = "user4711", FaceGalleryId = "customers" }],    // also compares the face
        };

        LivenessResult result = await client.CheckAsync(request);

        Console.WriteLine(result.Verdict);
        foreach (FrameResult frame in result.Frames)
        {
            Console.WriteLine($"  {frame.RequestedPose}: matched {frame.PoseMatched}, attack {frame.PresentationAttack}, same person {frame.Face?.Match?.Verified}");
        }
    }
}
