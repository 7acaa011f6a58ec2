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

    /// <summary>Checks parallel use.</summary>
    [Fact]
    public async Task Checks_run_in_parallel()
    {
        const int Parallel = 32;

        // The system clock: if each check skipped its waits on a shared clock, it would shorten the deadlines of all others.
        await using ServiceProvider services = Build(timeProvider: TimeProvider.System);
        ILivenessClient client = services.GetRequiredService<ILivenessClient>();

        LivenessResult[] results = await Task.WhenAll(Enumerable.Range(0, Parallel).Select(_ => client.CheckAsync(SamplePhoto.ToImage())));

        Assert.All(results, result => Assert.True(result.IsLive));
        Assert.Equal(Parallel, Checks.Count);
    }
}
