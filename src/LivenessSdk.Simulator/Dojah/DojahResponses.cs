using System.Text.Json.Nodes;

namespace LivenessSdk.Simulator;

/// <summary>Provides Dojah's responses. The body of a check is from the specification, the bodies of errors are inferred from clients.</summary>
internal static class DojahResponses
{
    private const string GoodFace = """
        {
          "face_detected": true,
          "message": "face detected",
          "multiface_detected": false,
          "details": {
            "age_range": { "low": 25, "high": 35 },
            "smile": { "value": false, "confidence": 92.67727661132812 },
            "gender": { "value": "Female", "confidence": 99.92608642578125 },
            "eyeglasses": { "value": false, "confidence": 96.146484375 },
            "sunglasses": { "value": false, "confidence": 99.99609375 },
            "beard": { "value": false, "confidence": 85.18626403808594 },
            "mustache": { "value": false, "confidence": 96.13561248779297 },
            "eyes_open": { "value": true, "confidence": 88.61351776123047 },
            "mouth_open": { "value": false, "confidence": 76.0062484741211 },
            "emotions": [
              { "type": "CALM", "confidence": 81.77631378173828 },
              { "type": "FEAR", "confidence": 6.811796188354492 },
              { "type": "SURPRISED", "confidence": 6.772216320037842 },
              { "type": "SAD", "confidence": 6.691151142120361 },
              { "type": "ANGRY", "confidence": 2.304255723953247 },
              { "type": "DISGUSTED", "confidence": 2.147843599319458 },
              { "type": "HAPPY", "confidence": 1.2251189947128296 },
              { "type": "CONFUSED", "confidence": 0.9095264673233032 }
            ]
          },
          "quality": { "brightness": 65.93645477294922, "sharpness": 97.45164489746094 },
          "confidence": 99.99896240234375,
          "bounding_box": { "width": 0.4954420328140259, "height": 0.39241859316825867, "left": 0.27790528535842896, "top": 0.3333175778388977 }
        }
        """;

    public static SimulatedResponse Live(DojahResponseShape shape, Action<JsonNode>? change = null) => Checked(shape, Face(change), shape switch
    {
        DojahResponseShape.SpoofFlag => """{ "spoof": false, "confidence": 98.3 }""",
        DojahResponseShape.ApiReference => """{ "liveness_check": true, "liveness_probability": 98 }""",
        _ => """{ "liveness_check": true, "liveness_probability": 98.30275726318359 }""",
    });

    public static SimulatedResponse Attack(DojahResponseShape shape) => Checked(shape, Face(), shape switch
    {
        DojahResponseShape.SpoofFlag => """{ "spoof": true, "confidence": 99.99 }""",
        DojahResponseShape.ApiReference => """{ "liveness_check": false, "liveness_probability": 3 }""",
        _ => """{ "liveness_check": false, "liveness_probability": 0.014614949759561568 }""",
    });

    public static SimulatedResponse Contradiction(DojahResponseShape shape) => Checked(shape, Face(), shape switch
    {
        DojahResponseShape.SpoofFlag => """{ "spoof": false, "confidence": 98.3, "liveness_check": false }""",
        _ => """{ "liveness_check": true, "liveness_probability": 12 }""",
    });

    public static SimulatedResponse NoFace(DojahResponseShape shape) => Checked(
        shape,
        JsonNode.Parse("""{ "face_detected": false, "message": "face not detected", "multiface_detected": false }""")!,
        shape == DojahResponseShape.SpoofFlag
            ? """{ "spoof": false, "confidence": 0 }"""
            : """{ "liveness_check": false, "liveness_probability": 0 }""");

    public static SimulatedResponse Error(int status, string message) => new(status, new JsonObject { ["error"] = message });

    public static SimulatedResponse Error(int status) => Error(status, status switch
    {
        401 => "Unauthorized",
        402 => "Balance is low, please top up",
        403 => "Access denied",
        404 => "Not found",
        408 => "Request timeout",
        413 => "Payload too large",
        424 => "Third-party service failed",
        429 => "Rate limit exceeded, please wait a while",
        503 => "Service unavailable",
        _ => "Server error",
    });

    private static JsonNode Face(Action<JsonNode>? change = null)
    {
        JsonNode face = JsonNode.Parse(GoodFace)!;
        change?.Invoke(face);
        return face;
    }

    private static SimulatedResponse Checked(DojahResponseShape shape, JsonNode face, string liveness)
    {
        if (shape == DojahResponseShape.SpoofFlag)
        {
            face["detected"] = face["face_detected"]!.GetValue<bool>();
            face.AsObject().Remove("face_detected");
        }

        return new SimulatedResponse(200, new JsonObject { ["entity"] = new JsonObject { ["liveness"] = JsonNode.Parse(liveness), ["face"] = face } });
    }
}
