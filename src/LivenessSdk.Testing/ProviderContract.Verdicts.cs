using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Testing;

public abstract partial class ProviderContract
{
    /// <summary>Checks a live person.</summary>
    [Fact]
    public async Task A_live_person_is_live()
    {
        Vendor.Always(Scenario.Live);

        LivenessResult result = await CheckAsync();

        Assert.Equal(LivenessVerdict.Live, result.Verdict);
        Assert.True(result.IsLive);
        Assert.NotEqual(VerdictSource.None, result.VerdictSource);
        Assert.Empty(result.Reasons);
        Assert.Equal(Name, result.ClientName);
        Assert.Equal(Vendor.Vendor, result.Vendor);
        Assert.True(result.Score is null or (>= 0 and <= 1));
        LivenessAttempt attempt = Assert.Single(result.Attempts);
        Assert.Equal((Name, LivenessVerdict.Live, true), (attempt.ClientName, attempt.Verdict, attempt.PhotoSent));
    }

    /// <summary>Checks a presentation attack.</summary>
    [Fact]
    public async Task An_attack_is_not_live()
    {
        Vendor.Always(Scenario.Attack);

        LivenessResult result = await CheckAsync();

        Assert.Equal(LivenessVerdict.NotLive, result.Verdict);
        Assert.True(result.HasReason(LivenessReasonCode.PresentationAttack));
        Assert.True(result.Score is null or (>= 0 and <= 1));
    }

    /// <summary>Checks photos that cannot be evaluated.</summary>
    [Theory]
    [InlineData(nameof(Scenario.NoFace))]
    [InlineData(nameof(Scenario.MultipleFaces))]
    public async Task A_photo_that_cannot_be_evaluated_is_inconclusive(string scenario)
    {
        Vendor.Always(Scenario.All.Single(candidate => candidate.Name == scenario));

        LivenessResult result = await CheckAsync();

        Assert.Equal(LivenessVerdict.Inconclusive, result.Verdict);
        Assert.Equal(VerdictSource.None, result.VerdictSource);
        Assert.NotEmpty(result.Reasons);
        Assert.All(result.Reasons, reason => Assert.NotEqual(LivenessReasonCode.PresentationAttack, reason.Code));
    }

    /// <summary>Checks a response whose fields contradict each other.</summary>
    [Fact]
    public async Task A_contradiction_is_never_live_and_says_so()
    {
        Vendor.Always(Scenario.Contradiction);

        LivenessResult result = await CheckAsync();

        Assert.NotEqual(LivenessVerdict.Live, result.Verdict);
        Assert.True(result.HasReason(LivenessReasonCode.Contradiction));
    }

    /// <summary>Checks every scenario of the simulator for a verdict that the vendor did not return.</summary>
    [Theory]
    [InlineData(nameof(Scenario.FaceTooSmall))]
    [InlineData(nameof(Scenario.FaceTooClose))]
    [InlineData(nameof(Scenario.FaceAngleTooLarge))]
    [InlineData(nameof(Scenario.FaceCropped))]
    [InlineData(nameof(Scenario.FaceOccluded))]
    [InlineData(nameof(Scenario.EyesClosed))]
    [InlineData(nameof(Scenario.PoorQuality))]
    [InlineData(nameof(Scenario.PoseMismatch))]
    public async Task A_bad_photo_is_never_reported_as_an_attack(string scenario)
    {
        Vendor.Always(Scenario.All.Single(candidate => candidate.Name == scenario));

        LivenessResult result = await CheckAsync();

        Assert.NotEqual(LivenessVerdict.NotLive, result.Verdict);
    }

    /// <summary>Checks what arrives at the vendor.</summary>
    [Fact]
    public async Task The_photo_arrives_as_it_was_given()
    {
        LivenessResult result = await CheckAsync();

        RecordedPhoto photo = Assert.Single(Assert.Single(Checks).Photos);
        Assert.Equal((SamplePhoto.Width, SamplePhoto.Height), (photo.Width, photo.Height));
        Assert.Equal(ImageFormat.Jpeg, photo.Format);
        Assert.Equal(SamplePhoto.Bytes.ToArray(), photo.Data.ToArray());
        SentImage? sent = Assert.Single(result.Frames).Sent;
        Assert.Equal((SamplePhoto.Bytes.Length, null), (sent?.Bytes, sent?.Quality));
    }

