using LivenessSdk;

namespace LivenessSdk.Samples.Tests;

/// <summary>Simulates the invented vendor of samples/CustomProvider.</summary>
internal sealed class InitechSimulator() : VendorSimulator("Initech", "/initech", "photo")
{
    public string ApiKey => "simulated-initech-key";

    protected override SimulatedReply Answer(RecordedRequest request) =>
        !request.HasHeader("X-Key", ApiKey) ? Failure(401)
        : request.Photos is [{ Format: not ImageFormat.Unknown }] ? Play(request)
        : new SimulatedReply(200, "no photo");

    protected override SimulatedReply Outcome(Scenario scenario, RecordedRequest request) => scenario.Name switch
    {
        nameof(Scenario.Live) => new(200, "live"),
        nameof(Scenario.Attack) => new(200, "attack"),
        nameof(Scenario.Contradiction) => new(200, "live attack"),
        nameof(Scenario.NoFace) => new(200, "no face"),
        nameof(Scenario.MultipleFaces) => new(200, "several faces"),
        nameof(Scenario.NotAPhoto) => new(200, "no photo"),
        nameof(Scenario.QuotaExceeded) => Failure(402),
        nameof(Scenario.Unauthorized) => Failure(401),
        _ => new(200, "retake"),
    };

    protected override SimulatedReply Failure(int status) => new(status, "failed");
}
