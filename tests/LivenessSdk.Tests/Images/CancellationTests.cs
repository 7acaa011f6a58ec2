using System.Threading.RateLimiting;

namespace LivenessSdk.Tests.Images;

/// <summary>Takes all memory for decoding at times: other tests then wait their turn.</summary>
public sealed class CancellationTests
{
    private static readonly LivenessImage s_photo = LivenessImage.FromBytes(Photos.Astronaut12Megapixels);

    [Fact]
    public async Task A_photo_waits_until_there_is_memory_to_decode_it()
    {
        RateLimitLease all = await ReserveAllAsync();
        Task<PreparedImage> waiting = FitAsync(default);
        waiting.IsCompleted.Should().BeFalse();

        all.Dispose();

        (await waiting).Sent!.Height.Should().Be(1080);
    }

    [Fact]
    public async Task No_more_photos_are_decoded_at_a_time_than_there_are_processors()
    {
        RateLimitLease all = await ReserveAllAsync();
        ValueTask<RateLimitLease>[] places = [.. Enumerable.Range(0, Environment.ProcessorCount + 1).Select(_ => DecodingMemory.ReserveAsync(1, default))];

        all.Dispose();

        RateLimitLease[] first = await Task.WhenAll(places[..^1].Select(place => place.AsTask()));
        places[^1].IsCompleted.Should().BeFalse();
        first[0].Dispose();
        (await places[^1]).Dispose();
        Array.ForEach(first, place => place.Dispose());
    }

    [Fact]
    public async Task A_check_that_waits_for_its_turn_can_be_cancelled()
    {
        using RateLimitLease all = await ReserveAllAsync();
        using CancellationTokenSource source = new();
        Task<PreparedImage> waiting = FitAsync(source.Token);

        await source.CancelAsync();

        await waiting.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Cancelled_and_failed_photos_give_their_memory_back()
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
        (await ReserveAllAsync()).Dispose();
    }

    [Fact]
    public void Decoding_stops_when_it_is_killed()
    {
        using NativeBuffer file = PhotoFile.InMemory(Photos.Astronaut12Megapixels);
        using VipsImage source = VipsImage.Load(file, ImageFormat.Jpeg, shrink: 1);

        source.Kill();

        FluentActions.Invoking(source.InMemory).Should().Throw<VipsException>();
    }

    [Fact]
    public void Encoding_stops_when_it_is_killed()
    {
        using NativeBuffer file = PhotoFile.InMemory(Photos.Astronaut12Megapixels);
        using VipsImage source = VipsImage.Load(file, ImageFormat.Jpeg, shrink: 1);
        using VipsImage pixels = source.InMemory();
        using VipsImage fitted = pixels.FitTo(1440, 1080);

        pixels.Kill();

        FluentActions.Invoking(() => fitted.ToJpeg(90)).Should().Throw<VipsException>();
    }

    [Fact]
    public async Task Photos_decoded_side_by_side_do_not_mix()
    {
        int[] heights = [.. Enumerable.Range(1, 24).Select(index => 40 * index)];

        PreparedImage[] fitted = await Task.WhenAll(heights.Select(height => Task.Run(
            () => ImagePipeline.FitAsync(s_photo, new ImageRequirements { MaxHeight = height }, default).AsTask())));

        fitted.Select(image => ImageHeader.Read(image.Image!.Data.Span).Height).Should().Equal(heights);
    }

    private static Task<PreparedImage> FitAsync(CancellationToken cancellationToken) =>
        ImagePipeline.FitAsync(s_photo, new ImageRequirements(), cancellationToken).AsTask();

    private static async Task<RateLimitLease> ReserveAllAsync() => await DecodingMemory.ReserveAsync(long.MaxValue, default);
}
