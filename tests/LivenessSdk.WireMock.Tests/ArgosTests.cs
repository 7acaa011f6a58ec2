namespace LivenessSdk.WireMock.Tests;

public sealed class ArgosTests
{
    [Fact]
    public async Task A_score_of_95_is_live()
    {
        using SpecifiedVendor vendor = new("Argos", "live");

        LivenessResult result = await SpecifiedVendor.CheckAsync(liveness => Register(liveness, vendor));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.RawScore.Should().Be(95);
        result.TransactionId.Should().Be("e0nvom3caiis7");
    }

    [Fact]
    public async Task A_missing_image_is_a_broken_call()
    {
        using SpecifiedVendor vendor = new("Argos", "error-1016");

        LivenessException failure = await SpecifiedVendor.FailAsync(liveness => Register(liveness, vendor));

        failure.Error.Should().Be(LivenessError.InvalidRequest);
        failure.ProviderErrorCode.Should().Be("1016");
    }

    [Fact]
    public async Task A_face_that_could_not_be_analyzed_is_inconclusive()
    {
        using SpecifiedVendor vendor = new("Argos", "error-1017");

        LivenessResult result = await SpecifiedVendor.CheckAsync(liveness => Register(liveness, vendor));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Should().ContainSingle(reason => reason.Code == LivenessReasonCode.FaceNotAnalyzed);
    }

    private static void Register(LivenessBuilder liveness, SpecifiedVendor vendor) => liveness.AddArgos(options =>
    {
        options.Endpoint = vendor.EndpointOf("/modules");
        options.ApiKey = "argos-key";
    });
}
