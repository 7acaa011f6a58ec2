using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Riset;

public sealed class RisetFaceTests : RisetTests
{
    [Fact]
    public async Task Every_field_of_the_specification_has_its_place()
    {
        LivenessResult result = await CheckAsync(RecordedResponse.Read("Riset", "passed-but-every-image-spoof"), Request(2));

        FrameResult frame = result.Frames[0];
        frame.PoseMatched.Should().BeTrue();
        frame.PresentationAttackScore.Should().Be(0.768);
        FaceObservation face = frame.Face!;
        face.HeadPose.Should().Be(new HeadPose(-0.4, 19.32, 6.13));
        face.Match!.Verified.Should().BeTrue();
        face.Match.Similarity.Should().Be(0.96);
        Attribute(face, FaceAttributeName.Mask).Should().Be((true, null));
        Attribute(face, FaceAttributeName.LeftEyeOpen).Should().Be((true, 0.9999));
        Attribute(face, FaceAttributeName.RightEyeOpen).Should().Be((true, 1.0));
        Attribute(face, FaceAttributeName.MouthOpen).Should().Be((false, 0.9762));
        Attribute(result.Frames[1].Face!, FaceAttributeName.Mask).Should().Be((false, null));
    }

    [Fact]
    public async Task Fields_that_riset_leaves_out_are_not_reported()
    {
        LivenessResult result = await CheckAsync(
            RecordedResponse.Read("Riset", "batch-passed-unverified"), Request(2), options => options.Protocol = RisetProtocol.Batch);

        FaceObservation turned = result.Frames[0].Face!;
        turned.HeadPose!.Value.Yaw.Should().Be(-21.4);
        turned.FindAttribute(FaceAttributeName.LeftEyeOpen).Should().BeNull();
        FaceObservation masked = result.Frames[1].Face!;
        masked.HeadPose.Should().BeNull();
        masked.Match.Should().BeNull();
        masked.FindAttribute(FaceAttributeName.MouthOpen).Should().BeNull();
        Attribute(masked, FaceAttributeName.MouthMasked).Should().Be((true, 0.81));
    }

    [Fact]
    public async Task Numbers_and_booleans_may_stand_as_words()
    {
        LivenessResult result = await CheckAsync(
            Reply("\"passed\"", """
                {"image1":{"match":"true","spoof":"real","spoof_score":"0.25","similarity":"0.5","masker":"false",
                "left_eye":true,"right_eye":"Closed","mouth":false,"roll":"-1.5","left_eye_score":"7"}}
                """),
            Request());

        FrameResult frame = result.Frames.Single();
        frame.PresentationAttackScore.Should().Be(0.25);
        frame.Face!.Match!.Similarity.Should().Be(0.5);
        frame.Face.HeadPose.Should().Be(new HeadPose(-1.5, null, null));
        Attribute(frame.Face, FaceAttributeName.Mask).Should().Be((false, null));
        Attribute(frame.Face, FaceAttributeName.LeftEyeOpen).Should().Be((true, null), "a confidence of 7 is none");
        Attribute(frame.Face, FaceAttributeName.RightEyeOpen).Should().Be((false, null));
        Attribute(frame.Face, FaceAttributeName.MouthOpen).Should().Be((false, null));
    }

    [Theory]
    [InlineData("roll", 3.0, null, null)]
    [InlineData("pitch", null, 3.0, null)]
    [InlineData("yaw", null, null, 3.0)]
    public async Task One_angle_is_a_head_pose(string name, double? roll, double? pitch, double? yaw)
    {
        LivenessResult result = await CheckAsync(
            Reply("\"passed\"", $$"""{"image1":{"match":true,"spoof":"real","{{name}}":3} }"""), Request());

        result.Frames.Single().Face!.HeadPose.Should().Be(new HeadPose(roll, pitch, yaw));
    }

    [Fact]
    public async Task Observations_of_another_type_are_left_out_and_the_verdict_stands()
    {
        LivenessResult result = await CheckAsync(
            Reply("\"passed\"", """{"image1":{"match":true,"spoof":"real","spoof_score":{},"similarity":[],"left_eye":7,"mouth":{},"yaw":"left"}}"""),
            Request());

        result.Verdict.Should().Be(LivenessVerdict.Live);
        FrameResult frame = result.Frames.Single();
        frame.PresentationAttackScore.Should().BeNull();
        frame.Face!.Attributes.Should().BeEmpty();
        frame.Face.Match.Should().BeNull();
        frame.Face.HeadPose.Should().BeNull();
    }

    private static (bool? Value, double? Confidence) Attribute(FaceObservation face, FaceAttributeName name)
    {
        FaceAttribute attribute = face.FindAttribute(name)!;
        return (attribute.Value, attribute.Confidence);
    }
}
