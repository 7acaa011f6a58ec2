using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Examines whether libvips is available, with a check of a simulated vendor that has to downscale a photo.</summary>
internal static class ImageLibraryExamination
{
    private const string Subject = "libvips";

    /// <summary>A PNG of 1 × 2 pixels.</summary>
    private static readonly byte[] s_photo = Convert.FromHexString(
        "89504E470D0A1A0A0000000D494844520000000100000002080200000016E321700000000E4944415478DA63686868600062"
        + "000C080301D8C9F7F00000000049454E44AE426082");

    public static async Task<Finding> ExamineAsync(LivenessSimulator simulator, CancellationToken cancellationToken)
    {
        await using LivenessClient client = LivenessClient.Create(liveness => liveness.AddArgos(options =>
        {
            options.Endpoint = simulator.Argos.Endpoint;
            options.ApiKey = simulator.Argos.ApiKey;
            options.MaxHeight = 1;
        }));
        try
        {
            await client.CheckAsync(LivenessImage.FromBytes(s_photo), cancellationToken);
            return Finding.Ok(Subject, "found, photos can be downscaled");
        }
        catch (LivenessException e)
        {
            return Finding.Problem(Subject, e.Message);
        }
    }
}
