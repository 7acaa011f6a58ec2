namespace LivenessSdk.Testing;

public abstract partial class ProviderContract
{
    private static LivenessImage PhotoAtUri => LivenessImage.FromUri(new Uri("https://photos.example/selfie.jpg"));

    /// <summary>Checks that unsupported requests are rejected before anything is sent.</summary>
    [Fact]
    public async Task Too_many_photos_are_rejected_unsent()
    {
        LivenessFrame frame = new(SamplePhoto.ToImage());

        await RejectAsync(new LivenessRequest(Enumerable.Repeat(frame, MaxFrames + 1)));
    }

    /// <summary>Checks that a pose is not silently ignored.</summary>
    [Fact]
    public async Task A_pose_that_the_vendor_does_not_check_is_rejected_unsent()
    {
        FacePose pose = MaxFrames == 1 ? FacePose.Left : (FacePose)99;

        await RejectAsync(new LivenessRequest([new LivenessFrame(SamplePhoto.ToImage(), pose)]));
    }

    /// <summary>Checks that a URL is accepted if the vendor fetches photos, and rejected otherwise.</summary>
    [Fact]
    public async Task A_url_is_taken_only_where_the_vendor_fetches_photos()
    {
        if (AcceptsUri)
        {
            Assert.True((await CheckAsync(new LivenessRequest(PhotoAtUri))).IsLive);
        }
        else
        {
            await RejectAsync(new LivenessRequest(PhotoAtUri));
        }
    }

    /// <summary>Checks that only allowed clients receive the photo.</summary>
    [Fact]
    public async Task A_client_that_is_not_allowed_receives_no_photo()
    {
        await RejectAsync(new LivenessRequest(SamplePhoto.ToImage()) { AllowedClients = ["another"] });
    }

    /// <summary>Checks that a foreign or damaged token is rejected before anything is sent.</summary>
    [Fact]
    public async Task A_foreign_continuation_is_rejected_unsent()
    {
        await RejectAsync(LivenessRequest.Continue("not-a-token-of-this-client"));
    }

    private async Task RejectAsync(LivenessRequest request)
    {
        LivenessException failure = await Assert.ThrowsAsync<LivenessException>(() => CheckAsync(request));

        Assert.True(failure.Error is LivenessError.InvalidRequest or LivenessError.Unsupported);
        Assert.False(failure.MayHaveBeenProcessed);
        Assert.All(failure.Attempts, attempt => Assert.False(attempt.PhotoSent));
        Assert.Empty(Vendor.Requests);
    }
}
