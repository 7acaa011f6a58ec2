using System.Text.Json;

namespace LivenessSdk.Simulator;

/// <summary>Simulates Verihubs: one photo as base64 or at a URL, two keys, flags for computation and validation, and a code for failed validations.</summary>
public sealed class VerihubsSimulator : VendorSimulator
{
    /// <summary>The number of bytes whose base64 is 5 MiB.</summary>
    private const int LargestPhoto = 5 * 1024 * 1024 / 4 * 3;

    /// <summary>Initializes a new instance of the <see cref="VerihubsSimulator"/> class.</summary>
    public VerihubsSimulator()
        : base("Verihubs", "/verihubs/v1", "image")
    {
    }

    /// <summary>Gets or sets the id that requests must contain as App-ID.</summary>
    public string AppId { get; set; } = "simulated-verihubs-app";

    /// <summary>Gets or sets the key that requests must contain as API-Key.</summary>
    public string ApiKey { get; set; } = "simulated-verihubs-key";

    /// <summary>Gets or sets a value indicating whether the application is a sandbox application, in which words such as NO_FACE_PHOTO replace photos and determine the response.</summary>
    public bool Sandbox { get; set; }

    /// <summary>Gets or sets a value indicating whether the findings are in a "data" object. The default is <see langword="false"/>: they are at the root.</summary>
    public bool DataEnvelope { get; set; }

    /// <summary>Gets or sets a value indicating whether probability and scores are strings. The default is <see langword="true"/>, as in most public clients.</summary>
    public bool NumbersAsText { get; set; } = true;

    /// <summary>Gets or sets the place of a FAIL_ON code.</summary>
    public VerihubsFailOnPosition FailOnPosition { get; set; }

    /// <summary>Gets or sets a value indicating whether a response with a FAIL_ON code also contains the findings. The default is false.</summary>
    public bool FailOnWithFindings { get; set; }

    /// <inheritdoc/>
    protected internal override SimulatedResponse Answer(RecordedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Is("POST", "/face/liveness"))
        {
            return Failure(404);
        }

        if (!request.HasHeader("App-ID", AppId) || !request.HasHeader("API-Key", ApiKey))
        {
            return VerihubsResponses.Unauthorized();
        }

        if (PayloadProblem(request) is { } problem)
        {
            return VerihubsResponses.BadRequest(problem);
        }

        RecordedPhoto photo = request.Photos[0];
        if (Sandbox && photo is { Encoding: PhotoEncoding.Text, Text: { } word })
        {
            return AnswerWord(word, request);
        }

        return PhotoProblem(photo) is { } unusable ? VerihubsResponses.BadRequest(unusable) : Play(request);
    }

    /// <inheritdoc/>
    protected override SimulatedResponse Outcome(Scenario scenario, RecordedRequest request)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(request);
        return scenario.Name switch
        {
            nameof(Scenario.QuotaExceeded) => VerihubsResponses.OutOfQuota(),
            nameof(Scenario.Unauthorized) => VerihubsResponses.Unauthorized(),
            nameof(Scenario.NotAPhoto) => VerihubsResponses.BadRequest("INVALID_PAYLOAD_IMAGE_FORMAT"),
            _ => Report(VerihubsFindings.Of(scenario), request),
        };
    }

    /// <inheritdoc/>
    protected internal override SimulatedResponse Failure(int status) => status switch
    {
        401 => VerihubsResponses.Unauthorized(),
        500 => VerihubsResponses.Error(500, "INTERNAL_SERVER_ERROR", "Internal server error"),
        _ => VerihubsResponses.Gateway(status),
    };

    private static string? PayloadProblem(RecordedRequest request)
    {
        if (request.Json is not { ValueKind: JsonValueKind.Object } body || !body.EnumerateObject().Any())
        {
            return "INVALID PAYLOAD";
        }

        if (request.Photos.Count != 1)
        {
            return "MISSING_PAYLOAD_IMAGE";
        }

        string[] flags = ["is_quality", "is_attribute", "validate_quality", "validate_attribute", "validate_nface"];
        if (flags.Any(flag => request.Fields.GetValueOrDefault(flag) is not (null or "true" or "false")))
        {
            return "INVALID PAYLOAD";
        }

        if (Flag(request, "validate_quality", false) && !Flag(request, "is_quality", true))
        {
            return "INVALID_PAYLOAD_QUALITY_VALIDATION_DEPENDENCY";
        }

        return Flag(request, "validate_attribute", false) && !Flag(request, "is_attribute", true)
            ? "INVALID_PAYLOAD_ATTRIBUTE_VALIDATION_DEPENDENCY"
            : null;
    }

    private static string? PhotoProblem(RecordedPhoto photo) => photo switch
    {
        { Encoding: PhotoEncoding.Url, Text: { } url } when url.Contains("timeout", StringComparison.OrdinalIgnoreCase) => "INVALID_PAYLOAD_IMAGE_TIMEOUT",
        { Encoding: PhotoEncoding.Url, Text: { } url } => url.StartsWith("https://", StringComparison.Ordinal) ? null : "INVALID_PAYLOAD_IMAGE_FORMAT",
        { Encoding: not PhotoEncoding.Base64 } => "INVALID_PAYLOAD_IMAGE_MISSING",
        { Length: > LargestPhoto } => "INVALID_PAYLOAD_IMAGE_SIZE",
        { Format: ImageFormat.Jpeg or ImageFormat.Png } => null,
        _ => "INVALID_PAYLOAD_IMAGE_FORMAT",
    };

    private static bool Flag(RecordedRequest request, string name, bool unsent) =>
        request.Fields.TryGetValue(name, out string? value) ? value == "true" : unsent;

    private SimulatedResponse AnswerWord(string word, RecordedRequest request) => word switch
    {
        "IMAGE_EXCEED_LIMIT" => VerihubsResponses.BadRequest("INVALID_PAYLOAD_IMAGE_SIZE"),
        "NO_FACE_PHOTO" => Report(null, request),
        _ => VerihubsFindings.OfWord(word) is { } findings
            ? Report(findings, request)
            : VerihubsResponses.BadRequest("INVALID_PAYLOAD_IMAGE_MISSING"),
    };

    private SimulatedResponse Report(VerihubsFindings? findings, RecordedRequest request)
    {
        if (findings is null)
        {
            return VerihubsResponses.BadRequest("FACE_NOT_DETECTED");
        }

        var face = VerihubsResponses.Checked(findings, Flag(request, "is_quality", true), Flag(request, "is_attribute", true), NumbersAsText);
        int failed = findings.FailOn(
            Flag(request, "validate_attribute", false), Flag(request, "validate_quality", false), Flag(request, "validate_nface", false));
        return failed == 0
            ? VerihubsResponses.Whole(VerihubsResponses.Success(), face, DataEnvelope)
            : VerihubsResponses.Whole(VerihubsResponses.FailOn(failed, FailOnPosition), FailOnWithFindings ? face : null, DataEnvelope);
    }
}
