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
    public DojahReplyShape ReplyShape { get; set; }

    /// <inheritdoc/>
    protected internal override SimulatedReply Answer(RecordedRequest request)
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
            _ => DojahReplies.Error(400, "image is required"),
        };
    }

    /// <inheritdoc/>
    protected override SimulatedReply Outcome(Scenario scenario, RecordedRequest request) => scenario?.Name switch
    {
        nameof(Scenario.Live) or nameof(Scenario.IdentityMismatch) => DojahReplies.Live(ReplyShape),
        nameof(Scenario.Attack) => DojahReplies.Attack(ReplyShape),
        nameof(Scenario.Contradiction) => DojahReplies.Contradiction(ReplyShape),
        nameof(Scenario.MultipleFaces) => DojahReplies.Live(ReplyShape, face => face["multiface_detected"] = true),
        nameof(Scenario.EyesClosed) => DojahReplies.Live(ReplyShape, face => face["details"]!["eyes_open"]!["value"] = false),
        nameof(Scenario.Sunglasses) => DojahReplies.Live(ReplyShape, face => face["details"]!["sunglasses"]!["value"] = true),
        nameof(Scenario.Blurred) => DojahReplies.Live(ReplyShape, face => face["quality"]!["sharpness"] = 4.25),
        nameof(Scenario.Dark) => DojahReplies.Live(ReplyShape, face => face["quality"]!["brightness"] = 8.5),
        nameof(Scenario.PoorQuality) or nameof(Scenario.Grayscale) => DojahReplies.Live(ReplyShape, face =>
        {
            face["quality"]!["sharpness"] = 4.25;
            face["quality"]!["brightness"] = 8.5;
        }),
        nameof(Scenario.NotAPhoto) => NotAPhoto(),
        nameof(Scenario.QuotaExceeded) => Failure(402),
        nameof(Scenario.Unauthorized) => Failure(401),
        _ => DojahReplies.NoFace(ReplyShape),
    };

    /// <inheritdoc/>
    protected internal override SimulatedReply Failure(int status) => DojahReplies.Error(status);

    private static SimulatedReply NotAPhoto() => DojahReplies.Error(400, "image is not valid base64 of a photo");
}
