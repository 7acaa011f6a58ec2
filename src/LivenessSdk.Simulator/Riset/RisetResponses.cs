using System.Globalization;
using System.Text.Json.Nodes;

namespace LivenessSdk.Simulator;

/// <summary>Provides Riset's responses. The body of a check is from the specification (newer names for a batch); the bodies of errors, and "liveness" other than "passed", are inferred.</summary>
internal static class RisetResponses
{
    private const string EyesClosed = "eyes closed";

    private const string Photo = """
        {
          "match": true,
          "masker": false,
          "roll": -2.18,
          "pitch": 8.27,
          "yaw": -1.01,
          "left_eye": "open",
          "left_eye_score": 0.9999,
          "right_eye": "open",
          "right_eye_score": 1.0,
          "mouth": "closed",
          "mouth_score": 0.9762
        }
        """;

    public static SimulatedResponse Token(string token) => new(200, new JsonObject { ["access_token"] = token });

    /// <summary>Returns an error. The vendor's own codes are in the body and, with <paramref name="mirror"/>, also in the HTTP status.</summary>
    public static SimulatedResponse Code(int code, bool mirror) => new(mirror ? code : 200, new JsonObject
    {
        ["status"] = code.ToString(CultureInfo.InvariantCulture),
        ["status_message"] = code switch
        {
            400 => "Request malformed",
            401 => "Accesstoken not authorized",
            403 => "Requested resource denied",
            404 => "Not found",
            411 => "Face not verified or unregistered",
            412 => "Face not detected",
            413 => "Face too small",
            414 => "Multiple face found",
            429 => "Too many requests",
            451 => "Image is null",
            452 => "user_id is null",
            454 => "facegallery_id is null",
            490 => "Cannot decode image base64",
            491 => "Image type not recognized",
            493 => "Image error",
            503 => "Service unavailable",
            _ => "Server error",
        },
    });

    /// <summary>Returns a complete check with a result for each photo, or <c>null</c> if the scenario has another outcome.</summary>
    public static SimulatedResponse? Evaluated(Scenario scenario, IReadOnlyList<RisetItem> items, bool batch) => scenario.Name switch
    {
        nameof(Scenario.Live) => Evaluated("passed", items, batch),
        nameof(Scenario.Attack) => Evaluated("false", items, batch, spoof: true),
        nameof(Scenario.Contradiction) => Evaluated("passed", items, batch, spoof: true),
        nameof(Scenario.Mask) => Evaluated("passed", items, batch, change: (photo, _) => photo["masker"] = true),
        nameof(Scenario.PoseMismatch) or nameof(Scenario.FaceAngleTooLarge) =>
            Evaluated("false", items, batch, change: (photo, _) => photo["match"] = false),
        nameof(Scenario.EyesClosed) => Evaluated("false", items, batch, change: (photo, item) =>
        {
            photo["match"] = item.Pose == EyesClosed;
            CloseEyes(photo);
        }),
        nameof(Scenario.IdentityMismatch) when items.All(item => !item.FaceVerification) => Evaluated("passed", items, batch),
        nameof(Scenario.IdentityMismatch) => Evaluated("false", items, batch, change: (photo, item) =>
        {
            if (item.FaceVerification)
            {
                photo["verified"] = false;
                photo["similarity"] = 0.21;
            }
        }),
        _ => null,
    };

    private static SimulatedResponse Evaluated(
        string liveness, IReadOnlyList<RisetItem> items, bool batch, bool spoof = false, Action<JsonObject, RisetItem>? change = null)
    {
        var results = new JsonObject();
        for (int index = 0; index < items.Count; index++)
        {
            JsonObject photo = Result(items[index], spoof, batch);
            change?.Invoke(photo, items[index]);
            results[string.Create(CultureInfo.InvariantCulture, $"image{index + 1}")] = photo;
        }

        return new SimulatedResponse(200, new JsonObject
        {
            ["status"] = "200",
            ["status_message"] = "Success",
            ["liveness"] = liveness,
            ["results"] = results,
        });
    }

    /// <summary>Returns the result of one photo, without fields that were not requested.</summary>
    private static JsonObject Result(RisetItem item, bool spoof, bool batch)
    {
        JsonObject result = JsonNode.Parse(Photo)!.AsObject();
        if (item.FaceVerification)
        {
            result["verified"] = true;
            result["similarity"] = 0.96;
        }

        if (item.SpoofDetection)
        {
            result[batch ? "is_spoof" : "spoof"] = batch ? spoof : spoof ? "spoof" : "real";
            result["spoof_score"] = spoof ? 0.768 : 0.0031;
        }

        if (item.Pose == EyesClosed)
        {
            CloseEyes(result);
        }
        else if (item.Pose == "mouth open")
        {
            result["mouth"] = "open";
        }

        if (batch && item.Pose.Contains(' ', StringComparison.Ordinal))
        {
            result.Remove("roll");
            result.Remove("pitch");
            result.Remove("yaw");
        }

        return result;
    }

    private static void CloseEyes(JsonObject photo)
    {
        photo["left_eye"] = "closed";
        photo["right_eye"] = "closed";
    }
}
