namespace LivenessSdk.WireMock.Tests;

public sealed class ProgenyTests
{
    [Fact]
    public async Task A_task_that_succeeds_is_live()
    {
        using SpecifiedVendor vendor = new("Progeny", "token", "upload", "task-live");

        LivenessResult result = await SpecifiedVendor.CheckAsync(liveness => Register(liveness, vendor));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.Score.Should().Be(0.930498);
        vendor.BodyOf("/api/v3/services/face_liveness/").Should().MatchRegex("form-data; name=\"?image\"?; filename=\"?[^\"]+\\.(jpe?g|png)\"?")
            .And.MatchRegex("Content-Type: image/(jpeg|png)");
    }

    [Fact]
    public async Task A_face_that_is_too_small_is_inconclusive()
    {
        using SpecifiedVendor vendor = new("Progeny", "token", "upload", "task-face-too-small");

        LivenessResult result = await SpecifiedVendor.CheckAsync(liveness => Register(liveness, vendor));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Should().ContainSingle(reason => reason.Code == LivenessReasonCode.FaceTooSmall);
    }

    [Fact]
    public async Task An_upload_without_an_image_is_a_broken_call()
    {
        using SpecifiedVendor vendor = new("Progeny", "token", "upload-without-image");

        LivenessException failure = await SpecifiedVendor.FailAsync(liveness => Register(liveness, vendor));

        failure.IsTransient.Should().BeFalse();
        failure.MayHaveBeenProcessed.Should().BeFalse();
    }

    private static void Register(LivenessBuilder liveness, SpecifiedVendor vendor) => liveness.AddProgeny(options =>
    {
        options.Endpoint = vendor.EndpointOf("/api/v3");
        options.Username = "progeny-name";
        options.Password = "progeny-password";
    });
}
