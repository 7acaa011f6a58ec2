using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Riset;

public sealed class RisetStatusTests : RisetTests
{
    public static TheoryData<int, string> Reasons => new()
    {
        { 411, "IdentityMismatch" },
        { 412, "NoFace" },
        { 413, "FaceTooSmall" },
        { 414, "MultipleFaces" },
        { 493, "FaceNotAnalyzed" },
    };

    public static TheoryData<int, LivenessError> Failures => new()
    {
        { 400, LivenessError.InvalidRequest },
        { 402, LivenessError.QuotaExceeded },
        { 403, LivenessError.Unauthorized },
        { 415, LivenessError.InvalidRequest },
        { 416, LivenessError.InvalidRequest },
        { 429, LivenessError.RateLimited },
        { 451, LivenessError.InvalidRequest },
        { 452, LivenessError.InvalidRequest },
        { 453, LivenessError.InvalidRequest },
        { 454, LivenessError.InvalidRequest },
        { 455, LivenessError.InvalidRequest },
        { 456, LivenessError.InvalidRequest },
        { 490, LivenessError.InvalidImage },
        { 491, LivenessError.InvalidImage },
        { 492, LivenessError.InvalidImage },
        { 494, LivenessError.InvalidImage },
        { 495, LivenessError.InvalidImage },
        { 500, LivenessError.Unavailable },
        { 503, LivenessError.Unavailable },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task A_code_about_the_photo_is_a_reason_wherever_it_stands(int code, string reason)
    {
        Scenario[] replies =
        [
            Scenario.Response(200, $$"""{"status":"{{code}}","status_message":"Words"}"""),
            Scenario.Response(200, $$"""{"status":{{code}},"status_message":"Words","liveness":"passed"}"""),
            Scenario.Response(code, $$"""{"status":"{{code}}","status_message":"Words"}"""),
            Scenario.Response(code, """{"status_message":"Words"}"""),
            Scenario.Response(400, $$"""{"status":"{{code}}","status_message":"Words"}"""),
        ];
        foreach (Scenario reply in replies)
        {
            LivenessResult result = await CheckAsync(reply);

            result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
            LivenessReason only = result.Reasons.Should().ContainSingle().Which;
            only.Code.Value.Should().Be(reason);
            only.ProviderCode.Should().Be($"{code}");
            only.Message.Should().Be("Words");
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_code_of_a_failure_is_an_error_wherever_it_stands(int code, LivenessError error)
    {
        Scenario[] replies =
        [
            Scenario.Response(200, $$"""{"status":"{{code}}","status_message":"Words"}"""),
            Scenario.Response(200, $$"""{"status":{{code}},"liveness":"passed","results":{"image1":{"match":true,"spoof":"real"} } }"""),
            Scenario.Response(code, $$"""{"status":"{{code}}","status_message":"Words"}"""),
        ];
        foreach (Scenario reply in replies)
        {
            LivenessException failure = await FailAsync(reply);

            failure.Error.Should().Be(error);
            failure.ProviderErrorCode.Should().Be($"{code}");
            failure.Message.Should().NotContain("Words");
        }
    }

    [Theory]
    [InlineData(200, LivenessError.UnexpectedResponse)]
    [InlineData(404, LivenessError.UnexpectedResponse)]
    public async Task A_code_that_riset_does_not_document_leaves_the_word_to_http(int status, LivenessError error)
    {
        LivenessException failure = await FailAsync(
            Scenario.Response(status, """{"status":"404","liveness":"passed","results":{"image1":{"match":true,"spoof":"real"}}}"""));

        failure.Error.Should().Be(error);
        failure.ProviderErrorCode.Should().Be("404");
    }

    [Theory]
    [InlineData(412, "NoFace")]
    [InlineData(411, "IdentityMismatch")]
    [InlineData(493, "FaceNotAnalyzed")]
    public async Task A_code_that_only_riset_has_needs_no_body(int code, string reason)
    {
        LivenessResult result = await CheckAsync(Scenario.Response(code, ""));

        result.Reasons.Should().ContainSingle().Which.Code.Value.Should().Be(reason);
    }

    [Theory]
    [InlineData(413, LivenessError.InvalidImage)]
    [InlineData(415, LivenessError.InvalidImage)]
    [InlineData(416, LivenessError.InvalidRequest)]
    [InlineData(400, LivenessError.InvalidRequest)]
    [InlineData(403, LivenessError.Unauthorized)]
    [InlineData(404, LivenessError.UnexpectedResponse)]
    [InlineData(408, LivenessError.Unavailable)]
    [InlineData(429, LivenessError.RateLimited)]
    [InlineData(490, LivenessError.InvalidImage)]
    [InlineData(500, LivenessError.Unavailable)]
    [InlineData(502, LivenessError.Unavailable)]
    public async Task A_status_without_a_body_of_risets_means_what_http_says(int status, LivenessError error)
    {
        foreach (string body in new[] { "", "<html>Request Entity Too Large</html>", """{"message":"too large"}""" })
        {
            (await FailAsync(Scenario.Response(status, body))).Error.Should().Be(error);
        }
    }

    [Theory]
    [InlineData(500, """{"status":"200","liveness":"passed","results":{"image1":{"match":true,"spoof":"real"}}}""", LivenessError.Unavailable)]
    [InlineData(400, """{"status":"200","liveness":"passed","results":{"image1":{"match":true,"spoof":"spoof"}}}""", LivenessError.InvalidRequest)]
    [InlineData(503, """{"status":"error"}""", LivenessError.Unavailable)]
    public async Task A_body_without_a_code_of_its_own_leaves_the_word_to_http(int status, string body, LivenessError error)
    {
        (await FailAsync(Scenario.Response(status, body))).Error.Should().Be(error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"status":"200"}""")]
    [InlineData("""{"status":"302","liveness":"passed"}""")]
    [InlineData("""{"status":"200","status":"412"}""")]
    public async Task A_success_without_a_verdict_is_unexpected(string body)
    {
        LivenessException failure = await FailAsync(Scenario.Response(200, body));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.MayHaveBeenProcessed.Should().BeTrue();
    }

    [Fact]
    public async Task A_missing_face_is_read_from_the_recorded_reply()
    {
        (await CheckAsync(RecordedResponse.Read("Riset", "face-not-detected-unverified"))).HasReason(LivenessReasonCode.NoFace).Should().BeTrue();
    }
}
