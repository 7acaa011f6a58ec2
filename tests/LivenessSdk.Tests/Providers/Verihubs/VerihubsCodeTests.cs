using System.Text.Json.Nodes;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Verihubs;

public sealed class VerihubsCodeTests : VerihubsTests
{
    [Theory]
    [InlineData(400, "INVALID PAYLOAD", LivenessError.InvalidRequest, "INVALID_PAYLOAD")]
    [InlineData(400, "INVALID_PAYLOAD", LivenessError.InvalidRequest, "INVALID_PAYLOAD")]
    [InlineData(400, "invalid payload", LivenessError.InvalidRequest, "INVALID_PAYLOAD")]
    [InlineData(400, "MISSING_PAYLOAD_IMAGE", LivenessError.InvalidRequest, "MISSING_PAYLOAD_IMAGE")]
    [InlineData(400, "INVALID_PAYLOAD_IMAGE_MISSING", LivenessError.InvalidRequest, "INVALID_PAYLOAD_IMAGE_MISSING")]
    [InlineData(400, "INVALID_PAYLOAD_IMAGE_SIZE", LivenessError.InvalidImage, "INVALID_PAYLOAD_IMAGE_SIZE")]
    [InlineData(400, "INVALID_PAYLOAD_IMAGE_FORMAT", LivenessError.InvalidImage, "INVALID_PAYLOAD_IMAGE_FORMAT")]
    [InlineData(400, "INVALID_PAYLOAD_IMAGE_TIMEOUT", LivenessError.Unavailable, "INVALID_PAYLOAD_IMAGE_TIMEOUT")]
    [InlineData(400, "INVALID_PAYLOAD_QUALITY_VALIDATION_DEPENDENCY", LivenessError.InvalidRequest, "INVALID_PAYLOAD_QUALITY_VALIDATION_DEPENDENCY")]
    [InlineData(400, "INVALID_PAYLOAD_ATTRIBUTE_VALIDATION_DEPENDENCY", LivenessError.InvalidRequest, "INVALID_PAYLOAD_ATTRIBUTE_VALIDATION_DEPENDENCY")]
    [InlineData(400, "SOMETHING_NEW", LivenessError.InvalidRequest, "SOMETHING_NEW")]
    [InlineData(401, "Unauthorized", LivenessError.Unauthorized, "UNAUTHORIZED")]
    [InlineData(403, "FORBIDDEN", LivenessError.Unauthorized, "FORBIDDEN")]
    [InlineData(403, "INSUFFICIENT_QUOTA_LIVENESS", LivenessError.QuotaExceeded, "INSUFFICIENT_QUOTA_LIVENESS")]
    [InlineData(500, "INTERNAL_SERVER_ERROR", LivenessError.Unavailable, "INTERNAL_SERVER_ERROR")]
    [InlineData(200, "INSUFFICIENT_QUOTA_LIVENESS", LivenessError.QuotaExceeded, "INSUFFICIENT_QUOTA_LIVENESS")]
    [InlineData(200, "INTERNAL_SERVER_ERROR", LivenessError.Unavailable, "INTERNAL_SERVER_ERROR")]
    [InlineData(200, "SOMETHING_NEW", LivenessError.UnexpectedResponse, "SOMETHING_NEW")]
    public async Task Each_code_of_the_vendors_list_has_its_error(int status, string code, LivenessError error, string providerCode)
    {
        LivenessException failure = await FailAsync(Scenario.Response(status, $$"""{"message":"Something went wrong","error_code":"{{code}}"}"""));

        failure.Error.Should().Be(error);
        failure.ProviderErrorCode.Should().Be(providerCode);
        failure.Message.Should().NotContain("Something went wrong");
    }

    [Theory]
    [InlineData(404, LivenessError.UnexpectedResponse)]
    [InlineData(413, LivenessError.InvalidImage)]
    [InlineData(429, LivenessError.RateLimited)]
    [InlineData(502, LivenessError.Unavailable)]
    [InlineData(504, LivenessError.Unavailable)]
    [InlineData(302, LivenessError.UnexpectedResponse)]
    public async Task Without_a_code_the_status_decides(int status, LivenessError error)
    {
        foreach (string body in new[] { "<html>gateway</html>", """{"message":"Jane Doe cannot do this"}""", """{"status":400}""", "" })
        {
            LivenessException failure = await FailAsync(Scenario.Response(status, body));

            failure.Error.Should().Be(error);
            failure.ProviderErrorCode.Should().BeNull();
        }
    }

