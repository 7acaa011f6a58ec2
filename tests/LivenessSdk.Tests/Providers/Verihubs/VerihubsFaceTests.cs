using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Verihubs;

public sealed class VerihubsFaceTests : VerihubsTests
{
    [Fact]
    public async Task Every_known_field_has_its_place_in_parts_of_the_photo_sent()
    {
        LivenessResult result = await CheckAsync(RecordedResponse.Read("Verihubs", "full-unverified"));

        (SamplePhoto.Width, SamplePhoto.Height).Should().Be((640, 480));
        result.Frames.Should().ContainSingle().Which.Face.Should().BeEquivalentTo(
            new FaceObservation
            {
                Detected = true,
                Count = 1,
                BoundingBox = new FaceBoundingBox(0.25, 0.25, 0.5, 0.5),
                Landmarks =
                [
                    new FaceLandmark("LeftEye", 0.4, 0.4),
                    new FaceLandmark("RightEye", 0.6, 0.4),
                    new FaceLandmark("Nose", 0.5, 0.5),
                    new FaceLandmark("MouthLeft", 0.425, 0.625),
                    new FaceLandmark("MouthRight", 0.575, 0.625),
                ],
                Quality = new FaceQuality { Blur = false, BlurScore = 0.01, Dark = false, DarkScore = 0.02, Grayscale = false },
                Attributes =
                [
                    new FaceAttribute(FaceAttributeName.Sunglasses, false),
                    new FaceAttribute(FaceAttributeName.Mask, false),
                    new FaceAttribute(FaceAttributeName.Veil, false),
                    new FaceAttribute(FaceAttributeName.Hat, true),
                ],
            },
            options => options.WithStrictOrdering());
    }

    [Theory]
    [InlineData("""{"haton":true}""", "Hat")]
    [InlineData("""{"hat_on":"true"}""", "Hat")]
    [InlineData("""{"eyeglasses_on":true}""", "Eyeglasses")]
    [InlineData("""{"face_blocker_on":true}""", "FaceBlocker")]
    [InlineData("""{"veil_on":true,"unheard_of_on":true,"mask_on":"perhaps"}""", "Veil")]
    public async Task Attributes_are_known_in_each_spelling(string attributes, string name)
    {
        LivenessResult result = await CheckAsync(Reply(Live, $"\"attributes\":{attributes}"));

        result.IsLive.Should().BeTrue();
        FaceAttribute attribute = result.Frames[0].Face!.Attributes.Should().ContainSingle().Which;
        (attribute.Name.Value, attribute.Value).Should().Be((name, true));
    }

    [Fact]
    public async Task A_box_without_a_size_is_measured_by_its_corners()
    {
        LivenessResult result = await CheckAsync(Reply(
            Live, """ "bounding_box":{"top_left_x":64,"top_left_y":48,"bottom_right_x":128,"bottom_right_y":240} """));

        result.Frames[0].Face!.BoundingBox.Should().Be(new FaceBoundingBox(0.1, 0.1, 0.1, 0.4));
    }

    [Fact]
    public async Task Observations_that_cannot_be_read_are_left_out_and_change_no_verdict()
    {
        LivenessResult result = await CheckAsync(Reply(
            Live, """ "bounding_box":{"top_left_x":"left"},"face_landmark":{"nose_x":3},"image_quality":"fine","attributes":[true],"rotation":"none" """));

        result.IsLive.Should().BeTrue();
        result.Frames[0].Face.Should().BeEquivalentTo(new FaceObservation());
    }

    [Fact]
    public async Task Pixels_of_a_photo_at_a_url_cannot_be_placed()
    {
        Vendor.Next(RecordedResponse.Read("Verihubs", "full-unverified"));

        LivenessResult result = await CheckAsync(new LivenessRequest(LivenessImage.FromUri(new Uri("https://photos.example/selfie.jpg"))));

        result.IsLive.Should().BeTrue();
        result.Frames[0].Face!.BoundingBox.Should().BeNull();
        result.Frames[0].Face!.Landmarks.Should().BeEmpty();
        result.Frames[0].Sent.Should().BeNull();
    }
}