    /// <summary>Checks that requests have a Content-Length, so that a vendor's gateway does not need to support chunked bodies.</summary>
    [Fact]
    public async Task The_length_of_the_request_is_announced()
    {
        await CheckAsync();

        Assert.All(Checks, request => Assert.NotNull(request.ContentLength));
    }

    /// <summary>Checks the caller's own reference.</summary>
    [Fact]
    public async Task A_result_always_has_a_reference_where_the_caller_gave_one()
    {
        LivenessResult result = await CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { TransactionId = "order4711" });

        Assert.False(string.IsNullOrEmpty(result.TransactionId));
    }

    /// <summary>Checks that several different photos arrive in order, each with its pose.</summary>
    [Fact]
    public async Task Several_photos_arrive_in_order_with_their_poses()
    {
        LivenessFrame[] frames =
        [
            .. Enumerable.Range(0, MaxFrames)
                .Select(index => new LivenessFrame(SamplePhoto.ToImage(index), MaxFrames == 1 ? FacePose.Front : Poses[index % Poses.Count])),
        ];

        await CheckAsync(new LivenessRequest(frames));

        IReadOnlyList<RecordedPhoto> photos = Assert.Single(Checks).Photos;
        Assert.Equal(MaxFrames, photos.Count);
        for (int i = 0; i < MaxFrames; i++)
        {
            Assert.True(frames[i].Image.Data.Span.SequenceEqual(photos[i].Data.Span), $"Photo {i} of {MaxFrames} did not arrive byte for byte in its place.");
        }

        if (MaxFrames > 1 && Poses.Count > 1)
        {
            Assert.All(photos, photo => Assert.False(string.IsNullOrEmpty(photo.Pose), "The simulator must set RecordedPhoto.Pose, or Poses must name one pose."));
            (string?, FacePose)[] pairs = [.. photos.Zip(frames, (photo, frame) => (photo.Pose, frame.Pose)).Distinct()];
            int poses = frames.Select(frame => frame.Pose).Distinct().Count();
            Assert.True(
                pairs.Length == poses && pairs.Select(pair => pair.Item1).Distinct().Count() == poses,
                $"Each pose must be sent as a word of its own: {string.Join(", ", pairs.Select(pair => $"{pair.Item2} as '{pair.Item1}'"))}.");
        }
    }

    /// <summary>Checks parallel use: each caller gets the verdict on its own photo.</summary>
    [Fact]
    public async Task Checks_run_in_parallel()
    {
        const int Parallel = 32;

        // The system clock: if each check skipped its waits on a shared clock, it would shorten the deadlines of all others.
        await using ServiceProvider services = Build(timeProvider: TimeProvider.System);
        LivenessImage[] photos = [.. Enumerable.Range(0, Parallel).Select(SamplePhoto.ToImage)];
        Vendor.Next([.. photos.Select((_, index) => index % 2 == 0 ? Scenario.Live : Scenario.Attack)]);

        LivenessResult[] results = await Task.WhenAll(photos.Select(photo => CheckAsync(services, new LivenessRequest(photo))));

        IReadOnlyList<RecordedRequest> checks = Checks;
        Assert.Equal(Parallel, checks.Count);
        foreach ((LivenessImage photo, LivenessResult result) in photos.Zip(results))
        {
            RecordedRequest request = Assert.Single(checks, check => check.Photos.Any(sent => sent.Data.Span.SequenceEqual(photo.Data.Span)));
            LivenessVerdict own = request.Scenario == Scenario.Attack ? LivenessVerdict.NotLive : LivenessVerdict.Live;
            Assert.True(own == result.Verdict, $"A caller got {result.Verdict}, but the vendor's verdict on its photo was {own}. Parallel checks must not share state.");
        }
    }
}
