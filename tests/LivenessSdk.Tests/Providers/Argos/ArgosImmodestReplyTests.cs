using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Argos;

/// <summary>Shows up to where JSON is read that says live, and that it is no verdict beyond.</summary>
public sealed class ArgosImmodestReplyTests : ArgosTests
{
    [Theory]
    [InlineData("\\u00e4")]
    [InlineData("\\ud83d\\ude00")]
    public async Task A_name_may_be_escaped(string name)
    {
        LivenessResult result = await CheckAsync(Beside($"\"{name}\":1"));

        result.Verdict.Should().Be(LivenessVerdict.Live);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("a\\udc00")]
    public async Task A_name_whose_escape_is_no_character_makes_the_reply_unreadable(string name) =>
        await IsUnreadableAsync(Beside($"\"{name}\":1"));

    [Fact]
    public async Task Twenty_thousand_tokens_are_read_and_one_more_is_not()
    {
        // Twelve tokens stand around the numbers.
        LivenessResult result = await CheckAsync(Beside(Numbers(20_000 - 12)));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        await IsUnreadableAsync(Beside(Numbers(20_000 - 11)));
    }

    [Fact]
    public async Task Thirty_two_levels_are_read_and_one_more_is_not()
    {
        LivenessResult result = await CheckAsync(Beside(Arrays(31)));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        await IsUnreadableAsync(Beside(Arrays(32)));
    }

    private static Scenario Beside(string more) =>
        Scenario.Response(200, $$"""{"transactionId":"e0nv","result":{"liveness_score":95},{{more}}}""");

    private static string Numbers(int count) => $"\"more\":[{string.Join(',', Enumerable.Repeat(0, count))}]";

    private static string Arrays(int depth) => $"\"more\":{new string('[', depth)}{new string(']', depth)}";

    private async Task IsUnreadableAsync(Scenario reply)
    {
        LivenessException failure = await FailAsync(reply);

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
    }
}
