using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Dojah;

public sealed class DojahFaceTests : DojahTests
{
    [Fact]
    public async Task Every_field_of_the_specification_has_its_place()
    {
        LivenessResult result = await CheckAsync(RecordedResponse.Read("Dojah", "not-live"), options => options.IncludeDemographics = true);

        FaceObservation face = result.Frames.Should().ContainSingle().Which.Face!;
        face.Should().BeEquivalentTo(
            new FaceObservation
            {
                Detected = true,
                Count = 1,
                Confidence = 0.9999896240234375,
                BoundingBox = new FaceBoundingBox(0.27790528535842896, 0.3333175778388977, 0.4954420328140259, 0.39241859316825867),
                Quality = new FaceQuality { Brightness = 0.6593645477294922, Sharpness = 0.9745164489746094 },
                Attributes =
                [
                    new FaceAttribute(FaceAttributeName.Smile, false, 0.9267727661132812),
                    new FaceAttribute(FaceAttributeName.Eyeglasses, false, 0.96146484375),
                    new FaceAttribute(FaceAttributeName.Sunglasses, false, 0.9999609375),
                    new FaceAttribute(FaceAttributeName.Beard, false, 0.8518626403808594),
                    new FaceAttribute(FaceAttributeName.Mustache, false, 0.9613561248779297),
                    new FaceAttribute(FaceAttributeName.EyesOpen, true, 0.8861351776123047),
                    new FaceAttribute(FaceAttributeName.MouthOpen, false, 0.760062484741211),
                ],
                Demographics = new FaceDemographics
                {
                    AgeLow = 25,
                    AgeHigh = 35,
                    Gender = "Female",
                    GenderConfidence = 0.9992608642578125,
                    Emotions =
                    [
                        new FaceEmotion { Name = "CALM", Confidence = 0.8177631378173828 },
                        new FaceEmotion { Name = "FEAR", Confidence = 0.06811796188354492 },
                        new FaceEmotion { Name = "SURPRISED", Confidence = 0.06772216320037842 },
                        new FaceEmotion { Name = "SAD", Confidence = 0.06691151142120361 },
                        new FaceEmotion { Name = "ANGRY", Confidence = 0.02304255723953247 },
                        new FaceEmotion { Name = "DISGUSTED", Confidence = 0.02147843599319458 },
                        new FaceEmotion { Name = "HAPPY", Confidence = 0.012251189947128296 },
                        new FaceEmotion { Name = "CONFUSED", Confidence = 0.009095264673233032 },
                    ],
                },
            },
            options => options
                .Using<double>(pair => pair.Subject.Should().BeApproximately(pair.Expectation, 1e-12)).WhenTypeIs<double>()
                .WithStrictOrdering());
    }

    [Fact]
    public async Task Age_gender_and_emotions_are_dropped_unless_asked_for()
    {
        LivenessResult result = await CheckAsync(RecordedResponse.Read("Dojah", "live"));

        result.Frames[0].Face!.Demographics.Should().BeNull();
        result.Response!.Body.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task A_reply_without_a_face_reports_none()
    {
        LivenessResult result = await CheckAsync(Scenario.Response(200, """{"entity":{"liveness":{"liveness_check":true}}}"""));

        result.IsLive.Should().BeTrue();
        result.Frames[0].Face.Should().BeNull();
    }

    [Theory]
    [InlineData("""{"face_detected":true}""")]
    [InlineData("""{"detected":true}""")]
    public async Task Either_name_tells_of_a_face(string face)
    {
        LivenessResult result = await CheckAsync(Reply("""{"liveness_check":true,"liveness_probability":98}""", face));

        result.Frames[0].Face!.Detected.Should().BeTrue();
    }

    [Fact]
    public async Task Observations_that_cannot_be_read_are_left_out_and_change_no_verdict()
    {
        LivenessResult result = await CheckAsync(
            Reply(
                """{"liveness_check":true,"liveness_probability":98}""",
                """
                {"face_detected":true,"confidence":"sure","quality":{"brightness":-5,"sharpness":4000},
                 "bounding_box":{"left":0.1,"top":0.2,"width":0.3},
                 "details":{"age_range":{"low":-1,"high":"old"},"smile":{"value":"broad","confidence":120},
                            "sunglasses":{"value":true},"emotions":["CALM",{"confidence":3},{"type":"SAD"}]}}
                """),
            options => options.IncludeDemographics = true);

        result.IsLive.Should().BeTrue();
        result.Frames[0].Face.Should().BeEquivalentTo(new FaceObservation
        {
            Detected = true,
            Quality = new FaceQuality(),
            Attributes = [new FaceAttribute(FaceAttributeName.Smile, null), new FaceAttribute(FaceAttributeName.Sunglasses, true)],
            Demographics = new FaceDemographics { Emotions = [new FaceEmotion { Name = "SAD" }] },
        });
    }
}
