using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Dojah;

public sealed class DojahVerdictTests : DojahTests
{
    [Theory]
    [InlineData("live", LivenessVerdict.Live, 0.98, 98)]
    [InlineData("not-live", LivenessVerdict.NotLive, 0.00014614949759561568, 0.014614949759561568)]
    [InlineData("bona-fide-unverified", LivenessVerdict.Live, 0.983, 98.3)]
    [InlineData("spoof-unverified", LivenessVerdict.NotLive, 0.0001, 99.99)]
    public async Task Each_shape_of_reply_gives_verdict_and_score(string reply, LivenessVerdict verdict, double score, double rawScore)
    {
        LivenessResult result = await CheckAsync(RecordedResponse.Read("Dojah", reply));

        result.Verdict.Should().Be(verdict);
        result.VerdictSource.Should().Be(VerdictSource.Vendor);
        result.Score.Should().BeApproximately(score, 1e-12);
        result.RawScore.Should().Be(rawScore);
        result.Threshold.Should().Be(0.5);
        result.Vendor.Should().Be("Dojah");
    }

    [Theory]
    [InlineData("""{"liveness_check":true,"liveness_probability":50.01}""")]
    [InlineData("""{"liveness_check":true,"liveness_probability":100}""")]
    [InlineData("""{"liveness_check":true,"liveness_probability":"98.5"}""")]
    [InlineData("""{"liveness_check":"true","liveness_probability":98}""")]
    [InlineData("""{"liveness_check":true}""")]
    [InlineData("""{"liveness_check":true,"liveness_probability":null}""")]
    [InlineData("""{"liveness_check":true,"liveness_probability":98,"spoof":null}""")]
    [InlineData("""{"spoof":false,"confidence":50.01}""")]
    [InlineData("""{"spoof":"False","confidence":"99"}""")]
    [InlineData("""{"liveness_check":true,"liveness_probability":98,"spoof":false,"confidence":99}""")]
    public async Task A_plain_yes_is_live(string liveness)
    {
        LivenessResult result = await CheckAsync(Reply(liveness));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.Reasons.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"liveness_check":false,"liveness_probability":0}""", false)]
    [InlineData("""{"liveness_check":false,"liveness_probability":50}""", false)]
    [InlineData("""{"liveness_check":false,"liveness_probability":99}""", true)]
    [InlineData("""{"liveness_check":false}""", false)]
    [InlineData("""{"spoof":true}""", false)]
    [InlineData("""{"spoof":true,"confidence":99.99}""", false)]
    [InlineData("""{"spoof":true,"confidence":12}""", true)]
    [InlineData("""{"liveness_check":true,"liveness_probability":98,"spoof":true,"confidence":99}""", true)]
    [InlineData("""{"liveness_check":false,"liveness_probability":2,"spoof":false,"confidence":99}""", true)]
    [InlineData("""{"liveness_check":"maybe","spoof":true,"confidence":99}""", false)]
    public async Task An_attack_in_any_field_is_not_live_whatever_the_score(string liveness, bool contradiction)
    {
        LivenessResult result = await CheckAsync(Reply(liveness));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.HasReason(LivenessReasonCode.PresentationAttack).Should().BeTrue();
        result.HasReason(LivenessReasonCode.Contradiction).Should().Be(contradiction);
    }

    [Theory]
    [InlineData("""{"liveness_check":true,"liveness_probability":50}""")]
    [InlineData("""{"liveness_check":true,"liveness_probability":0.98}""")]
    [InlineData("""{"liveness_check":true,"liveness_probability":1}""")]
    [InlineData("""{"liveness_check":true,"liveness_probability":0}""")]
    [InlineData("""{"spoof":false}""")]
    [InlineData("""{"spoof":false,"confidence":50}""")]
    [InlineData("""{"spoof":false,"confidence":99,"liveness_probability":3}""")]
    [InlineData("""{"liveness_check":true,"liveness_probability":98,"spoof":false,"confidence":10}""")]
    public async Task A_yes_that_its_own_score_does_not_bear_out_is_a_contradiction(string liveness)
    {
        LivenessResult result = await CheckAsync(Reply(liveness));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.VerdictSource.Should().Be(VerdictSource.None);
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.Contradiction);
    }

    [Fact]
    public async Task A_score_below_one_stays_a_percentage()
    {
        LivenessResult result = await CheckAsync(Reply("""{"liveness_check":true,"liveness_probability":1}"""));

        result.Score.Should().Be(0.01);
        result.RawScore.Should().Be(1);
    }

    [Theory]
    [InlineData("""{"liveness_check":true,"liveness_probability":3.5}""", "Dojah says live, but its liveness_probability 3.5 is not above 50.")]
    [InlineData("""{"liveness_check":false,"liveness_probability":98}""", "Dojah says not live, but its liveness_probability 98 is above 50.")]
    [InlineData("""{"spoof":false,"confidence":12}""", "The confidence in spoof is 12, not above 50.")]
    public async Task A_contradiction_tells_what_contradicted_what(string liveness, string message)
    {
        LivenessResult result = await CheckAsync(Reply(liveness));

        result.Reasons.Should().Contain(reason => reason.Code == LivenessReasonCode.Contradiction).Which.Message.Should().Be(message);
    }

    [Theory]
    [InlineData("""{"liveness_check":"maybe","liveness_probability":98}""")]
    [InlineData("""{"liveness_check":"","liveness_probability":98}""")]
    [InlineData("""{"liveness_check":true,"spoof":"unlikely","confidence":98}""")]
    [InlineData("""{"spoof":"no","confidence":98}""")]
    public async Task An_unknown_word_is_no_verdict_and_keeps_the_reply(string liveness)
    {
        LivenessResult result = await CheckAsync(Reply(liveness));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.HasReason(LivenessReasonCode.UnrecognizedVerdict).Should().BeTrue();
        result.Response!.Body.IsEmpty.Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"face_detected":false}""", """{"liveness_check":true,"liveness_probability":98}""")]
    [InlineData("""{"face_detected":false}""", """{"liveness_check":false,"liveness_probability":0}""")]
    [InlineData("""{"detected":false}""", """{"spoof":false,"confidence":98}""")]
    [InlineData("""{"detected":"false"}""", """{"spoof":false,"confidence":98}""")]
    [InlineData("""{"face_detected":true,"detected":false}""", """{"liveness_check":true,"liveness_probability":98}""")]
    public async Task A_photo_without_a_face_is_inconclusive_even_if_called_not_live(string face, string liveness)
    {
        LivenessResult result = await CheckAsync(Reply(liveness, face));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.NoFace);
        result.Frames[0].Face!.Detected.Should().BeFalse();
    }

    [Fact]
    public async Task A_spoof_flag_holds_without_a_face_too()
    {
        LivenessResult result = await CheckAsync(Reply("""{"spoof":true,"confidence":99}""", """{"detected":false}"""));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
    }

    [Fact]
    public async Task Several_faces_are_inconclusive()
    {
        LivenessResult result = await CheckAsync(
            Reply("""{"liveness_check":true,"liveness_probability":98}""", """{"face_detected":true,"multiface_detected":true}"""));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.MultipleFaces);
        result.Frames[0].Face!.Count.Should().Be(2);
    }

    [Fact]
    public async Task Several_faces_can_be_live_where_the_registration_allows_them()
    {
        LivenessResult result = await CheckAsync(
            Reply("""{"liveness_check":true,"liveness_probability":98}""", """{"face_detected":true,"multiface_detected":true}"""),
            options => options.AllowMultipleFaces = true);

        result.Verdict.Should().Be(LivenessVerdict.Live);
    }

    [Fact]
    public async Task Several_faces_do_not_hide_an_attack()
    {
        LivenessResult result = await CheckAsync(
            Reply("""{"liveness_check":false,"liveness_probability":2}""", """{"face_detected":true,"multiface_detected":true}"""));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.HasReason(LivenessReasonCode.MultipleFaces).Should().BeTrue();
    }

    [Theory]
    [InlineData("""{"liveness_check":true,"liveness_probability":100.1}""", "{}")]
    [InlineData("""{"liveness_check":true,"liveness_probability":-0.1}""", "{}")]
    [InlineData("""{"liveness_check":true,"liveness_probability":"high"}""", "{}")]
    [InlineData("""{"liveness_check":true,"liveness_probability":"NaN"}""", "{}")]
    [InlineData("""{"liveness_check":true,"liveness_probability":"98,5"}""", "{}")]
    [InlineData("""{"liveness_check":true,"liveness_probability":true}""", "{}")]
    [InlineData("""{"liveness_check":1,"liveness_probability":98}""", "{}")]
    [InlineData("""{"liveness_check":true,"liveness_check":false}""", "{}")]
    [InlineData("""{"liveness_check":["true"],"liveness_probability":98}""", "{}")]
    [InlineData("""{"spoof":0,"confidence":98}""", "{}")]
    [InlineData("""{"spoof":false,"confidence":101}""", "{}")]
    [InlineData("""{"liveness_check":true,"liveness_probability":98}""", """{"face_detected":"perhaps"}""")]
    [InlineData("""{"liveness_check":true,"liveness_probability":98}""", """{"multiface_detected":2}""")]
    [InlineData("""{"liveness_probability":98}""", "{}")]
    [InlineData("""{"confidence":98}""", "{}")]
    [InlineData("""{"liveness_check":null,"liveness_probability":98}""", "{}")]
    [InlineData("{}", """{"face_detected":true}""")]
    [InlineData("true", "{}")]
    [InlineData("null", "{}")]
    public async Task Evidence_that_is_missing_or_cannot_be_read_is_an_unexpected_response(string liveness, string face)
    {
        LivenessException failure = await FailAsync(Reply(liveness, face));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Response!.Body.IsEmpty.Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"liveness":{"liveness_check":true,"liveness_probability":98}}""")]
    [InlineData("""{"liveness_check":true,"liveness_probability":98}""")]
    [InlineData("""{"entity":{"liveness_check":true,"liveness_probability":98}}""")]
    [InlineData("""{"entity":{"liveness_check":{"liveness":{"liveness_check":true}}}}""")]
    [InlineData("""{"entity":[{"liveness":{"liveness_check":true,"liveness_probability":98}}]}""")]
    [InlineData("""{"data":{"live":true}}""")]
    [InlineData("""{"entity":true}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("true")]
    public async Task A_verdict_at_another_place_is_not_taken(string body)
    {
        LivenessException failure = await FailAsync(Scenario.Response(200, body));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
    }
}
