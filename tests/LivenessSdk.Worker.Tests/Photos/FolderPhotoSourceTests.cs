using System.Diagnostics;
using LivenessSdk.Worker.Tests.Support;

namespace LivenessSdk.Worker.Tests.Photos;

public sealed class FolderPhotoSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _outside = new();
    private readonly FolderPhotoSource _source;

    public FolderPhotoSourceTests()
    {
        Directory.CreateDirectory(_folder.PathOf("below"));
        File.WriteAllBytes(_folder.PathOf("face.jpg"), SamplePhoto.Bytes.ToArray());
        File.WriteAllBytes(_folder.PathOf("below/face.jpg"), SamplePhoto.Bytes.ToArray());
        File.WriteAllBytes(_outside.PathOf("face.jpg"), SamplePhoto.Bytes.ToArray());
        _source = new FolderPhotoSource(_folder.Path);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    [Theory]
    [InlineData("face.jpg")]
    [InlineData("below/face.jpg")]
    public async Task A_photo_of_the_folder_is_loaded(string reference)
    {
        LivenessRequest request = await LoadAsync(reference);

        request.Frames.Single().Image.Data.ToArray().Should().Equal(SamplePhoto.Bytes.ToArray());
    }

    [Theory]
    [InlineData("../face.jpg")]
    [InlineData("below/../face.jpg")]
    [InlineData("below/../../face.jpg")]
    [InlineData("..")]
    [InlineData("./face.jpg")]
    [InlineData("below//face.jpg")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/face.jpg")]
    [InlineData("face.jpg:stream")]
    [InlineData("..\\face.jpg")]
    [InlineData("\\\\server\\share\\face.jpg")]
    [InlineData("face.jpg\0")]
    [InlineData("")]
    [InlineData("below")]
    [InlineData("below/")]
    [InlineData("missing.jpg")]
    [InlineData("missing/face.jpg")]
    public async Task Anything_else_is_rejected(string reference) =>
        (await FailAsync(reference)).Error.Should().Be(LivenessError.InvalidRequest);

    [Fact]
    public async Task An_absolute_path_into_the_folder_is_rejected() =>
        (await FailAsync(_folder.PathOf("face.jpg"))).Error.Should().Be(LivenessError.InvalidRequest);

    [Fact]
    public async Task A_link_within_the_folder_is_followed()
    {
        File.CreateSymbolicLink(_folder.PathOf("link.jpg"), "below/face.jpg");
        Directory.CreateSymbolicLink(_folder.PathOf("linked"), _folder.PathOf("below"));

        await LoadAsync("link.jpg");
        await LoadAsync("linked/face.jpg");
    }

    [Fact]
    public async Task The_folder_itself_may_be_a_link()
    {
        Directory.CreateSymbolicLink(_outside.PathOf("to-folder"), _folder.Path);

        await new FolderPhotoSource(_outside.PathOf("to-folder")).LoadAsync("below/face.jpg", TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("relative")]
    [InlineData("chain")]
    public async Task A_link_that_leads_out_of_the_folder_is_rejected(string kind)
    {
        string reference = kind == "folder" ? "link/face.jpg" : "link";
        string relative = Path.GetRelativePath(_folder.Path, _outside.PathOf("face.jpg"));
        switch (kind)
        {
            case "file":
                File.CreateSymbolicLink(_folder.PathOf("link"), _outside.PathOf("face.jpg"));
                break;
            case "folder":
                Directory.CreateSymbolicLink(_folder.PathOf("link"), _outside.Path);
                break;
            case "relative":
                File.CreateSymbolicLink(_folder.PathOf("link"), relative);
                break;
            default:
                File.CreateSymbolicLink(_folder.PathOf("below/second"), _outside.PathOf("face.jpg"));
                File.CreateSymbolicLink(_folder.PathOf("link"), "below/second");
                break;
        }

        LivenessException failure = await FailAsync(reference);

        failure.Error.Should().Be(LivenessError.InvalidRequest);
        failure.Message.Should().Contain("link").And.NotContain(_outside.Path);
    }

    [Fact]
    public async Task A_folder_whose_name_begins_alike_is_outside()
    {
        string sibling = $"{_folder.Path}-sibling";
        Directory.CreateDirectory(sibling);
        try
        {
            File.WriteAllBytes(Path.Combine(sibling, "face.jpg"), SamplePhoto.Bytes.ToArray());
            Directory.CreateSymbolicLink(_folder.PathOf("link"), sibling);

            (await FailAsync("link/face.jpg")).Error.Should().Be(LivenessError.InvalidRequest);
        }
        finally
        {
            Directory.Delete(sibling, recursive: true);
        }
    }

    [Fact]
    public async Task A_cycle_of_links_ends()
    {
        File.CreateSymbolicLink(_folder.PathOf("a"), "b");
        File.CreateSymbolicLink(_folder.PathOf("b"), "a");

        await FailAsync("a");
    }

    [Fact]
    public async Task A_pipe_is_rejected_without_waiting_for_its_other_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs mkfifo.");
        using (Process mkfifo = Process.Start("mkfifo", _folder.PathOf("pipe")))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await FailAsync("pipe")).Error.Should().Be(LivenessError.InvalidImage);
    }

    [Fact]
    public async Task A_file_above_the_limit_is_rejected()
    {
        FolderPhotoSource small = new(_folder.Path, new ImageLimits { MaxBytes = 1000 });

        (await FluentActions.Awaiting(() => small.LoadAsync("face.jpg", default)).Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.InvalidImage);
    }

    [Fact]
    public async Task A_folder_that_is_not_mounted_is_waited_for()
    {
        FolderPhotoSource missing = new(_folder.PathOf("not-mounted"));

        (await FluentActions.Awaiting(() => missing.LoadAsync("face.jpg", default)).Should().ThrowAsync<LivenessException>()).Which.IsTransient.Should().BeTrue();
    }

    [Theory]
    [InlineData("https://photos.example.com/face.jpg", false)]
    [InlineData("s3://bucket/face.jpg", false)]
    [InlineData("face.jpg", true)]
    public void An_address_is_left_to_other_sources(string reference, bool isOwn) => _source.CanLoad(reference).Should().Be(isOwn);

    private Task<LivenessRequest> LoadAsync(string reference) => _source.LoadAsync(reference, TestContext.Current.CancellationToken);

    private async Task<LivenessException> FailAsync(string reference) =>
        (await FluentActions.Awaiting(() => LoadAsync(reference)).Should().ThrowAsync<LivenessException>()).Which;
}
