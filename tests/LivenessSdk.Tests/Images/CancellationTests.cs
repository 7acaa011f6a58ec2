namespace LivenessSdk.Tests.Images;

/// <summary>Takes all places for decoding at times: other tests then wait their turn.</summary>
public sealed class CancellationTests
{
    private static readonly LivenessImage s_photo = LivenessImage.FromBytes(Photos.Astronaut12Megapixels);

    [Fact]
    public async Task No_more_photos_are_decoded_at_a_time_than_there_are_processors()
    {
        await HoldAllPlacesAsync();
        Task<FittedImage> waiting = FitAsync(default);
        waiting.IsCompleted.Should().BeFalse();

        ImageTranscoder.Places.Release(Environment.ProcessorCount);

        (await waiting).Sent!.Height.Should().Be(1080);
    }

    [Fact]
    public async Task A_check_that_waits_for_its_turn_can_be_cancelled()
    {
        await HoldAllPlacesAsync();
        using CancellationTokenSource source = new();
        Task<FittedImage> waiting = FitAsync(source.Token);

        await source.CancelAsync();

        await waiting.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        ImageTranscoder.Places.CurrentCount.Should().Be(0);
        ImageTranscoder.Places.Release(Environment.ProcessorCount);
    }

    [Fact]
    public async Task Cancelled_and_failed_photos_leave_their_places()
    {
        using CancellationTokenSource source = new();
        Task[] all =
        [
            .. Enumerable.Range(0, 3 * Environment.ProcessorCount).Select(_ => FitAsync(source.Token)),
            Task.Run(() => ImagePipeline.FitAsync(LivenessImage.FromBytes(HostilePhotos.PngOfWrongSize()), new ImageRequirements { MaxHeight = 10 }, default).AsTask()),
        ];

        await source.CancelAsync();

        await Task.WhenAll(all).ContinueWith(_ => { }, TaskScheduler.Default);
        all[^1].Exception!.InnerException.Should().BeOfType<LivenessException>();
        all[..^1].Should().OnlyContain(task => task.IsCanceled || task.IsCompletedSuccessfully);
        await HoldAllPlacesAsync();
        ImageTranscoder.Places.Release(Environment.ProcessorCount);
    }

    [Fact]
    public void Work_on_a_photo_stops_when_it_is_killed()
    {
        VipsLibrary.Require();
        using VipsBlob blob = new(Photos.Astronaut12Megapixels);
        using VipsImage image = VipsImage.Load(blob, ImageFormat.Jpeg, shrink: 1);

        image.Kill();

        FluentActions.Invoking(() =>
        {
            using VipsImage fitted = image.FitTo(1440, 1080, orientation: 6);
            fitted.ToJpeg(90);
        }).Should().Throw<VipsException>();
    }

    [Fact]
    public async Task Photos_decoded_side_by_side_do_not_mix()
    {
        int[] heights = [.. Enumerable.Range(1, 24).Select(index => 40 * index)];

        FittedImage[] fitted = await Task.WhenAll(heights.Select(height => Task.Run(
            () => ImagePipeline.FitAsync(s_photo, new ImageRequirements { MaxHeight = height }, default).AsTask())));

        fitted.Select(image => ImageHeader.Read(image.Image!.Data.Span).Height).Should().Equal(heights);
    }

    private static Task<FittedImage> FitAsync(CancellationToken cancellationToken) =>
        ImagePipeline.FitAsync(s_photo, new ImageRequirements(), cancellationToken).AsTask();

    private static async Task HoldAllPlacesAsync()
    {
        for (int i = 0; i < Environment.ProcessorCount; i++)
        {
            await ImageTranscoder.Places.WaitAsync();
        }
    }
}
