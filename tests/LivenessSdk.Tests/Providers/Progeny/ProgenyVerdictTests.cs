using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Progeny;

public sealed class ProgenyVerdictTests : ProgenyTests
{
    [Fact]
    public async Task The_reply_of_the_specification_is_live()
    {
        LivenessResult result = await PollAsync(RecordedResponse.Read("Progeny", "task-live"));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.VerdictSource.Should().Be(VerdictSource.Vendor);
        result.Score.Should().Be(0.930498);
        result.RawScore.Should().Be(0.930498);
        result.Threshold.Should().BeNull();
        result.Reasons.Should().BeEmpty();
        result.ContinuationToken.Should().BeNull();
        FrameResult frame = result.Frames.Should().ContainSingle().Which;
        frame.PresentationAttack.Should().BeFalse();
        frame.Face!.Quality!.Overall.Should().Be(0.8175214);
    }

    [Fact]
    public async Task An_attack_is_not_live()
    {
        LivenessResult result = await PollAsync(RecordedResponse.Read("Progeny", "task-attack-unverified"));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.VerdictSource.Should().Be(VerdictSource.Vendor);
        result.Score.Should().Be(0.0385573);
        result.HasReason(LivenessReasonCode.PresentationAttack).Should().BeTrue();
        result.Frames.Should().ContainSingle().Which.PresentationAttack.Should().BeTrue();
    }