    [Theory]
    [InlineData("insufficient-quota-unverified", LivenessError.QuotaExceeded, "INSUFFICIENT_QUOTA_LIVENESS")]
    [InlineData("older-error-unverified", LivenessError.InvalidRequest, "INVALID_PAYLOAD")]
    [InlineData("error-fields-unverified", LivenessError.InvalidImage, "INVALID_PAYLOAD_IMAGE_FORMAT")]
    public async Task Each_shape_of_error_gives_its_code(string reply, LivenessError error, string providerCode)
    {
        LivenessException failure = await FailAsync(RecordedResponse.Read("Verihubs", reply));

        failure.Error.Should().Be(error);
        failure.ProviderErrorCode.Should().Be(providerCode);
    }

    [Theory]
    [InlineData("""{"error_code":"FACE_NOT_DETECTED","message":"INVALID PAYLOAD"}""")]
    [InlineData("""{"message":"FACE_NOT_DETECTED"}""")]
    [InlineData("""{"message":"Face not detected","code":"FACE_NOT_DETECTED"}""")]
    [InlineData("""{"data":{"error_code":"face not detected"}}""")]
    public async Task No_face_is_inconclusive_wherever_its_code_stands(string body)
    {
        LivenessResult result = await CheckAsync(Scenario.Response(400, body));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        LivenessReason reason = result.Reasons.Should().ContainSingle().Which;
        reason.Code.Should().Be(LivenessReasonCode.NoFace);
        reason.ProviderCode.Should().Be("FACE_NOT_DETECTED");
        result.Frames[0].Face!.Detected.Should().BeFalse();
    }

    [Fact]
    public async Task No_face_contradicts_a_yes()
    {
        LivenessResult result = await CheckAsync(Reply(Live, "\"error_code\":\"FACE_NOT_DETECTED\""));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.HasReason(LivenessReasonCode.NoFace).Should().BeTrue();
    }

    [Theory]
    [InlineData(1, "PresentationAttack")]
    [InlineData(2, "FaceOccluded")]
    [InlineData(3, "PresentationAttack,FaceOccluded")]
    [InlineData(4, "PoorQuality")]
    [InlineData(6, "FaceOccluded,PoorQuality")]
    [InlineData(8, "MultipleFaces")]
    [InlineData(10, "MultipleFaces,FaceOccluded")]
    [InlineData(12, "MultipleFaces,PoorQuality")]
    [InlineData(14, "MultipleFaces,FaceOccluded,PoorQuality")]
    [InlineData(15, "PresentationAttack,MultipleFaces,FaceOccluded,PoorQuality")]
    [InlineData(0, "UnrecognizedVerdict")]
    [InlineData(16, "UnrecognizedVerdict")]
    [InlineData(18, "UnrecognizedVerdict,FaceOccluded")]
    [InlineData(17, "PresentationAttack,UnrecognizedVerdict")]
    public async Task Fail_on_is_decoded_bit_by_bit(int bits, string reasons)
    {
        LivenessResult result = await CheckAsync(Scenario.Response(200, $$"""{"message":"Failed","error_code":"FAIL_ON_{{bits}}"}"""));

        result.Verdict.Should().Be((bits & 1) == 1 ? LivenessVerdict.NotLive : LivenessVerdict.Inconclusive);
        result.Reasons.Select(reason => reason.Code.Value).Should().Equal(reasons.Split(','));
        result.Reasons.Should().OnlyContain(reason => reason.ProviderCode == $"FAIL_ON_{bits}");
    }

