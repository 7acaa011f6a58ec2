namespace LivenessSdk.Simulator;

/// <summary>Simulates Dojah: one photo as base64 in JSON, an app id and a secret key without "Bearer", and a verdict with many attributes of the face.</summary>
public sealed class DojahSimulator : VendorSimulator
{
    /// <summary>Initializes a new instance of the <see cref="DojahSimulator"/> class.</summary>
    public DojahSimulator()
        : base("Dojah", "/dojah", "image")
    {
    }

    /// <summary>Gets or sets the id that requests must contain as AppId.</summary>
    public string AppId { get; set; } = "simulated-dojah-app";

    /// <summary>Gets or sets the key that requests must contain as Authorization, without "Bearer".</summary>
    public string SecretKey { get; set; } = "simulated-dojah-secret";

    /// <summary>Gets or sets the shape of the responses.</summary>
    public DojahResponseShape ResponseShape { get; set; }

    /// <inheritdoc/>
    protected internal override SimulatedResponse Answer(RecordedRequest request)
    {
        // The page has the slash, the vendor's OpenAPI file has not.
        if (!request.Is("POST", "/api/v1/ml/liveness/") && !request.Is("POST", "/api/v1/ml/liveness"))
        {
            return Failure(404);
        }

        if (!request.HasHeader("AppId", AppId) || !request.HasHeader("Authorization", SecretKey))
        {
            return Failure(401);
        }

        return request.Photos switch
        {
            [{ Encoding: PhotoEncoding.Base64, Format: ImageFormat.Jpeg or ImageFormat.Png }] => Play(request),
            [{ Encoding: not PhotoEncoding.Empty }] => NotAPhoto(),
            _ => DojahResponses.Error(400, "image is required"),
        };
    }

    /// <inheritdoc/>
    protected override SimulatedResponse Outcome(Scenario scenario, RecordedRequest request) => scenario?.Name switch
    {
        nameof(Scenario.Live) or nameof(Scenario.IdentityMismatch) => DojahResponses.Live(ResponseShape),
        nameof(Scenario.Attack) => DojahResponses.Attack(ResponseShape),
        nameof(Scenario.Contradiction) => DojahResponses.Contradiction(ResponseShape),
        nameof(Scenario.MultipleFaces) => DojahResponses.Live(ResponseShape, face => face["multiface_detected"] = true),
        nameof(Scenario.EyesClosed) => DojahResponses.Live(ResponseShape, face => face["details"]!["eyes_open"]!["value"] = false),
        nameof(Scenario.Sunglasses) => DojahResponses.Live(ResponseShape, face => face["details"]!["sunglasses"]!["value"] = true),
        nameof(Scenario.Blurred) => DojahResponses.Live(ResponseShape, face => face["quality"]!["sharpness"] = 4.25),
        nameof(Scenario.Dark) => DojahResponses.Live(ResponseShape, face => face["quality"]!["brightness"] = 8.5),
        nameof(Scenario.PoorQuality) or nameof(Scenario.Grayscale) => DojahResponses.Live(ResponseShape, face =>
        {
            face["quality"]!["sharpness"] = 4.25;
            face["quality"]!["brightness"] = 8.5;
        }),
        nameof(Scenario.NotAPhoto) => NotAPhoto(),
        nameof(Scenario.QuotaExceeded) => Failure(402),
        nameof(Scenario.Unauthorized) => Failure(401),
        _ => DojahResponses.NoFace(ResponseShape),
    };

    /// <inheritdoc/>
    protected internal override SimulatedResponse Failure(int status) => DojahResponses.Error(status);

    private static SimulatedResponse NotAPhoto() => DojahResponses.Error(400, "image is not valid base64 of a photo");
}
