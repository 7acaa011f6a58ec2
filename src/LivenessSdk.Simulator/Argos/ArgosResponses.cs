namespace LivenessSdk.Simulator;

/// <summary>Provides Argos' responses. The bodies with a score or an error code are from the specification, gateway errors are inferred.</summary>
internal static class ArgosResponses
{
    public static SimulatedResponse Live => new(200, """{"apiType":"id_live_face","result":{"liveness_score":95},"transactionId":"e0nvom3caiis7"}""");

    public static SimulatedResponse Attack => new(200, """{"apiType":"id_live_face","result":{"liveness_score":3.2},"transactionId":"e0nvom3caiis7"}""");

    public static SimulatedResponse Contradiction => new(200, """{"apiType":"id_live_face","result":{"liveness_score":95},"transactionId":"e0nvom3caiis7","message":"Fail to analyze face","errorCode":1017}""");

    public static SimulatedResponse NoImage => new(400, """{"transactionId":"e0nvom3caiis8","message":"faceImage is required","errorCode":1016}""");

    public static SimulatedResponse CannotAnalyze => new(400, """{"transactionId":"e0nvom3caiis9","message":"Fail to analyze face","errorCode":1017}""");

    public static SimulatedResponse Gateway(int status) => new(status, status switch
    {
        403 => """{"message":"Forbidden"}""",
        404 => """{"message":"Not Found"}""",
        413 => """{"message":"Request Entity Too Large"}""",
        429 => """{"message":"Too Many Requests"}""",
        502 => """{"message":"Bad Gateway"}""",
        503 => """{"message":"Service Unavailable"}""",
        504 => """{"message":"Endpoint request timed out"}""",
        _ => """{"message":"Internal Server Error"}""",
    });
}
