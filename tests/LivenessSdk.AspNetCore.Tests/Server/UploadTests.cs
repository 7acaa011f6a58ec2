using System.Net;
using System.Net.Sockets;
using System.Text;
using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>An upload is bounded in size, parts and time, and never touches a disk.</summary>
public sealed class UploadTests
{
    [Fact]
    public async Task A_photo_that_is_too_large_is_rejected()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.MaxPhotoBytes = 100_000);
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        VisitorAnswer answer = await visitor.CheckAsync(challenge, new byte[200_000]);

        challenge.MaxPhotoBytes.Should().Be(100_000);
        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.RequestEntityTooLarge, "tooLarge"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(1_000)]
    public async Task Another_number_of_photos_than_was_asked_for_is_rejected(int count)
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        byte[][] photos = [.. Enumerable.Range(0, count).Select(number => count > 10 ? [(byte)number] : Photo.Number(number))];

        VisitorAnswer answer = await visitor.CheckAsync(challenge, photos);

        answer.Problem.Should().Be("photo");
        server.Checks.Should().Be(0);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task What_is_no_form_with_photos_is_rejected(string type)
    {
        await using CheckServer server = await CheckServer.StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        using StringContent content = new("{}", Encoding.UTF8, type);

        using HttpResponseMessage response = await visitor.SendAsync(challenge, content);

        (await VisitorAnswer.ReadAsync(response)).Problem.Should().Be("photo");
    }

    [Fact]
    public async Task One_photo_for_three_poses_is_rejected()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.FrameCount = 3, "riset");
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        VisitorAnswer answer = await visitor.CheckAsync(challenge, Photo.Number(1), Photo.Number(1), Photo.Number(1));

        answer.Problem.Should().Be("photo");
        server.Checks.Should().Be(0);
    }

    [Fact]
    public async Task Photos_reach_the_vendor_under_the_poses_of_the_server_whatever_the_browser_calls_them()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.FrameCount = 3, "riset");
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        using MultipartFormDataContent form = [];
        foreach (FacePose pose in challenge.Poses.Reverse())
        {
            form.Add(new ByteArrayContent(Photo.Number((int)pose)), $"{pose}", $"{pose}.jpg");
        }

        using HttpResponseMessage response = await visitor.SendAsync(challenge, form);

        (await VisitorAnswer.ReadAsync(response)).Outcome.Should().Be("live");
        server.Simulator.Riset.Requests.Single(request => request.Kind == RequestKind.Billable).Photos
            .Select(photo => photo.Pose!.Replace("mouth open", "mouthopen", StringComparison.Ordinal))
            .Should().Equal(challenge.Poses.Select(pose => pose.ToString().ToLowerInvariant()));
    }

    [Fact]
    public async Task Swapped_poses_are_for_the_vendor_to_find_and_do_not_pass()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.FrameCount = 3, "riset");
        server.Simulator.Riset.Always(Scenario.PoseMismatch);
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        VisitorAnswer answer = await visitor.CheckAsync(challenge, Photo.Number(1), Photo.Number(2), Photo.Number(3));

        answer.Outcome.Should().NotBe("live");
        answer.Receipt.Should().BeNull();
    }

    [Fact]
    public async Task An_upload_that_takes_too_long_is_ended()
    {
        ManualTimeProvider time = new();
        await using CheckServer server = await CheckServer.StartAsync(services: services => services.AddSingleton<TimeProvider>(time));
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        using TcpClient slow = new();
        await slow.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        NetworkStream stream = slow.GetStream();
        string head = $"""
            POST /liveness/check HTTP/1.1
            Host: {server.Address.Authority}
            Cookie: {visitor.Cookies.GetCookieHeader(server.Address)}
            Liveness-Challenge: {challenge.Token}
            {challenge.AntiforgeryHeader}: {challenge.AntiforgeryToken}
            Content-Type: multipart/form-data; boundary=b
            Content-Length: 50000

            --b
            """;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n")));

        // The server has begun to read, and has set its deadline, when a timer waits.
        await time.WaitForTimersAsync(1);
        time.Advance(TimeSpan.FromSeconds(61));

        using StreamReader reader = new(stream);
        (await reader.ReadLineAsync()).Should().Contain("408");
    }

    [Fact]
    public async Task No_photo_touches_the_disk()
    {
        string folder = Directory.CreateTempSubdirectory("liveness-buffer-").FullName;
        using FileSystemWatcher watcher = new(folder) { EnableRaisingEvents = true };
        List<string> written = [];
        watcher.Created += (_, file) => written.Add(file.FullPath);
        Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", folder); // Where the framework buffers forms.
        try
        {
            await using CheckServer server = await CheckServer.StartAsync();
            using Visitor visitor = new(server);
            byte[] large = [.. SamplePhoto.Bytes.Span, .. new byte[2_000_000]];

            await visitor.CheckAsync(await visitor.RequestChallengeAsync(), large);

            written.Should().BeEmpty();
            Directory.EnumerateFileSystemEntries(folder).Should().BeEmpty();
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", null);
            Directory.Delete(folder, recursive: true);
        }
    }
}
