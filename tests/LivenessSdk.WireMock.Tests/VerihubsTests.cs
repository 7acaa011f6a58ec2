namespace LivenessSdk.WireMock.Tests;

/// <summary>Takes every row of the page's table of errors; the page prints no other response.</summary>
public sealed class VerihubsTests
{
    [Theory]
    [InlineData("fail-on-4", nameof(LivenessReasonCode.PoorQuality))]
    [InlineData("fail-on-8", nameof(LivenessReasonCode.MultipleFaces))]
    [InlineData("fail-on-2", nameof(LivenessReasonCode.FaceOccluded))]
    [InlineData("fail-on-6", nameof(LivenessReasonCode.FaceOccluded), nameof(LivenessReasonCode.PoorQuality))]
    [InlineData("fail-on-10", nameof(LivenessReasonCode.FaceOccluded), nameof(LivenessReasonCode.MultipleFaces))]
    [InlineData("fail-on-12", nameof(LivenessReasonCode.PoorQuality), nameof(LivenessReasonCode.MultipleFaces))]
    [InlineData("fail-on-14", nameof(LivenessReasonCode.FaceOccluded), nameof(LivenessReasonCode.PoorQuality), nameof(LivenessReasonCode.MultipleFaces))]
    [InlineData("face-not-detected", nameof(LivenessReasonCode.NoFace))]
    public async Task A_photo_that_fails_is_inconclusive(string mapping, params string[] reasons)
    {
        using SpecifiedVendor vendor = new("Verihubs", mapping);

        LivenessResult result = await SpecifiedVendor.CheckAsync(liveness => Register(liveness, vendor));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Select(reason => reason.Code.Value).Should().BeEquivalentTo(reasons);
    }

    [Theory]
    [InlineData("invalid-payload", LivenessError.InvalidRequest)]
    [InlineData("missing-payload-image", LivenessError.InvalidRequest)]
    [InlineData("invalid-payload-image-missing", LivenessError.InvalidRequest)]
    [InlineData("invalid-payload-image-size", LivenessError.InvalidImage)]
    [InlineData("invalid-payload-image-format", LivenessError.InvalidImage)]
    [InlineData("invalid-payload-image-timeout", LivenessError.Unavailable)]
    [InlineData("invalid-payload-quality-validation-dependency", LivenessError.InvalidRequest)]
    [InlineData("invalid-payload-attribute-validation-dependency", LivenessError.InvalidRequest)]
    [InlineData("insufficient-quota-liveness", LivenessError.QuotaExceeded)]
    [InlineData("internal-server-error", LivenessError.Unavailable)]
    public async Task A_request_that_fails_is_a_broken_call(string mapping, LivenessError error)
    {
        using SpecifiedVendor vendor = new("Verihubs", mapping);

        LivenessException failure = await SpecifiedVendor.FailAsync(liveness => Register(liveness, vendor));

        failure.Error.Should().Be(error);
    }

    private static void Register(LivenessBuilder liveness, SpecifiedVendor vendor) => liveness.AddVerihubs(options =>
    {
        options.Endpoint = vendor.EndpointOf("/v1");
        options.AppId = "verihubs-app";
        options.ApiKey = "verihubs-key";
    });
}
