using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Riset;

public sealed class RisetVerdictTests : RisetTests
{
    private const string Good = """{"match":true,"spoof":"real"}""";
    private const string One = $$"""{"image1":{{Good}}}""";

    private static readonly RisetParameters s_user = new() { UserId = "user", FaceGalleryId = "gallery" };

    [Fact]
    public async Task The_shape_of_the_specification_is_live_when_every_photo_is_real()
    {
        LivenessResult result = await CheckAsync(RecordedResponse.Read("Riset", "passed"), Request(2));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.VerdictSource.Should().Be(VerdictSource.Vendor);
        result.Reasons.Should().BeEmpty();
        result.Score.Should().BeNull("the direction of spoof_score is not documented");
        result.RawScore.Should().BeNull();
        result.Threshold.Should().BeNull();
    }

    [Fact]
    public async Task The_sample_of_the_specification_contradicts_itself_and_is_not_live()
    {
        LivenessResult result = await CheckAsync(RecordedResponse.Read("Riset", "passed-but-every-image-spoof"), Request(2));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.VerdictSource.Should().Be(VerdictSource.Vendor);
        result.Reasons.Select(reason => reason.Code).Should().Equal(LivenessReasonCode.PresentationAttack, LivenessReasonCode.Contradiction);
        result.Frames.Should().OnlyContain(frame => frame.PresentationAttack == true && frame.PresentationAttackScore == 0.768);
    }

    [Fact]
    public async Task The_newer_batch_reply_is_live_too()
    {
        LivenessResult result = await CheckAsync(
            RecordedResponse.Read("Riset", "batch-passed-unverified"), Request(2, s_user), options => options.Protocol = RisetProtocol.Batch);

        result.Verdict.Should().Be(LivenessVerdict.Live);
    }

