using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Dojah;

public sealed class DojahErrorTests : DojahTests
{
    [Theory]
    [InlineData(400, LivenessError.InvalidRequest)]
    [InlineData(401, LivenessError.Unauthorized)]
    [InlineData(402, LivenessError.QuotaExceeded)]
    [InlineData(403, LivenessError.Unauthorized)]
    [InlineData(404, LivenessError.UnexpectedResponse)]
    [InlineData(405, LivenessError.UnexpectedResponse)]
    [InlineData(408, LivenessError.Unavailable)]
    [InlineData(413, LivenessError.InvalidImage)]
    [InlineData(415, LivenessError.InvalidImage)]
    [InlineData(422, LivenessError.InvalidRequest)]
    [InlineData(424, LivenessError.Unavailable)]
    [InlineData(429, LivenessError.RateLimited)]
    [InlineData(500, LivenessError.Unavailable)]
    [InlineData(502, LivenessError.Unavailable)]
    [InlineData(503, LivenessError.Unavailable)]
    [InlineData(504, LivenessError.Unavailable)]
    public async Task Each_status_of_the_vendors_list_has_its_error(int status, LivenessError error)
    {
        LivenessException failure = await FailAsync(Scenario.Response(status, """{"error":"Something of Dojah's"}"""));

        failure.Error.Should().Be(error);
        failure.Message.Should().Contain(status.ToString(System.Globalization.CultureInfo.InvariantCulture)).And.NotContain("Something of Dojah's");
        ((int)failure.Response!.StatusCode).Should().Be(status);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    [InlineData(302)]
    public async Task A_verdict_in_a_reply_that_is_no_success_is_not_taken(int status)
    {
        LivenessException failure = await FailAsync(
            Scenario.Response(status, """{"entity":{"liveness":{"liveness_check":false,"liveness_probability":2}}}"""));

        failure.Response.Should().NotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"error":"image is required"}""")]
    public async Task A_refusal_without_a_code_says_that_the_photo_may_be_the_cause(string body)
    {
        LivenessException failure = await FailAsync(Scenario.Response(400, body));

        failure.Error.Should().Be(LivenessError.InvalidRequest);
        failure.Message.Should().Contain("photo");
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task An_empty_balance_is_a_quota_that_is_used_up()
    {
        LivenessException failure = await FailAsync(RecordedResponse.Read("Dojah", "no-balance-unverified"));

        failure.Error.Should().Be(LivenessError.QuotaExceeded);
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task The_reference_of_the_vendor_is_kept()
    {
        LivenessResult result = await CheckAsync(
            Scenario.Response(200, """{"entity":{"liveness":{"liveness_check":true}},"reference_id":"7c0e"}"""));

        result.TransactionId.Should().Be("7c0e");
    }
}
