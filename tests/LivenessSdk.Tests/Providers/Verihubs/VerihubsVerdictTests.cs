using System.Globalization;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Verihubs;

public sealed class VerihubsVerdictTests : VerihubsTests
{
    [Theory]
    [InlineData("live-unverified", LivenessVerdict.Live, 99.87, "5f3e")]
    [InlineData("full-unverified", LivenessVerdict.Live, 99.87, "5f3e")]
    [InlineData("envelope-unverified", LivenessVerdict.Live, 99.87, "b71c")]
    [InlineData("older-unverified", LivenessVerdict.NotLive, 12.5, "5f3e")]
    public async Task Each_shape_of_reply_gives_verdict_score_and_reference(string reply, LivenessVerdict verdict, double rawScore, string reference)
    {
        LivenessResult result = await CheckAsync(RecordedResponse.Read("Verihubs", reply));

        result.Verdict.Should().Be(verdict);
        result.VerdictSource.Should().Be(VerdictSource.Vendor);
        result.RawScore.Should().Be(rawScore);
        result.Score.Should().BeApproximately(rawScore / 100, 1e-12);
        result.Threshold.Should().BeNull();
        result.TransactionId.Should().Be(reference);
        result.Vendor.Should().Be("Verihubs");
    }

    [Theory]
    [InlineData("true", LivenessVerdict.Live)]
    [InlineData("\"true\"", LivenessVerdict.Live)]
    [InlineData("\"live\"", LivenessVerdict.Live)]
    [InlineData("\" LIVE \"", LivenessVerdict.Live)]
    [InlineData("\"Real\"", LivenessVerdict.Live)]
    [InlineData("false", LivenessVerdict.NotLive)]
    [InlineData("\"False\"", LivenessVerdict.NotLive)]
    [InlineData("\"spoof\"", LivenessVerdict.NotLive)]
    [InlineData("\"FAKE\"", LivenessVerdict.NotLive)]
    [InlineData("\"alive\"", LivenessVerdict.Inconclusive)]
    [InlineData("\"not live\"", LivenessVerdict.Inconclusive)]
    [InlineData("\"\"", LivenessVerdict.Inconclusive)]
    [InlineData("\"200\"", LivenessVerdict.Inconclusive)]
    public async Task Only_known_words_are_a_verdict(string status, LivenessVerdict verdict)
    {
        LivenessResult result = await CheckAsync(Reply($$"""{"status":{{status}},"probability":"99.87"}"""));

        result.Verdict.Should().Be(verdict);
        result.HasReason(LivenessReasonCode.UnrecognizedVerdict).Should().Be(verdict == LivenessVerdict.Inconclusive);
        result.HasReason(LivenessReasonCode.PresentationAttack).Should().Be(verdict == LivenessVerdict.NotLive);
    }

