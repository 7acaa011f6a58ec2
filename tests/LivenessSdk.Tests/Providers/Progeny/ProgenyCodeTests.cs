using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Progeny;

public sealed class ProgenyCodeTests : ProgenyTests
{
    public static TheoryData<string, string> Codes => new()
    {
        { "FACE_TOO_CLOSE", "FaceTooClose" },
        { "FACE_NOT_FOUND", "NoFace" },
        { "FACE_TOO_SMALL", "FaceTooSmall" },
        { "FACE_ANGLE_TOO_LARGE", "FaceAngleTooLarge" },
        { "FACE_CLOSE_TO_BORDER", "FaceCropped" },
        { "FACE_CROPPED", "FaceCropped" },
        { "FACE_IS_OCCLUDED", "FaceOccluded" },
        { "TOO_MANY_FACES", "MultipleFaces" },
        { "EYES_CLOSED", "EyesClosed" },
        { "SOMETHING_NEW", "FaceNotAnalyzed" },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task A_code_beside_the_result_has_its_reason(string code, string reason)
    {
        LivenessResult result = await PollAsync(
            Finished($$"""{"result":false,"error":"Words","error_code":"{{code}}"}""", innerStatus: "400"));

        ShouldBeRefusedFor(result, code, reason);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task A_code_among_the_data_has_its_reason(string code, string reason)
    {
        LivenessResult result = await PollAsync(
            Finished($$"""{"data":{"error":"Words","error_code":"{{code}}"},"result":false}"""));

        ShouldBeRefusedFor(result, code, reason);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task A_code_among_the_issues_has_its_reason(string code, string reason)
    {
        LivenessResult result = await PollAsync(
            Finished("""{"result":false}""", issues: $$$"""{"liveness":{"{{{code}}}":"Words"}}"""));

        ShouldBeRefusedFor(result, code, reason);
    }

    [Theory]
    [InlineData("task-face-too-small", "FaceTooSmall", "FACE_TOO_SMALL")]
    [InlineData("task-face-not-found", "NoFace", "FACE_NOT_FOUND")]
    public async Task A_code_that_the_vendor_tells_twice_is_one_reason(string reply, string reason, string code)
    {
        LivenessResult result = await PollAsync(RecordedResponse.Read("Progeny", reply));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        LivenessReason only = result.Reasons.Should().ContainSingle().Which;
        only.Code.Value.Should().Be(reason);
        only.ProviderCode.Should().Be(code);
        only.Message.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task All_issues_are_told()
    {
        LivenessResult result = await PollAsync(Finished(
            """{"result":false,"error_code":"FACE_CROPPED"}""",
            issues: """{"liveness":{"EYES_CLOSED":"Eyes","FACE_CROPPED":"Border"},"quality":{"BLUR":"Blur"}}"""));

        result.Reasons.Select(reason => reason.ProviderCode).Should().Equal("FACE_CROPPED", "EYES_CLOSED", "BLUR");
    }

    [Theory]
    [InlineData("""{"result":true,"error_code":"FACE_CROPPED"}""", "null")]
    [InlineData("""{"result":true,"error_code":7}""", "null")]
    [InlineData("""{"result":true,"error_code":{"code":"FACE_CROPPED"}}""", "null")]
    [InlineData("""{"result":true,"error":"Face is cropped"}""", "null")]
    [InlineData("""{"result":true,"data":{"error_code":"FACE_CROPPED"}}""", "null")]
    [InlineData("""{"result":true,"data":{"error":"Face is cropped"}}""", "null")]
    [InlineData("""{"result":true}""", """{"liveness":{"FACE_CROPPED":null}}""")]
    [InlineData("""{"result":true}""", """{"liveness":["FACE_CROPPED"]}""")]
    [InlineData("""{"result":true}""", """{"liveness":"FACE_CROPPED"}""")]
    [InlineData("""{"result":true}""", """["FACE_CROPPED"]""")]
    [InlineData("""{"result":true}""", "\"FACE_CROPPED\"")]
    [InlineData("""{"result":true}""", "true")]
    public async Task A_refusal_in_any_form_outweighs_the_word_true(string liveness, string issues)
    {
        LivenessResult result = await PollAsync(Finished(liveness, issues));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Issues_of_the_same_name_make_the_reply_unreadable()
    {
        LivenessException failure = await FailPollAsync(
            Finished("""{"result":false}""", """{"liveness":{},"liveness":{"FACE_CROPPED":"Border"}}"""));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
    }

    [Fact]
    public async Task Sixty_four_issues_are_read_and_one_more_makes_the_reply_unreadable()
    {
        LivenessResult result = await PollAsync(Finished("""{"result":false}""", Issues(64)));
        LivenessException failure = await FailPollAsync(Finished("""{"result":false}""", Issues(65)));

        result.Reasons.Should().HaveCount(64);
        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
    }

    [Fact]
    public async Task A_photo_refused_with_http_400_is_read_all_the_same()
    {
        LivenessResult result = await PollAsync(Finished("""{"result":false,"error_code":"FACE_TOO_SMALL"}""", innerStatus: "400", status: 400));

        result.HasReason(LivenessReasonCode.FaceTooSmall).Should().BeTrue();
    }

    [Fact]
    public async Task A_photo_that_progeny_cannot_read_is_an_invalid_image()
    {
        LivenessException failure = await FailPollAsync(Finished("""{"result":false,"error_code":"FAILED_TO_READ_IMAGE"}"""));

        failure.Error.Should().Be(LivenessError.InvalidImage);
        failure.ProviderErrorCode.Should().Be("FAILED_TO_READ_IMAGE");
        failure.ContinuationToken.Should().BeNull();
    }

    [Theory]
    [InlineData("LICENSE_ERROR")]
    [InlineData("INVALID_CONFIG")]
    [InlineData("INVALID_META")]
    [InlineData("FAILED_TO_WRITE_IMAGE")]
    public async Task A_fault_behind_progeny_is_an_outage(string code)
    {
        LivenessException failure = await FailPollAsync(
            Finished("""{"result":false}""", issues: $$$"""{"liveness":{"{{{code}}}":"Words"}}"""));

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.ProviderErrorCode.Should().Be(code);
        failure.MayHaveBeenProcessed.Should().BeTrue();
    }

    [Fact]
    public async Task No_face_and_several_faces_are_also_observations()
    {
        LivenessResult none = await PollAsync(Finished("""{"result":false,"error_code":"FACE_NOT_FOUND"}"""));
        LivenessResult several = await PollAsync(Finished("""{"result":false,"error_code":"TOO_MANY_FACES"}"""));

        none.Frames.Should().ContainSingle().Which.Face!.Detected.Should().BeFalse();
        several.Frames.Should().ContainSingle().Which.Face!.Count.Should().Be(2);
    }

    [Fact]
    public async Task Several_faces_stay_inconclusive_even_where_they_are_allowed_since_progeny_gives_no_verdict()
    {
        Vendor.Next(RequestKind.Poll, Finished("""{"result":false,"error_code":"TOO_MANY_FACES"}"""));

        (await CheckAsync(Request(), options => options.AllowMultipleFaces = true)).Verdict.Should().Be(LivenessVerdict.Inconclusive);
    }

    private static void ShouldBeRefusedFor(LivenessResult result, string code, string reason)
    {
        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        LivenessReason only = result.Reasons.Should().ContainSingle().Which;
        only.Code.Value.Should().Be(reason);
        only.ProviderCode.Should().Be(code);
        only.Message.Should().Be("Words");
    }

    private static string Issues(int count) =>
        $"{{\"liveness\":{{{string.Join(',', Enumerable.Range(0, count).Select(number => $"\"CODE_{number}\":\"Words\""))}}}}}";
}
