using System.Text.Json.Nodes;

namespace LivenessSdk.Simulator;

/// <summary>Provides Progeny's responses. Accepted, live and rejected are from the vendor's pages; attack, pending, failure and the bodies of errors are inferred.</summary>
internal static class ProgenyResponses
{
    public static SimulatedResponse NoFile => new(400, """{"image":["No file was submitted."]}""");

    public static SimulatedResponse NotAFile => new(400, """{"image":["The submitted data was not a file. Check the encoding type on the form."]}""");

    public static SimulatedResponse EmptyFile => new(400, """{"image":["The submitted file is empty."]}""");

    public static SimulatedResponse NoCredentials => new(401, """{"detail":"Authentication credentials were not provided."}""");

    public static SimulatedResponse InvalidAccessToken => new(401, """{"detail":"Given token not valid for any token type","code":"token_not_valid","messages":[{"token_class":"AccessToken","token_type":"access","message":"Token is invalid or expired"}]}""");

    public static SimulatedResponse InvalidRefreshToken => new(401, """{"detail":"Token is invalid or expired","code":"token_not_valid"}""");

    public static SimulatedResponse WrongPassword => new(401, """{"detail":"No active account found with the given credentials"}""");

    public static SimulatedResponse Accepted(Guid id) => new(200, new JsonObject { ["id"] = id.ToString() });

    public static SimulatedResponse Tokens(string access, string refresh) => new(200, new JsonObject { ["refresh"] = refresh, ["access"] = access });

    public static SimulatedResponse MissingField(string name) => new(400, new JsonObject { [name] = new JsonArray("This field is required.") });

    public static SimulatedResponse WrongContentType(string? type) => Detail(415, $"Unsupported media type \"{type}\" in request.");

    public static SimulatedResponse Moved(string location) =>
        new(301, "") { Headers = new Dictionary<string, string> { ["Location"] = location, ["Content-Type"] = "text/html; charset=utf-8" } };

    public static SimulatedResponse Error(int status) => status switch
    {
        401 => InvalidAccessToken,
        404 => Detail(404, "Not found."),
        413 => Detail(413, "Request entity too large."),
        429 => Detail(429, "Request was throttled."),
        503 => Detail(503, "Service temporarily unavailable, try again later."),
        _ => Detail(status, "A server error occurred."),
    };

    public static SimulatedResponse Pending(int task) => Task(task, "PENDING", null);

    private static SimulatedResponse Failed(int task) => Task(task, "FAILURE", null);

    /// <summary>Returns the response to a poll of a task, according to the scenario.</summary>
    public static SimulatedResponse Found(Scenario scenario, int task, ProgenyErrorShape shape) => scenario.Name switch
    {
        nameof(Scenario.Live) or nameof(Scenario.IdentityMismatch) => Live(task),
        nameof(Scenario.Attack) => Attack(task),
        nameof(Scenario.Contradiction) => Contradiction(task),
        nameof(Scenario.Pending) => Pending(task),
        nameof(Scenario.TaskFailed) => Failed(task),
        nameof(Scenario.PoorQuality) or nameof(Scenario.Blurred) or nameof(Scenario.Dark) or nameof(Scenario.Grayscale) => LowQuality(task),
        nameof(Scenario.MultipleFaces) => Rejected(task, shape, "TOO_MANY_FACES", "Too many faces on the image"),
        nameof(Scenario.FaceTooSmall) => Rejected(task, shape, "FACE_TOO_SMALL", "Absolute face size is too small"),
        nameof(Scenario.FaceTooClose) => Rejected(task, shape, "FACE_TOO_CLOSE", "Face is too close to the camera"),
        nameof(Scenario.FaceAngleTooLarge) or nameof(Scenario.PoseMismatch) => Rejected(task, shape, "FACE_ANGLE_TOO_LARGE", "Face angle is too large"),
        nameof(Scenario.FaceCropped) => Rejected(task, shape, "FACE_CROPPED", "Face is cropped"),
        nameof(Scenario.FaceOccluded) or nameof(Scenario.Sunglasses) or nameof(Scenario.Mask) => Rejected(task, shape, "FACE_IS_OCCLUDED", "Face is occluded"),
        nameof(Scenario.EyesClosed) => Rejected(task, shape, "EYES_CLOSED", "Eyes are closed"),
        nameof(Scenario.NotAPhoto) => Rejected(task, shape, "FAILED_TO_READ_IMAGE", "Failed to decode the image"),
        _ => Rejected(task, shape, "FACE_NOT_FOUND", "Failed to detect face"),
    };

    private static SimulatedResponse Live(int task) =>
        Evaluated(task, """{"data":{"score":2.5943651,"quality":0.8175214,"probability":0.930498},"result":true}""");

    private static SimulatedResponse LowQuality(int task) =>
        Evaluated(task, """{"data":{"score":2.5943651,"quality":0.2137501,"probability":0.930498},"result":true}""");

    private static SimulatedResponse Attack(int task) =>
        Evaluated(task, """{"data":{"score":-3.2160825,"quality":0.8175214,"probability":0.0385573},"result":false}""");

    private static SimulatedResponse Contradiction(int task) =>
        Evaluated(task, """{"data":{"score":-1.9924302,"quality":0.8175214,"probability":0.12},"result":true}""");

    private static SimulatedResponse Rejected(int task, ProgenyErrorShape shape, string code, string message)
    {
        JsonObject liveness = shape == ProgenyErrorShape.Overview
            ? new JsonObject { ["data"] = new JsonObject { ["error"] = message, ["error_code"] = code }, ["result"] = false }
            : new JsonObject { ["result"] = false, ["error"] = message, ["error_code"] = code };
        var result = new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["liveness"] = liveness,
                ["issues"] = new JsonObject { ["liveness"] = new JsonObject { [code] = message } },
            },
            ["status"] = shape == ProgenyErrorShape.Overview ? 200 : 400,
        };
        return Task(task, "SUCCESS", result, shape == ProgenyErrorShape.SpecificationWithHttp400 ? 400 : 200);
    }

    private static SimulatedResponse Evaluated(int task, string liveness) => Task(task, "SUCCESS", new JsonObject
    {
        ["data"] = new JsonObject { ["liveness"] = JsonNode.Parse(liveness) }, ["status"] = 200,
    });

    private static SimulatedResponse Task(int task, string state, JsonObject? result, int httpStatus = 200) =>
        new(httpStatus, new JsonObject { ["id"] = task, ["status"] = state, ["result"] = result });

    private static SimulatedResponse Detail(int status, string detail) => new(status, new JsonObject { ["detail"] = detail });
}
