using System.Diagnostics;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Images;

/// <summary>Reads photos from files that may never give anything.</summary>
public sealed class PhotoFromFileTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("livenesssdk-").FullName;
    private string _pipe = null!;

    public async ValueTask InitializeAsync()
    {
        _pipe = Path.Combine(_folder, "photo");
        if (!OperatingSystem.IsWindows())
        {
            using Process process = Process.Start("mkfifo", [_pipe]);
            await process.WaitForExitAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    [UnixFact]
    public async Task A_pipe_that_nobody_writes_blocks_no_caller_and_is_left_when_the_token_says_so()
    {
        using CancellationTokenSource source = new();
        Task<LivenessImage> reading = LivenessImage.FromFileAsync(_pipe, cancellationToken: source.Token);
        reading.IsCompleted.Should().BeFalse();

        await source.CancelAsync();

        await reading.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();

        // Lets the thread go that waits for the other end. Opened both ways, a pipe does not wait itself.
        await using FileStream other = new(_pipe, FileMode.Open, FileAccess.ReadWrite);
    }

    [UnixFact]
    public async Task A_pipe_that_is_open_and_gives_nothing_is_left_when_the_token_says_so()
    {
        using CancellationTokenSource source = new();
        Task<LivenessImage> reading = LivenessImage.FromFileAsync(_pipe, cancellationToken: source.Token);
        await using FileStream other = await Task.Run(() => new FileStream(_pipe, FileMode.Open, FileAccess.Write));

        await source.CancelAsync();

        await reading.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [UnixFact]
    public async Task A_photo_comes_through_a_pipe()
    {
        Task<LivenessImage> reading = LivenessImage.FromFileAsync(_pipe);
        await using (FileStream other = await Task.Run(() => new FileStream(_pipe, FileMode.Open, FileAccess.Write)))
        {
            await other.WriteAsync(Photos.Astronaut1080);
        }

        (await reading).Height.Should().Be(1080);
    }

    [Fact]
    public async Task A_file_that_does_not_exist_is_an_IOException()
    {
        Func<Task> read = () => LivenessImage.FromFileAsync(Path.Combine(_folder, "none.jpg"));

        await read.Should().ThrowAsync<IOException>();
    }
}
