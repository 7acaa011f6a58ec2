using LivenessSdk.Tests.Resilience;

namespace LivenessSdk.Tests.Images;

/// <summary>Watches the exceptions of the whole process that nobody observed.</summary>
[Collection(RunsAlone.Name)]
public sealed class AbandonedPhotoTests
{
    [Fact]
    public async Task The_failure_of_a_photo_that_nobody_waits_for_is_nobodys_exception()
    {
        List<Exception> unobserved = [];
        EventHandler<UnobservedTaskExceptionEventArgs> handler = (_, e) =>
        {
            lock (unobserved)
            {
                unobserved.AddRange(e.Exception.InnerExceptions);
            }
        };
        Collect(); // What earlier tests left.
        TaskScheduler.UnobservedTaskException += handler;
        try
        {
            for (int i = 0; i < 4; i++)
            {
                await CancelDamagedPhotoAsync();
            }

            (await DecodingMemory.ReserveAsync(long.MaxValue, CancellationToken.None)).Dispose(); // The work behind them has ended.
            Collect();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= handler;
        }

        unobserved.Should().BeEmpty();
    }

    private static async Task CancelDamagedPhotoAsync()
    {
        using CancellationTokenSource source = new();
        Task<PreparedImage> photo = ImagePipeline.FitAsync(
            LivenessImage.FromBytes(HostilePhotos.PngOfWrongSize()), new ImageRequirements { MaxHeight = 10 }, source.Token).AsTask();
        await source.CancelAsync();
        await photo.ContinueWith(ended => _ = ended.Exception, TaskScheduler.Default);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