    [Theory]
    [InlineData("""{"result":true}""")]
    [InlineData("""{"result":"true","data":{"probability":"0.5"}}""")]
    [InlineData("""{"result":true,"data":{"probability":0.5,"quality":0.1,"score":-40}}""")]
    [InlineData("""{"result":true,"error_code":null,"error":null,"data":{"probability":1}}""")]
    [InlineData("""{"result":true,"error_code":"","error":""}""")]
    public async Task True_without_anything_against_it_is_live(string liveness)
    {
        (await PollAsync(Finished(liveness))).Verdict.Should().Be(LivenessVerdict.Live);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"liveness":{}}""")]
    [InlineData("""{"liveness":null}""")]
    public async Task Issues_that_are_empty_are_none(string issues)
    {
        (await PollAsync(Finished("""{"result":true}""", issues))).Verdict.Should().Be(LivenessVerdict.Live);
    }

    [Theory]
    [InlineData("""{"result":true,"data":{"probability":0.4999}}""", "200", 200)]
    [InlineData("""{"result":true,"data":{"probability":0}}""", "null", 200)]
    [InlineData("""{"result":true,"data":{"probability":0.99}}""", "400", 200)]
    [InlineData("""{"result":true,"data":{"probability":0.99}}""", "\"400\"", 200)]
    [InlineData("""{"result":true,"data":{"probability":0.99}}""", "500", 200)]
    [InlineData("""{"result":true,"data":{"probability":0.99}}""", "200", 400)]
    [InlineData("""{"result":true,"data":{"probability":0.99}}""", "200", 500)]
    public async Task True_with_evidence_against_it_is_a_contradiction(string liveness, string innerStatus, int status)
    {
        LivenessResult result = await PollAsync(Finished(liveness, innerStatus: innerStatus, status: status));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.VerdictSource.Should().Be(VerdictSource.None);
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.Contradiction);
    }

    [Theory]
    [InlineData("""{"result":false}""")]
    [InlineData("""{"result":"False","data":{"probability":0.9}}""")]
    public async Task False_alone_is_not_live(string liveness)
    {
        (await PollAsync(Finished(liveness))).Verdict.Should().Be(LivenessVerdict.NotLive);
    }

    [Theory]
    [InlineData("400", 200)]
    [InlineData("200", 400)]
    public async Task False_beside_a_refusal_is_no_verdict_over_the_person(string innerStatus, int status)
    {
        LivenessResult result = await PollAsync(Finished("""{"result":false}""", innerStatus: innerStatus, status: status));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.HasReason(LivenessReasonCode.FaceNotAnalyzed).Should().BeTrue();
    }

    [Fact]
    public async Task A_word_that_is_not_known_is_no_verdict()
    {
        LivenessResult result = await PollAsync(Finished("""{"result":"probably"}"""));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.HasReason(LivenessReasonCode.UnrecognizedVerdict).Should().BeTrue();
        result.Response!.Body.IsEmpty.Should().BeFalse();
    }

    [Theory]
    [InlineData("{}", "200")]
    [InlineData("null", "200")]
    [InlineData("""{"result":null,"data":{"probability":0.99}}""", "200")]
    [InlineData("""{"result":1}""", "200")]
    [InlineData("""{"result":{}}""", "200")]
    [InlineData("""{"result":true,"result":true}""", "200")]
    [InlineData("""{"result":true,"data":{"probability":93}}""", "200")]
    [InlineData("""{"result":true,"data":{"probability":-0.1}}""", "200")]
    [InlineData("""{"result":true,"data":{"probability":"high"}}""", "200")]
    [InlineData("""{"result":true,"data":{"probability":[1]}}""", "200")]
    [InlineData("""{"result":true}""", "\"OK\"")]
    public async Task A_finished_task_without_a_readable_verdict_is_unexpected(string liveness, string innerStatus)
    {
        LivenessException failure = await FailPollAsync(Finished(liveness, innerStatus: innerStatus));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.ContinuationToken.Should().BeNull("the vendor is done, so there is nothing to continue");
        failure.Response!.Body.IsEmpty.Should().BeFalse();
    }

    [Fact]
    public async Task A_finished_task_without_a_result_is_unexpected()
    {
        (await FailPollAsync(State("SUCCESS"))).Error.Should().Be(LivenessError.UnexpectedResponse);
    }

    [Fact]
    public async Task A_result_without_a_state_is_taken_as_finished()
    {
        LivenessResult result = await PollAsync(Scenario.Response(200, """{"result":{"data":{"liveness":{"result":true}}}}"""));

        result.Verdict.Should().Be(LivenessVerdict.Live);
    }

    [Fact]
    public async Task The_reference_is_the_id_of_the_upload_and_not_the_number_of_the_task()
    {
        LivenessResult result = await PollAsync(RecordedResponse.Read("Progeny", "task-live"));

        result.TransactionId.Should().NotBe("2182").And.Be(Polls.Should().ContainSingle().Which.Query["id"]);
    }

    [Theory]
    [InlineData("""{"result":false,"data":{"probability":0.5}}""", true)]
    [InlineData("""{"result":false,"data":{"probability":0.4999}}""", false)]
    [InlineData("""{"result":false}""", false)]
    public async Task An_attack_with_the_probability_of_a_live_person_is_told_as_a_contradiction_too(string liveness, bool contradiction)
    {
        LivenessResult result = await PollAsync(Finished(liveness));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.Reasons.Select(reason => reason.Code.Value).Should().Equal(
            contradiction ? ["PresentationAttack", "Contradiction"] : ["PresentationAttack"]);
    }

    [Theory]
    [InlineData("""{"result":true}""", null, null, null, false)]
    [InlineData("""{"result":false}""", null, null, null, true)]
    [InlineData("""{"result":false,"error_code":"FACE_NOT_FOUND","data":{"quality":0.25}}""", false, null, 0.25, null)]
    [InlineData("""{"result":false,"error_code":"TOO_MANY_FACES"}""", null, 2, null, null)]
    [InlineData("""{"result":false,"error_code":"FACE_CROPPED","data":{"error_code":"FACE_NOT_FOUND"}}""", false, null, null, null)]
    [InlineData("""{"result":false,"error_code":"FACE_CROPPED","data":{"error_code":"TOO_MANY_FACES"}}""", null, 2, null, null)]
    public async Task The_face_is_described_by_what_the_reply_says_and_no_more(
        string liveness, bool? detected, int? count, double? quality, bool? attack)
    {
        FrameResult frame = (await PollAsync(Finished(liveness))).Frames.Should().ContainSingle().Which;

        frame.PresentationAttack.Should().Be(attack);
        frame.Face!.Detected.Should().Be(detected);
        frame.Face.Count.Should().Be(count);
        (frame.Face.Quality?.Overall).Should().Be(quality);
        (frame.Face.Quality is null).Should().Be(quality is null);
    }
}
