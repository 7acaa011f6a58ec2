using System.Text.Json;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Riset;

public sealed class RisetRequestTests : RisetTests
{
    private static readonly RisetParameters s_user = new() { UserId = "user \"ü\"", FaceGalleryId = "riset.ai@production" };

    private static readonly FacePose[] s_poses = Enum.GetValues<FacePose>();

    [Fact]
    public async Task The_specified_request_holds_photos_and_poses_side_by_side()
    {
        LivenessResult result = await CheckAsync(Request(
            8, new RisetParameters { UserId = "user \"ü\"", FaceGalleryId = "gallery", SuccessThreshold = 6 }, "order-17"));

        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.TransactionId.Should().Be("order-17");
        RecordedRequest check = Checks.Should().ContainSingle().Which;
        check.Is("POST", "/liveness-api/verify-face-liveness").Should().BeTrue();
        check.HasContentType("application/json").Should().BeTrue();
        check.ContentLength.Should().BePositive();
        check.Headers.Should().ContainKey("Accesstoken").And.NotContainKey("Authorization");
        JsonElement body = check.Json!.Value;
        body.GetProperty("trx_id").GetString().Should().Be("order-17");
        body.GetProperty("user_id").GetString().Should().Be("user \"ü\"");
        body.GetProperty("facegallery_id").GetString().Should().Be("gallery");
        body.GetProperty("spoof_detection").GetBoolean().Should().BeTrue();
        body.GetProperty("success_threshold").GetInt32().Should().Be(6);
        body.GetProperty("face_parameters").EnumerateArray().Select(pose => pose.GetString()).Should().Equal(
            "front", "left", "right", "up", "down", "eyes open", "eyes closed", "mouth open");
        check.Photos.Should().HaveCount(8).And.OnlyContain(photo => photo.Encoding == PhotoEncoding.Base64 && photo.Length == SamplePhoto.Bytes.Length);
    }

    [Fact]
    public async Task A_passive_check_sends_one_front_photo_and_nothing_that_was_not_asked_for()
    {
        await CheckAsync(new LivenessRequest(SamplePhoto.ToImage()));

        JsonElement body = Checks.Single().Json!.Value;
        body.EnumerateObject().Select(property => property.Name).Should()
            .BeEquivalentTo("trx_id", "spoof_detection", "face_parameters", "images");
        body.GetProperty("face_parameters").EnumerateArray().Select(pose => pose.GetString()).Should().Equal("front");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_newer_request_holds_each_photo_with_its_pose(bool prefix)
    {
        await CheckAsync(Request(3, s_user), options =>
        {
            options.Protocol = RisetProtocol.Batch;
            options.BatchPosePrefix = prefix;
        });

        RecordedRequest check = Checks.Should().ContainSingle().Which;
        check.Is("POST", "/liveness-api/batch-verify-face-liveness").Should().BeTrue();
        JsonElement body = check.Json!.Value;
        body.EnumerateObject().Select(property => property.Name).Should().BeEquivalentTo("trx_id", "user_id", "facegallery_id", "batch");
        JsonElement[] batch = [.. body.GetProperty("batch").EnumerateArray()];
        batch.Select(item => item.GetProperty("face_parameter").GetString()).Should().Equal(
            prefix ? ["face front", "face left", "face right"] : ["front", "left", "right"]);
        batch.Should().OnlyContain(item => item.GetProperty("spoof_detection").GetBoolean() && item.GetProperty("face_verification").GetBoolean());
        check.Photos.Should().HaveCount(3);
    }

    [Fact]
    public async Task Both_protocols_have_a_word_for_every_pose()
    {
        foreach (RisetProtocol protocol in Enum.GetValues<RisetProtocol>())
        {
            foreach (FacePose pose in s_poses)
            {
                await CheckAsync(new LivenessRequest([new LivenessFrame(SamplePhoto.ToImage(), pose)]), options => options.Protocol = protocol);
            }
        }

        string[] words = ["front", "left", "right", "up", "down", "eyes open", "eyes closed", "mouth open", "mouth closed"];
        Checks.Select(check => check.Photos.Single().Pose).Should().Equal([.. words, .. words]);
    }

    [Fact]
    public async Task Without_a_user_the_newer_request_asks_for_no_verification()
    {
        await CheckAsync(Request(), options => options.Protocol = RisetProtocol.Batch);

        Checks.Single().Json!.Value.GetProperty("batch")[0].GetProperty("face_verification").GetBoolean().Should().BeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Without_a_reference_of_the_caller_one_is_made(string? transactionId)
    {
        LivenessResult first = await CheckAsync(Request(transactionId: transactionId));
        LivenessResult second = await CheckAsync(Request(transactionId: transactionId));

        first.TransactionId.Should().MatchRegex("^[0-9a-f]{32}$").And.NotBe(second.TransactionId);
        Checks.First().Json!.Value.GetProperty("trx_id").GetString().Should().Be(first.TransactionId);
    }

    [Fact]
    public async Task Every_check_of_a_reused_request_keeps_its_reference_over_a_repetition()
    {
        Vendor.Next(Scenario.Unauthorized, Scenario.Live);
        await CheckAsync(Request());

        Checks.Select(check => check.Json!.Value.GetProperty("trx_id").GetString()).Distinct().Should().ContainSingle();
        Checks.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("user", null)]
    [InlineData(null, "gallery")]
    [InlineData("user", " ")]
    public async Task User_and_gallery_go_together(string? user, string? gallery)
    {
        await ShouldBeRefusedUnsent(Request(1, new RisetParameters { UserId = user, FaceGalleryId = gallery }), "*UserId and FaceGalleryId go together*");
    }

    [Fact]
    public async Task Names_of_up_to_120_characters_are_taken_and_longer_ones_refused_unsent()
    {
        string longest = new('x', 120);
        await CheckAsync(Request(1, new RisetParameters { UserId = longest, FaceGalleryId = longest }, longest));

        Vendor.Reset();
        await ShouldBeRefusedUnsent(Request(transactionId: longest + "x"), "*TransactionId*120*");
        await ShouldBeRefusedUnsent(Request(1, new RisetParameters { UserId = longest + "x", FaceGalleryId = "g" }), "*120*");
        await ShouldBeRefusedUnsent(Request(1, new RisetParameters { UserId = "u", FaceGalleryId = longest + "x" }), "*120*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3)]
    public async Task A_threshold_that_the_photos_cannot_meet_is_refused_unsent(int threshold)
    {
        await ShouldBeRefusedUnsent(Request(2, new RisetParameters { SuccessThreshold = threshold }), "*SuccessThreshold must be from 1 to*2*");
    }

    [Fact]
    public async Task A_ninth_photo_is_refused_unsent()
    {
        await ShouldBeRefusedUnsent(Request(9), "*8 photo*", LivenessError.Unsupported);
    }

    [Fact]
    public async Task Paths_can_be_set()
    {
        await using LivenessClient client = CreateClient(options =>
        {
            options.Endpoint = new Uri(Vendor.Endpoint, "/");
            options.TokenPath = "riset/oauth/client/token";
            options.ApiPath = "/riset/liveness-api/";
        });

        (await client.CheckAsync(Request())).IsLive.Should().BeTrue();
    }

    private async Task ShouldBeRefusedUnsent(
        LivenessRequest request, string message, LivenessError error = LivenessError.InvalidRequest)
    {
        LivenessException failure = await FailAsync(request);

        failure.Error.Should().Be(error);
        failure.Message.Should().Match(message).And.NotContain("xxx");
        failure.MayHaveBeenProcessed.Should().BeFalse();
        Vendor.Requests.Should().BeEmpty();
    }
}
