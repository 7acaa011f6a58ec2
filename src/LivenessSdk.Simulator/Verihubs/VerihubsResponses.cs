using System.Globalization;
using System.Text.Json.Nodes;

namespace LivenessSdk.Simulator;

/// <summary>Provides Verihubs' responses. The codes are from the specification. It shows no bodies, so they are reconstructed from public clients.</summary>
internal static class VerihubsResponses
{
    private const string Face = """
        {
          "session_id": "5f3e",
          "timestamp": 1700000000,
          "bounding_box": { "top_left_x": "210", "top_left_y": "120", "bottom_right_x": "430", "bottom_right_y": "410", "width": "220", "height": "290" },
          "face_landmark": {
            "left_eye_x": "275", "left_eye_y": "230", "right_eye_x": "365", "right_eye_y": "231", "nose_x": "320", "nose_y": "290",
            "mouth_left_x": "282", "mouth_left_y": "340", "mouth_right_x": "358", "mouth_right_y": "341"
          },
          "rotation": 0
        }
        """;

    public static SimulatedResponse Error(int status, string code, string message) =>
        new(status, new JsonObject { ["message"] = message, ["error_code"] = code });

    public static SimulatedResponse BadRequest(string code) => Error(400, code, code switch
    {
        "FACE_NOT_DETECTED" => "Face not detected",
        "MISSING_PAYLOAD_IMAGE" => "Image is missing",
        "INVALID_PAYLOAD_IMAGE_SIZE" => "Image is too large",
        "INVALID_PAYLOAD_IMAGE_TIMEOUT" => "Timeout getting image from url",
        "INVALID_PAYLOAD_QUALITY_VALIDATION_DEPENDENCY" => "is_quality must be true if validate_quality is true",
        "INVALID_PAYLOAD_ATTRIBUTE_VALIDATION_DEPENDENCY" => "is_attribute must be true if validate_attribute is true",
        _ => "Invalid payload",
    });

    public static SimulatedResponse Unauthorized() => new(401, """{"message":"Unauthorized"}""");

    public static SimulatedResponse OutOfQuota() => Error(403, "INSUFFICIENT_QUOTA_LIVENESS", "Insufficient quota");

    public static SimulatedResponse Gateway(int status) => new(status, new JsonObject { ["message"] = status switch
    {
        404 => "Not found",
        413 => "Request entity too large",
        429 => "Too many requests",
        503 => "Service unavailable",
        _ => "Bad gateway",
    } });

    public static JsonObject Checked(VerihubsFindings findings, bool quality, bool attributes, bool numbersAsText)
    {
        JsonObject face = JsonNode.Parse(Face)!.AsObject();
        face["nface"] = findings.Faces;
        if (quality)
        {
            face["image_quality"] = new JsonObject
            {
                ["blur"] = findings.Blur,
                ["blur_score"] = Number(findings.Blur ? 0.91 : 0.01, numbersAsText),
                ["dark"] = findings.Dark,
                ["dark_score"] = Number(findings.Dark ? 0.93 : 0.02, numbersAsText),
                ["grayscale"] = findings.Grayscale,
            };
        }

        if (attributes)
        {
            face["attributes"] = new JsonObject
            {
                ["sunglasses_on"] = findings.Sunglasses,
                ["mask_on"] = findings.Mask,
                ["veil_on"] = findings.Veil,
                ["hat_on"] = false,
                ["face_blocker_on"] = findings.FaceBlocker,
            };
        }

        face["liveness"] = new JsonObject { ["probability"] = Number(findings.Probability, numbersAsText), ["status"] = findings.Live };
        return face;
    }

    /// <summary>Adds the status of the call before the face: at the root, or around a data envelope.</summary>
    public static SimulatedResponse Whole(JsonObject state, JsonObject? face, bool envelope)
    {
        if (face is not null && envelope)
        {
            state["data"] = face;
        }
        else if (face is not null)
        {
            foreach ((string name, JsonNode? value) in face.ToArray())
            {
                face.Remove(name);
                state[name] = value;
            }
        }

        return new SimulatedResponse(200, state);
    }

    public static JsonObject Success() => new() { ["message"] = "Request Success", ["status_code"] = "200" };

    public static JsonObject FailOn(int bits, VerihubsFailOnPosition position)
    {
        string code = string.Create(CultureInfo.InvariantCulture, $"FAIL_ON_{bits}");
        return position switch
        {
            VerihubsFailOnPosition.StatusCode => new JsonObject { ["message"] = "Request failed validation", ["status_code"] = code },
            VerihubsFailOnPosition.Message => new JsonObject { ["message"] = code },
            _ => new JsonObject { ["message"] = code, ["error_code"] = code },
        };
    }

    private static JsonValue Number(double value, bool asText) =>
        asText ? JsonValue.Create(value.ToString(CultureInfo.InvariantCulture)) : JsonValue.Create(value);
}
