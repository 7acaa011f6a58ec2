using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Riset;

public sealed class RisetResultsTests : RisetTests
{
    private const string Good = """{"match":true,"spoof":"real"}""";

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("true")]
    [InlineData($$"""{"image1":{{Good}}}""")]
    [InlineData($$"""{"image2":{{Good}}}""")]
    [InlineData($$"""{"image1":{{Good}},"image3":{{Good}}}""")]
    [InlineData($$"""{"image1":{{Good}},"image2":{{Good}},"image3":{{Good}}}""")]
    [InlineData($$"""{"image0":{{Good}},"image1":{{Good}}}""")]
    [InlineData($$"""{"image1":{{Good}},"image9999999999":{{Good}}}""")]
    [InlineData($$"""{"Image1":{{Good}},"Image2":{{Good}}}""")]
    [InlineData(Good)]
    [InlineData($$"""[{{Good}}]""")]
    [InlineData($$"""[{{Good}},null]""")]
    [InlineData($$"""[{{Good}},null,{{Good}}]""")]
    [InlineData($$"""[{{Good}},{{Good}},{{Good}}]""")]
    public async Task Results_that_are_not_one_for_each_photo_are_a_contradiction(string results)
    {
        LivenessResult result = await CheckAsync(Reply("\"passed\"", results), Request(2));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.HasReason(LivenessReasonCode.Contradiction).Should().BeTrue();
        result.Frames.Should().HaveCount(2, "every photo that was sent has its place");
    }

    [Theory]
    [InlineData("3")]
    [InlineData("9")]
    [InlineData("99999999999")]
    public async Task A_result_too_many_is_not_live_whatever_its_number(string number)
    {
        LivenessResult result = await CheckAsync(
            Reply("\"passed\"", $$"""{"image1":{{Good}},"image{{number}}":{"match":true,"spoof":"spoof"} }"""), Request());

        result.Verdict.Should().NotBe(LivenessVerdict.Live);
    }

    [Theory]
    [InlineData($$"""{"image2":{"match":true,"spoof":"real","yaw":2},"image1":{"match":true,"spoof":"real","yaw":1},"count":2}""")]
    [InlineData("""[{"match":true,"spoof":"real","yaw":1},{"match":true,"spoof":"real","yaw":2}]""")]
    public async Task Results_belong_to_the_photos_in_the_order_sent(string results)
    {
        LivenessResult result = await CheckAsync(Reply("\"passed\"", results), Request(2));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.Frames.Select(frame => frame.Face!.HeadPose!.Value.Yaw).Should().Equal(1, 2);
        result.Frames.Select(frame => frame.RequestedPose).Should().Equal(FacePose.Front, FacePose.Left);
    }

    [Theory]
    [InlineData("""{"is_spoof":false}""", """{"is_real":true,"angle":true}""", LivenessVerdict.Live)]
    [InlineData("""{"roll":1}""", """{"is_real":true,"angle":true,"eyes":true,"mouth":true,"verified":true}""", LivenessVerdict.Live)]
    [InlineData("""{"is_spoof":false}""", """{"is_real":true,"angle":true,"eyes":false}""", LivenessVerdict.Inconclusive)]
    [InlineData("""{"is_spoof":false}""", """{"is_real":true}""", LivenessVerdict.Inconclusive)]
    [InlineData("""{"is_spoof":false}""", """{"is_real":false,"angle":true}""", LivenessVerdict.NotLive)]
    [InlineData("""{"is_spoof":true}""", """{"is_real":true,"angle":true}""", LivenessVerdict.NotLive)]
    [InlineData("null", """{"is_real":false,"angle":true}""", LivenessVerdict.NotLive)]
    [InlineData("[7]", """{"is_real":false,"angle":true}""", LivenessVerdict.NotLive)]
    [InlineData("null", """{"is_real":true,"angle":true}""", LivenessVerdict.Inconclusive)]
    public async Task The_flat_reply_to_a_single_photo_is_read_with_its_summary(string result, string summary, LivenessVerdict verdict)
    {
        Scenario reply = Reply("\"passed\"", result, $",\"match_status\":{summary}");

        (await CheckAsync(reply, Request())).Verdict.Should().Be(verdict);
    }

    [Theory]
    [InlineData("""{"match":true,"spoof":"spoof","is_spoof":"perhaps"}""", LivenessVerdict.NotLive)]
    [InlineData("""{"match":true,"spoof":"perhaps","is_spoof":true}""", LivenessVerdict.NotLive)]
    [InlineData("""{"match":true,"spoof":"real","is_spoof":"perhaps"}""", LivenessVerdict.Inconclusive)]
    public async Task A_flag_of_an_attack_counts_beside_a_word_that_is_not_known(string photo, LivenessVerdict verdict) =>
        (await CheckAsync(Reply("\"passed\"", $$"""{"image1":{{photo}}}"""), Request())).Verdict.Should().Be(verdict);
}
