namespace LivenessSdk.WireMock.Tests;

public sealed class DojahTests
{
    [Fact]
    public async Task The_response_on_the_page_is_not_live_and_its_face_is_read()
    {
        using SpecifiedVendor vendor = new("Dojah", "not-live");

        LivenessResult result = await SpecifiedVendor.CheckAsync(liveness => liveness.AddDojah(options =>
        {
            options.Endpoint = vendor.EndpointOf("");
            options.AppId = "dojah-app";
            options.SecretKey = "dojah-secret";
        }));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.RawScore.Should().Be(0.014614949759561568);
        FaceObservation face = result.Frames.Should().ContainSingle().Which.Face!;
        face.Detected.Should().BeTrue();
        face.BoundingBox!.Value.Left.Should().BeApproximately(0.2779, 0.0001);
        face.Demographics.Should().BeNull("nobody asked for age, gender and emotions");
    }
}