    [Theory]
    [InlineData("""{"error_code":"FAIL_ON_4"}""")]
    [InlineData("""{"status_code":"FAIL_ON_4"}""")]
    [InlineData("""{"message":"FAIL_ON_4"}""")]
    [InlineData("""{"code":"fail on 4"}""")]
    [InlineData("""{"message":"Request failed: FAIL_ON_4 (fail on quality)"}""")]
    [InlineData("""{"data":{"error_code":"FAIL_ON_4"}}""")]
    [InlineData("""{"data":{"status_code":"FAIL_ON_4","nface":1}}""")]
    [InlineData("""{"message":"fail on quality","error_code":"FAIL_ON_4"}""")]
    [InlineData("""{"error":{"code":"FAIL_ON_4"}}""")]
    [InlineData("""{"errors":["FAIL_ON_4"]}""")]
    [InlineData("""{"message":"\u0046AIL_ON_4"}""")]
    public async Task Fail_on_is_found_wherever_it_stands_even_beside_a_yes(string body)
    {
        JsonNode withVerdict = JsonNode.Parse(body)!;
        (withVerdict["data"] ?? withVerdict)["liveness"] = JsonNode.Parse(Live);

        foreach (string text in new[] { body, withVerdict.ToJsonString() })
        {
            LivenessResult result = await CheckAsync(Scenario.Response(200, text));

            result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
            result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.PoorQuality);
        }
    }

    [Theory]
    [InlineData("FAIL_ON_")]
    [InlineData("FAIL_ON_X")]
    [InlineData("FAIL_ON_99999999999999999999")]
    [InlineData("FAIL_ON_-2")]
    [InlineData("fail on quality")]
    public async Task A_fail_on_without_a_number_is_never_live(string code)
    {
        LivenessResult result = await CheckAsync(Reply(Live, $"\"error_code\":\"{code}\""));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.HasReason(LivenessReasonCode.UnrecognizedVerdict).Should().BeTrue();
    }

    [Fact]
    public async Task Several_fail_on_codes_add_up()
    {
        LivenessResult result = await CheckAsync(Scenario.Response(200, """{"error_code":"FAIL_ON_2","message":"FAIL_ON_8"}"""));

        result.Reasons.Select(reason => reason.Code).Should().Equal(LivenessReasonCode.MultipleFaces, LivenessReasonCode.FaceOccluded);
    }

    [Fact]
    public async Task Not_live_outweighs_fail_on()
    {
        LivenessResult result = await CheckAsync(Reply("""{"status":false,"probability":"2"}""", "\"error_code\":\"FAIL_ON_12\""));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.Reasons.Select(reason => reason.Code).Should().Equal(
            LivenessReasonCode.PresentationAttack, LivenessReasonCode.MultipleFaces, LivenessReasonCode.PoorQuality);
    }

    [Fact]
    public async Task Fail_on_says_what_failed_where_the_reply_tells()
    {
        LivenessResult result = await CheckAsync(Reply(Live, """
            "error_code":"FAIL_ON_6",
            "attributes":{"mask_on":"true","sunglasses_on":true,"hat_on":true},
            "image_quality":{"blur":true,"dark":"true","grayscale":true}
            """));

        result.Reasons.Select(reason => reason.Code).Should().Equal(
            LivenessReasonCode.FaceOccluded, LivenessReasonCode.Mask, LivenessReasonCode.Sunglasses,
            LivenessReasonCode.PoorQuality, LivenessReasonCode.Blurred, LivenessReasonCode.TooDark, LivenessReasonCode.Grayscale);
    }

    [Fact]
    public async Task Several_faces_that_the_vendor_refuses_are_not_live_even_where_the_registration_allows_them()
    {
        LivenessResult result = await CheckAsync(Reply(Live, "\"error_code\":\"FAIL_ON_8\",\"nface\":2"), options => options.AllowMultipleFaces = true);

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.MultipleFaces);
    }

    [Fact]
    public async Task A_refusal_with_status_400_is_never_a_verdict_about_a_person()
    {
        LivenessResult result = await CheckAsync(Scenario.Response(400, """{"error_code":"FAIL_ON_1","liveness":{"status":false}}"""));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        LivenessException failure = await FailAsync(Scenario.Response(400, """{"liveness":{"status":false,"probability":"2"}}"""));
        failure.Error.Should().Be(LivenessError.InvalidRequest);
    }
}
