using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Argos;

public sealed class ArgosErrorTests : ArgosTests
{
    [Fact]
    public async Task A_face_that_cannot_be_analyzed_is_inconclusive()
    {
        LivenessResult result = await CheckAsync(RecordedResponse.Read("Argos", "cannot-analyze"));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Score.Should().BeNull();
        result.TransactionId.Should().Be("e0nvom3caiis9");
        LivenessReason reason = result.Reasons.Should().ContainSingle().Which;
        (reason.Code, reason.ProviderCode, reason.Message).Should().Be((LivenessReasonCode.FaceNotAnalyzed, "1017", "Fail to analyze face"));
    }

    [Theory]
    [InlineData("\"1017\"")]
    [InlineData("4242")]
    public async Task A_code_about_the_photo_that_is_not_known_is_inconclusive_too(string code)
    {
        LivenessResult result = await CheckAsync(Scenario.Response(400, $$"""{"transactionId":"e0nv","errorCode":{{code}}}"""));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Should().ContainSingle().Which.ProviderCode.Should().Be(code.Trim('"'));
    }

    [Fact]
    public async Task A_missing_photo_is_an_invalid_request()
    {
        LivenessException failure = await FailAsync(RecordedResponse.Read("Argos", "no-image"));

        failure.Error.Should().Be(LivenessError.InvalidRequest);
        failure.ProviderErrorCode.Should().Be("1016");
    }

    [Theory]
    [InlineData("1003", "Fail to process data")]
    [InlineData("1009", "Fail to analyze document")]
    public async Task A_failure_to_process_is_an_outage(string code, string message)
    {
        LivenessException failure = await FailAsync(Scenario.Response(400, $$"""{"errorCode":{{code}},"message":"{{message}}"}"""));

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.ProviderErrorCode.Should().Be(code);
    }

    [Theory]
    [InlineData(403, """{"message":"Forbidden"}""", LivenessError.Unauthorized)]
    [InlineData(403, """{"Message":"User is not authorized to access this resource with an explicit deny"}""", LivenessError.Unauthorized)]
    [InlineData(401, "", LivenessError.Unauthorized)]
    [InlineData(413, """{"message":"Request Entity Too Large"}""", LivenessError.InvalidImage)]
    [InlineData(429, """{"message":"Too Many Requests"}""", LivenessError.RateLimited)]
    [InlineData(500, """{"message":"Internal server error"}""", LivenessError.Unavailable)]
    [InlineData(502, "<html>Bad Gateway</html>", LivenessError.Unavailable)]
    [InlineData(504, """{"message":"Endpoint request timed out"}""", LivenessError.Unavailable)]
    [InlineData(400, """{"message":"Bad Request"}""", LivenessError.InvalidRequest)]
    [InlineData(404, """{"message":"Not Found"}""", LivenessError.UnexpectedResponse)]
    public async Task An_error_of_the_gateway_is_told_by_its_status(int status, string body, LivenessError error)
    {
        LivenessException failure = await FailAsync(Scenario.Response(status, body));

        failure.Error.Should().Be(error);
        failure.ProviderErrorCode.Should().BeNull();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_score_in_a_reply_that_is_no_success_is_not_taken(int status)
    {
        LivenessException failure = await FailAsync(Scenario.Response(status, """{"result":{"liveness_score":5}}"""));

        failure.Error.Should().NotBe(LivenessError.UnexpectedResponse);
    }
}