    [Theory]
    [InlineData("""{"status":true}""", "")]
    [InlineData("""{"status":true,"probability":null}""", "\"nface\":null")]
    [InlineData("""{"status":true,"probability":50}""", "\"nface\":1")]
    [InlineData("""{"status":true,"probability":"100"}""", "\"nface\":\"1\"")]
    [InlineData("""{"status":true,"probability":99}""", "\"error_code\":\"\",\"status_code\":200,\"status\":\"200\"")]
    [InlineData("""{"status":true,"probability":99}""", "\"error_code\":null,\"code\":0,\"deepfake\":\"false\"")]
    [InlineData("""{"status":true,"probability":99}""", "\"attributes\":{\"mask_on\":true},\"image_quality\":{\"blur\":true}")]
    public async Task A_plain_yes_is_live(string liveness, string more)
    {
        LivenessResult result = await CheckAsync(Reply(liveness, more));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.Reasons.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"status":true,"probability":"49.99"}""", "")]
    [InlineData("""{"status":true,"probability":0.9987}""", "")]
    [InlineData(Live, "\"error_code\":\"SOMETHING_NEW\"")]
    [InlineData(Live, "\"error_code\":1017")]
    [InlineData(Live, "\"status_code\":\"400\"")]
    [InlineData(Live, "\"status\":500")]
    [InlineData(Live, "\"data\":{\"liveness\":{\"status\":true}}")]
    [InlineData(Live, "\"data\":{\"liveness\":{\"status\":false}}")]
    public async Task A_yes_that_the_rest_of_the_reply_denies_is_a_contradiction(string liveness, string more)
    {
        LivenessResult result = await CheckAsync(Reply(liveness, more));

        result.Verdict.Should().NotBe(LivenessVerdict.Live);
        result.Reasons.Should().Contain(reason => reason.Code == LivenessReasonCode.Contradiction).Which.Message.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("\"deepfake\":true")]
    [InlineData("\"deepfake\":\"true\"")]
    [InlineData("\"data\":{\"deepfake\":true}")]
    [InlineData("\"error_code\":\"FAIL_ON_1\"")]
    public async Task Evidence_of_an_attack_outweighs_a_yes(string more)
    {
        LivenessResult result = await CheckAsync(Reply(Live, more));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.HasReason(LivenessReasonCode.PresentationAttack).Should().BeTrue();
        result.HasReason(LivenessReasonCode.Contradiction).Should().BeTrue();
    }

    [Fact]
    public async Task More_codes_than_are_looked_at_are_never_live()
    {
        string codes = string.Join(' ', Enumerable.Repeat("FAIL_ON_2", 64));

        LivenessResult looked = await CheckAsync(Reply(Live, $"\"message\":\"{codes}\""));
        LivenessResult more = await CheckAsync(Reply(Live, $"\"message\":\"{codes} FAIL_ON_2\""));

        looked.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        looked.HasReason(LivenessReasonCode.FaceOccluded).Should().BeTrue();
        looked.HasReason(LivenessReasonCode.UnrecognizedVerdict).Should().BeFalse();
        more.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        more.HasReason(LivenessReasonCode.FaceOccluded).Should().BeTrue();
        more.HasReason(LivenessReasonCode.UnrecognizedVerdict).Should().BeTrue();
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("null", "")]
    [InlineData("true", "")]
    [InlineData("\"live\"", "")]
    [InlineData("""{"probability":"99.87"}""", "")]
    [InlineData("""{"status":null,"probability":"3"}""", "")]
    [InlineData("""{"status":1,"probability":"99.87"}""", "")]
    [InlineData("""{"status":{"value":true}}""", "")]
    [InlineData("""{"status":true,"status":false}""", "")]
    [InlineData("""{"status":true,"probability":"100.01"}""", "")]
    [InlineData("""{"status":true,"probability":-1}""", "")]
    [InlineData("""{"status":true,"probability":"99,87"}""", "")]
    [InlineData("""{"status":true,"probability":"99.87%"}""", "")]
    [InlineData(Live, "\"nface\":\"one\"")]
    [InlineData(Live, "\"nface\":-1")]
    [InlineData(Live, "\"deepfake\":0")]
    public async Task Evidence_that_is_missing_or_cannot_be_read_is_an_unexpected_response(string liveness, string more)
    {
        LivenessException failure = await FailAsync(Reply(liveness, more));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Response!.Body.IsEmpty.Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"message":"Request Success","status_code":"200"}""")]
    [InlineData("""{"data":{"live":true,"score":0.99}}""")]
    [InlineData("""{"is_alive":true,"similarity":0.99}""")]
    [InlineData("""{"result":{"liveness":{"status":true,"probability":"99"}}}""")]
    [InlineData("""{"data":[{"liveness":{"status":true,"probability":"99"}}]}""")]
    [InlineData("""{"status":true,"probability":"99"}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"live\"")]
    public async Task A_verdict_at_another_place_is_not_taken(string body)
    {
        LivenessException failure = await FailAsync(Scenario.Response(200, body));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
    }

    [Theory]
    [InlineData(false, LivenessVerdict.Inconclusive)]
    [InlineData(true, LivenessVerdict.Live)]
    public async Task Several_faces_are_live_only_where_the_registration_allows_them(bool allow, LivenessVerdict verdict)
    {
        LivenessResult result = await CheckAsync(Reply(Live, "\"nface\":\"3\""), options => options.AllowMultipleFaces = allow);

        result.Verdict.Should().Be(verdict);
        result.HasReason(LivenessReasonCode.MultipleFaces).Should().Be(!allow);
        result.Frames[0].Face!.Count.Should().Be(3);
    }

    [Fact]
    public async Task Zero_faces_are_no_face()
    {
        LivenessResult result = await CheckAsync(Reply(Live, "\"nface\":0"));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.NoFace);
        result.Frames[0].Face!.Detected.Should().BeFalse();
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public async Task The_culture_of_the_thread_changes_nothing(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        LivenessResult result = await CheckAsync(Reply("""{"status":"LIVE","probability":"99.87"}"""));

        result.IsLive.Should().BeTrue();
        result.RawScore.Should().Be(99.87);
    }

    [Theory]
    [InlineData("""{"status":false,"probability":"50"}""", true)]
    [InlineData("""{"status":false,"probability":"49.9"}""", false)]
    [InlineData("""{"status":false}""", false)]
    public async Task An_attack_with_the_probability_of_a_live_person_is_told_as_a_contradiction_too(string liveness, bool contradiction)
    {
        LivenessResult result = await CheckAsync(Reply(liveness));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.Reasons.Select(reason => reason.Code.Value).Should().Equal(
            contradiction ? ["PresentationAttack", "Contradiction"] : ["PresentationAttack"]);
    }

    [Theory]
    [InlineData("\"status_code\":\"199\"", LivenessVerdict.Inconclusive)]
    [InlineData("\"status_code\":\"200\"", LivenessVerdict.Live)]
    [InlineData("\"status_code\":299", LivenessVerdict.Live)]
    [InlineData("\"status_code\":300", LivenessVerdict.Inconclusive)]
    [InlineData("\"status\":200", LivenessVerdict.Live)]
    [InlineData("\"status\":300", LivenessVerdict.Inconclusive)]
    public async Task An_inner_status_other_than_a_success_is_not_live(string status, LivenessVerdict verdict) =>
        (await CheckAsync(Reply(Live, status))).Verdict.Should().Be(verdict);
}
