using System.Globalization;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Argos;

public sealed class ArgosVerdictTests : ArgosTests
{
    [Fact]
    public async Task The_reply_of_the_specification_is_live()
    {
        LivenessResult result = await CheckAsync(RecordedResponse.Read("Argos", "live"));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.VerdictSource.Should().Be(VerdictSource.Threshold);
        (result.Score, result.RawScore, result.Threshold).Should().Be((0.95, 95, 0.5));
        result.TransactionId.Should().Be("e0nvom3caiis7");
        result.Reasons.Should().BeEmpty();
    }

    [Theory]
    [InlineData("50", 50, LivenessVerdict.Live)]
    [InlineData("49.999", 50, LivenessVerdict.NotLive)]
    [InlineData("97.78668212890625", 50, LivenessVerdict.Live)]
    [InlineData("\"97.5\"", 50, LivenessVerdict.Live)]
    [InlineData("0", 50, LivenessVerdict.NotLive)]
    [InlineData("0.95", 50, LivenessVerdict.NotLive)]
    [InlineData("100", 100, LivenessVerdict.Live)]
    [InlineData("70", 70.5, LivenessVerdict.NotLive)]
    [InlineData("5", 5, LivenessVerdict.Live)]
    public async Task A_score_at_the_threshold_is_live_and_below_is_not(string score, double threshold, LivenessVerdict verdict)
    {
        LivenessResult result = await CheckAsync(Score(score), options => options.LiveThreshold = threshold);

        result.Verdict.Should().Be(verdict);
        result.Threshold.Should().BeApproximately(threshold / 100, 1e-12);
        result.HasReason(LivenessReasonCode.PresentationAttack).Should().Be(verdict == LivenessVerdict.NotLive);
    }

    [Theory]
    [InlineData("-0.1")]
    [InlineData("100.1")]
    [InlineData("\"97,5\"")]
    [InlineData("\"high\"")]
    [InlineData("\"NaN\"")]
    [InlineData("1e400")]
    [InlineData("true")]
    [InlineData("[95]")]
    [InlineData("null")]
    public async Task A_score_that_is_missing_or_out_of_range_is_an_unexpected_response(string score)
    {
        LivenessException failure = await FailAsync(Score(score));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.Response!.Body.IsEmpty.Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"result":{"liveness_score":95,"liveness_score":5}}""")]
    [InlineData("""{"liveness_score":95}""")]
    [InlineData("""{"data":{"result":{"liveness_score":95}}}""")]
    [InlineData("""{"result":[{"liveness_score":95}]}""")]
    [InlineData("""{"apiType":"id_live_face","transactionId":"e0nv"}""")]
    [InlineData("[]")]
    public async Task A_score_at_another_place_is_not_taken(string body)
    {
        LivenessException failure = await FailAsync(Scenario.Response(200, body));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
    }

    [Theory]
    [InlineData(""","errorCode":1017""")]
    [InlineData(""","errorCode":"1017","message":"Fail to analyze face" """)]
    [InlineData(""","errorCode":0""")]
    public async Task A_score_beside_an_error_code_is_a_contradiction(string more)
    {
        LivenessResult result = await CheckAsync(Score("95", more));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.VerdictSource.Should().Be(VerdictSource.None);
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.Contradiction);
        result.RawScore.Should().Be(95);
    }

    [Theory]
    [InlineData(""","errorCode":null""")]
    [InlineData(""","statusCode":200,"unheardOf":{"errorCode":1}""")]
    public async Task Fields_that_are_not_known_are_ignored(string more)
    {
        (await CheckAsync(Score("95", more))).IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task The_kind_of_api_is_not_looked_at()
    {
        LivenessResult result = await CheckAsync(Scenario.Response(200, """{"apiType":"something_newer","result":{"liveness_score":95}}"""));

        result.IsLive.Should().BeTrue();
        result.TransactionId.Should().BeNull();
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task The_culture_of_the_thread_changes_nothing(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

        LivenessResult result = await CheckAsync(Score("\"49.5\""));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.RawScore.Should().Be(49.5);
        result.Reasons[0].Message.Should().Contain("49.5");
    }
}