    [Fact]
    public async Task A_missed_pose_in_the_reply_to_a_single_photo_is_no_attack()
    {
        LivenessResult result = await CheckAsync(RecordedResponse.Read("Riset", "single-pose-missed-unverified"), Request());

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.PoseMismatch);
        result.Frames.Should().ContainSingle().Which.PoseMatched.Should().BeFalse();
    }

    [Theory]
    [InlineData("\"passed\"")]
    [InlineData("\"PASSED\"")]
    [InlineData("\"true\"")]
    [InlineData("true")]
    [InlineData("\"alive\"")]
    [InlineData("\"Live\"")]
    public async Task Every_word_for_passed_is_understood(string liveness)
    {
        (await CheckAsync(Reply(liveness, One), Request())).Verdict.Should().Be(LivenessVerdict.Live);
    }

    [Theory]
    [InlineData("\"failed\"")]
    [InlineData("\"false\"")]
    [InlineData("false")]
    [InlineData("\"Not passed\"")]
    public async Task Not_passed_without_any_cause_is_a_contradiction(string liveness)
    {
        ShouldBe(await CheckAsync(Reply(liveness, One), Request()), LivenessReasonCode.Contradiction);
    }

    [Theory]
    [InlineData("\"maybe\"")]
    [InlineData("\"\"")]
    [InlineData("\"pending\"")]
    public async Task Another_word_is_no_verdict(string liveness)
    {
        LivenessResult result = await CheckAsync(Reply(liveness, One), Request());

        ShouldBe(result, LivenessReasonCode.UnrecognizedVerdict);
        result.Response!.Body.IsEmpty.Should().BeFalse();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("[true]")]
    public async Task A_reply_without_a_readable_verdict_is_unexpected(string liveness)
    {
        LivenessException failure = await FailAsync(Reply(liveness, One));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.MayHaveBeenProcessed.Should().BeTrue();
    }

    [Theory]
    [InlineData("""{"match":true,"spoof":"real"}""")]
    [InlineData("""{"match":"true","spoof":"REAL"}""")]
    [InlineData("""{"match":true,"spoof":false}""")]
    [InlineData("""{"match":true,"spoof":"false"}""")]
    [InlineData("""{"match":true,"is_spoof":false}""")]
    [InlineData("""{"match":true,"is_spoof":"False"}""")]
    [InlineData("""{"match":true,"is_spoof":"real","spoof":"real","masker":true,"spoof_score":0.99,"unknown":[1,{"a":2}]}""")]
    public async Task Every_spelling_of_real_is_understood(string photo)
    {
        LivenessResult result = await CheckAsync(Reply("\"passed\"", $$"""{"image1":{{photo}} }"""), Request());

        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.Frames.Single().PresentationAttack.Should().BeFalse();
    }

    [Theory]
    [InlineData("\"passed\"", """{"match":true,"spoof":"spoof"}""")]
    [InlineData("\"passed\"", """{"match":true,"spoof":true}""")]
    [InlineData("\"passed\"", """{"match":true,"is_spoof":true}""")]
    [InlineData("\"passed\"", """{"match":true,"is_spoof":"true"}""")]
    [InlineData("\"passed\"", """{"match":true,"is_spoof":"spoof"}""")]
    [InlineData("\"passed\"", """{"match":true,"spoof":"real","is_spoof":true}""")]
    [InlineData("\"passed\"", """{"match":true,"spoof":"spoof","is_spoof":false}""")]
    [InlineData("\"false\"", """{"match":false,"spoof":"spoof"}""")]
    [InlineData("null", """{"match":true,"spoof":"spoof"}""")]
    [InlineData("\"maybe\"", """{"match":true,"is_spoof":true}""")]
    public async Task Any_flag_of_an_attack_is_not_live(string liveness, string photo)
    {
        LivenessResult result = await CheckAsync(Reply(liveness, $$"""{"image1":{{photo}} }"""), Request());

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.HasReason(LivenessReasonCode.PresentationAttack).Should().BeTrue();
        result.Frames.Single().PresentationAttack.Should().BeTrue();
    }

    [Fact]
    public async Task One_attack_among_many_photos_is_not_outvoted()
    {
        string results = $$"""{"image1":{{Good}},"image2":{"match":true,"spoof":"spoof"},"image3":{{Good}} }""";
        RisetParameters parameters = new() { SuccessThreshold = 1, SpoofDetection = false };
        LivenessResult result = await CheckAsync(Reply("\"passed\"", results), Request(3, parameters));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.Frames.Select(frame => frame.PresentationAttack).Should().Equal(false, true, false);
    }

    [Theory]
    [InlineData("""{"match":true}""")]
    [InlineData("""{"match":true,"spoof":null}""")]
    [InlineData("""{"spoof":"real"}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"real\"")]
    [InlineData("[]")]
    public async Task Missing_evidence_is_a_contradiction(string photo)
    {
        ShouldBe(await CheckAsync(Reply("\"passed\"", $$"""{"image1":{{photo}} }"""), Request()), LivenessReasonCode.Contradiction);
    }

    [Theory]
    [InlineData("""{"match":true,"spoof":"unsure"}""")]
    [InlineData("""{"match":true,"spoof":"real","is_spoof":"unsure"}""")]
    [InlineData("""{"match":"unsure","spoof":"real"}""")]
    public async Task A_flag_with_another_word_is_no_verdict(string photo)
    {
        ShouldBe(await CheckAsync(Reply("\"passed\"", $$"""{"image1":{{photo}} }"""), Request()), LivenessReasonCode.UnrecognizedVerdict);
    }

    [Theory]
    [InlineData("""{"match":true,"spoof":0}""")]
    [InlineData("""{"match":1,"spoof":"real"}""")]
    [InlineData("""{"match":true,"is_spoof":{"value":false}}""")]
    [InlineData("""{"match":true,"spoof":"real","spoof":"real"}""")]
    public async Task A_flag_of_another_type_is_unexpected(string photo)
    {
        LivenessException failure = await FailAsync(Reply("\"passed\"", $$"""{"image1":{{photo}} }"""));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
    }

    [Theory]
    [InlineData(null, 2, LivenessVerdict.Inconclusive)]
    [InlineData(3, 2, LivenessVerdict.Inconclusive)]
    [InlineData(2, 2, LivenessVerdict.Live)]
    [InlineData(1, 1, LivenessVerdict.Live)]
    [InlineData(1, 0, LivenessVerdict.Inconclusive)]
    public async Task As_many_poses_must_match_as_the_threshold_says(int? threshold, int matching, LivenessVerdict verdict)
    {
        IEnumerable<string> photos = Enumerable.Range(1, 3).Select(number =>
            $$"""  "image{{number}}":{"match":{{(number <= matching ? "true" : "false")}},"spoof":"real"}""");
        LivenessResult result = await CheckAsync(
            Reply("\"passed\"", $"{{{string.Join(',', photos)}}}"), Request(3, new RisetParameters { SuccessThreshold = threshold }));

        result.Verdict.Should().Be(verdict);
        result.HasReason(LivenessReasonCode.PoseMismatch).Should().Be(verdict != LivenessVerdict.Live);
    }

    [Theory]
    [InlineData("false", true, LivenessVerdict.Inconclusive)]
    [InlineData("\"false\"", true, LivenessVerdict.Inconclusive)]
    [InlineData("null", true, LivenessVerdict.Live)]
    [InlineData("true", true, LivenessVerdict.Live)]
    [InlineData("false", false, LivenessVerdict.Live)]
    public async Task Identity_counts_only_where_a_user_was_named(string verified, bool named, LivenessVerdict verdict)
    {
        LivenessResult result = await CheckAsync(
            Reply("\"passed\"", $$$"""{"image1":{"match":true,"spoof":"real","verified":{{{verified}}}}}"""), Request(1, named ? s_user : null));

        result.Verdict.Should().Be(verdict);
        result.HasReason(LivenessReasonCode.IdentityMismatch).Should().Be(verdict != LivenessVerdict.Live);
    }

    [Theory]
    [InlineData(true, LivenessVerdict.Inconclusive)]
    [InlineData(false, LivenessVerdict.Live)]
    public async Task An_unknown_word_about_a_named_user_is_no_verdict(bool named, LivenessVerdict verdict)
    {
        LivenessResult result = await CheckAsync(
            Reply("\"passed\"", """{"image1":{"match":true,"spoof":"real","verified":"perhaps"}}"""), Request(1, named ? s_user : null));

        result.Verdict.Should().Be(verdict);
        result.HasReason(LivenessReasonCode.UnrecognizedVerdict).Should().Be(named);
    }

    [Fact]
    public async Task Without_spoof_detection_a_matching_pose_is_enough()
    {
        Scenario reply = Reply("\"passed\"", """{"image1":{"match":true}}""");

        (await CheckAsync(reply, Request(), options => options.SpoofDetection = false)).Verdict.Should().Be(LivenessVerdict.Live);
        (await CheckAsync(reply, Request(1, new RisetParameters { SpoofDetection = false }))).Verdict.Should().Be(LivenessVerdict.Live);
    }

    [Fact]
    public async Task A_request_can_switch_spoof_detection_on_again()
    {
        LivenessResult result = await CheckAsync(
            Reply("\"passed\"", """{"image1":{"match":true}}"""),
            Request(1, new RisetParameters { SpoofDetection = true }),
            options => options.SpoofDetection = false);

        ShouldBe(result, LivenessReasonCode.Contradiction);
    }

    [Fact]
    public async Task Several_causes_are_all_told()
    {
        LivenessResult result = await CheckAsync(
            Reply("\"false\"", """{"image1":{"match":false,"spoof":"real","verified":false}}"""), Request(1, s_user));

        result.Reasons.Select(reason => reason.Code).Should().Equal(LivenessReasonCode.IdentityMismatch, LivenessReasonCode.PoseMismatch);
    }

    private static void ShouldBe(LivenessResult result, LivenessReasonCode reason)
    {
        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.VerdictSource.Should().Be(VerdictSource.None);
        result.HasReason(reason).Should().BeTrue();
    }

    [Fact]
    public async Task One_photo_of_another_person_is_enough()
    {
        LivenessResult result = await CheckAsync(
            Reply("\"passed\"", """{"image1":{"match":true,"spoof":"real","verified":true},"image2":{"match":true,"spoof":"real","verified":false}}"""),
            Request(2, s_user));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.IdentityMismatch);
    }

    [Fact]
    public async Task Each_thing_that_speaks_against_a_live_person_is_a_reason_of_its_own()
    {
        LivenessResult result = await CheckAsync(
            Reply("\"failed\"", """{"image1":{"match":false,"spoof":"real","verified":false},"image2":{"match":true,"verified":true}}"""),
            Request(2, s_user));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Select(reason => reason.Code.Value).Should().Equal("IdentityMismatch", "PoseMismatch", "Contradiction");
    }
}
