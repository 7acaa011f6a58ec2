namespace LivenessSdk.Simulator;

/// <summary>Simulates Argos: one photo as base64 in JSON, an API key, and a score without a verdict.</summary>
public sealed class ArgosSimulator : VendorSimulator
{
    /// <summary>Initializes a new instance of the <see cref="ArgosSimulator"/> class.</summary>
    public ArgosSimulator()
        : base("Argos", "/argos/modules", "faceImage")
    {
    }

    /// <summary>Gets or sets the key that requests must contain as x-api-key.</summary>
    public string ApiKey { get; set; } = "simulated-argos-key";

    /// <inheritdoc/>
    protected internal override SimulatedReply Answer(RecordedRequest request)
    {
        if (!request.Is("POST", "/liveness"))
        {
            return Failure(404);
        }

        if (!request.HasHeader("x-api-key", ApiKey))
        {
            return Failure(403);
        }

        // Without a JSON body there are no photos either.
        if (request.Photos is not [{ Encoding: not PhotoEncoding.Empty } photo])
        {
            return ArgosReplies.NoImage;
        }

        return photo is { Encoding: PhotoEncoding.Base64, Format: not ImageFormat.Unknown }
            ? Play(request)
            : ArgosReplies.CannotAnalyze;
    }

    /// <inheritdoc/>
    protected override SimulatedReply Outcome(Scenario scenario, RecordedRequest request) => scenario?.Name switch
    {
        nameof(Scenario.Live) or nameof(Scenario.IdentityMismatch) => ArgosReplies.Live,
        nameof(Scenario.Attack) => ArgosReplies.Attack,
        nameof(Scenario.Contradiction) => ArgosReplies.Contradiction,
        nameof(Scenario.QuotaExceeded) => Failure(429),
        nameof(Scenario.Unauthorized) => Failure(403),
        _ => ArgosReplies.CannotAnalyze,
    };

    /// <inheritdoc/>
    protected internal override SimulatedReply Failure(int status) => ArgosReplies.Gateway(status);
}
