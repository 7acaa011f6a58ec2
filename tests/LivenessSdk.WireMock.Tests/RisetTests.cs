namespace LivenessSdk.WireMock.Tests;

public sealed class RisetTests
{
    [Fact]
    public async Task Passed_is_not_live_where_the_photos_are_called_a_spoof()
    {
        using SpecifiedVendor vendor = new("Riset", "token", "passed-but-spoof");
        LivenessRequest request = new(
        [
            new LivenessFrame(SamplePhoto.ToImage(), FacePose.Left),
            new LivenessFrame(SamplePhoto.ToImage(), FacePose.EyesOpen),
        ])
        {
            TransactionId = "alphanumericalstring1234",
            Parameters = [new RisetParameters { FaceGalleryId = "riset.ai@production", UserId = "risetai1234", SuccessThreshold = 2 }],
        };

        LivenessResult result = await SpecifiedVendor.CheckAsync(
            liveness => liveness.AddRiset(options =>
            {
                options.Endpoint = vendor.EndpointOf("");
                options.ClientId = "riset-client";
                options.Password = "riset-password";
            }),
            request);

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.Reasons.Should().Contain(reason => reason.Code == LivenessReasonCode.PresentationAttack);
        result.Frames.Should().HaveCount(2).And.OnlyContain(frame => frame.PresentationAttack == true && frame.PresentationAttackScore == 0.768);
    }
}
