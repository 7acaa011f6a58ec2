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
    protected internal override SimulatedResponse Answer(RecordedRequest request)
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
            return ArgosResponses.NoImage;
        }

        return photo is { Encoding: PhotoEncoding.Base64, Format: not ImageFormat.Unknown }
            ? Play(request)
            : ArgosResponses.CannotAnalyze;
    }

    /// <inheritdoc/>
    protected override SimulatedResponse Outcome(Scenario scenario, RecordedRequest request) => scenario?.Name switch
    {
        nameof(Scenario.Live) or nameof(Scenario.IdentityMismatch) => ArgosResponses.Live,
        nameof(Scenario.Attack) => ArgosResponses.Attack,
        nameof(Scenario.Contradiction) => ArgosResponses.Contradiction,
        nameof(Scenario.QuotaExceeded) => Failure(429),
        nameof(Scenario.Unauthorized) => Failure(403),
        _ => ArgosResponses.CannotAnalyze,
    };

    /// <inheritdoc/>
    protected internal override SimulatedResponse Failure(int status) => ArgosResponses.Gateway(status);
}
