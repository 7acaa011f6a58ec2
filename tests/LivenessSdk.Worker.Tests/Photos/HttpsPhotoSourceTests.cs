using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Worker.Tests.Photos;

public sealed class HttpsPhotoSourceTests : IAsyncLifetime
{
    private static readonly byte[] s_photo = SamplePhoto.Bytes.ToArray();

    private WebApplication _server = null!;
    private int _port;
    private string _certificate = "";
    private int _requests;

    public async ValueTask InitializeAsync()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(
            request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1)).Export(X509ContentType.Pfx), null);
        _certificate = certificate.GetCertHashString();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        _server = builder.Build();
        _server.Use((_, next) =>
        {
            Interlocked.Increment(ref _requests);
            return next();
        });
        _server.MapGet("/face.jpg", () => Results.Bytes(s_photo));
        _server.MapGet("/text", () => "This is no photo.");
        _server.MapGet("/moved", () => Results.Redirect("/face.jpg"));
        _server.MapGet("/status/{code:int}", (int code) => Results.StatusCode(code));
        _server.MapGet("/later", (HttpContext context) =>
        {
            context.Response.Headers.RetryAfter = "1000000000";
            return Results.StatusCode(503);
        });
        _server.MapGet("/endless", async (HttpContext context, CancellationToken cancellationToken) =>
        {
            byte[] zeros = new byte[64 * 1024];
            await context.Response.Body.WriteAsync(s_photo, cancellationToken);
            while (true)
            {
                await context.Response.Body.WriteAsync(zeros, cancellationToken);
            }
        });
        _server.MapGet("/slow", async (CancellationToken cancellationToken) => await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
        await _server.StartAsync();
        _port = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_photo_of_an_allowed_host_is_loaded()
    {
        using HttpsPhotoSource source = CreateSource();

        LivenessRequest request = await source.LoadAsync($"https://localhost:{_port}/face.jpg", TestContext.Current.CancellationToken);

        request.Frames.Single().Image.Data.ToArray().Should().Equal(s_photo);
    }

    [Fact]
    public async Task A_host_with_a_private_address_is_rejected_after_its_name_was_resolved()
    {
        using HttpsPhotoSource source = CreateSource(options => options.PhotoNetworks.Clear());

        LivenessException failure = await FailAsync(source, "/face.jpg");

        (failure.Error, _requests).Should().Be((LivenessError.InvalidRequest, 0));
        failure.Message.Should().Contain("PhotoNetworks");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("localhost.")]
    [InlineData("LOCALHOST.example.com")]
    public async Task A_host_that_is_not_allowed_is_rejected(string host)
    {
        using HttpsPhotoSource source = CreateSource();

        (await FailAsync(source, "/face.jpg", host)).Error.Should().Be(LivenessError.InvalidRequest);
        _requests.Should().Be(0);
    }

    [Fact]
    public async Task Another_port_of_an_allowed_host_is_rejected()
    {
        using HttpsPhotoSource source = CreateSource(options => options.PhotoHosts[0] = "localhost");

        (await FailAsync(source, "/face.jpg")).Message.Should().Contain("PhotoHosts");
        _requests.Should().Be(0);
    }

    [Theory]
    [InlineData("/face.jpg?signature=1")]
    [InlineData("/face.jpg#fragment")]
    public async Task An_address_that_gives_access_is_rejected(string path)
    {
        using HttpsPhotoSource source = CreateSource();

        (await FailAsync(source, path)).Message.Should().Contain("brokers store messages");
        _requests.Should().Be(0);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using HttpsPhotoSource source = CreateSource();

        (await FailAsync(source, "/moved")).Error.Should().Be(LivenessError.InvalidRequest);
        _requests.Should().Be(1);
    }

    [Fact]
    public async Task A_photo_above_the_limit_is_not_read_to_its_end()
    {
        using HttpsPhotoSource source = CreateSource();

        (await FailAsync(source, "/endless")).Error.Should().Be(LivenessError.InvalidImage);
    }

    [Fact]
    public async Task A_photo_that_takes_too_long_is_tried_again_later()
    {
        using HttpsPhotoSource source = CreateSource(options => options.PhotoTimeout = TimeSpan.FromMilliseconds(300));

        (await FailAsync(source, "/slow")).Error.Should().Be(LivenessError.TimedOut);
    }

    [Theory]
    [InlineData("/status/404", LivenessError.InvalidRequest)]
    [InlineData("/status/403", LivenessError.InvalidRequest)]
    [InlineData("/status/204", LivenessError.InvalidRequest)]
    [InlineData("/status/429", LivenessError.Unavailable)]
    [InlineData("/status/503", LivenessError.Unavailable)]
    [InlineData("/text", LivenessError.InvalidImage)]
    public async Task An_answer_without_a_photo_is_an_error(string path, LivenessError error)
    {
        using HttpsPhotoSource source = CreateSource();

        (await FailAsync(source, path)).Error.Should().Be(error);
    }

    [Fact]
    public async Task A_host_does_not_decide_how_long_a_client_is_left_alone()
    {
        using HttpsPhotoSource source = CreateSource();

        LivenessException failure = await FailAsync(source, "/later");

        (failure.Error, failure.RetryAfter).Should().Be((LivenessError.Unavailable, null));
    }

    [Fact]
    public async Task A_host_whose_certificate_is_not_trusted_gets_no_request()
    {
        using HttpsPhotoSource source = new(Options());

        (await FailAsync(source, "/face.jpg")).Error.Should().Be(LivenessError.Unavailable);
        _requests.Should().Be(0);
    }

    [Fact]
    public async Task A_host_that_nobody_serves_is_tried_again_later()
    {
        using HttpsPhotoSource source = CreateSource();
        await _server.StopAsync(TestContext.Current.CancellationToken);

        (await FailAsync(source, "/face.jpg")).IsTransient.Should().BeTrue();
    }

    [Theory]
    [InlineData("http://localhost/face.jpg", false)]
    [InlineData("HTTPS://localhost/face.jpg", true)]
    [InlineData("face.jpg", false)]
    public void Only_https_is_loaded(string reference, bool isOwn)
    {
        using HttpsPhotoSource source = CreateSource();

        source.CanLoad(reference).Should().Be(isOwn);
    }

    private LivenessWorkerOptions Options() => new() { PhotoHosts = { $"localhost:{_port}" }, PhotoNetworks = { "127.0.0.0/8" }, MaxPhotoBytes = 1_000_000 };

    private HttpsPhotoSource CreateSource(Action<LivenessWorkerOptions>? configure = null)
    {
        LivenessWorkerOptions options = Options();
        configure?.Invoke(options);
        return new HttpsPhotoSource(options, null, new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == _certificate });
    }

    private async Task<LivenessException> FailAsync(HttpsPhotoSource source, string path, string host = "localhost") =>
        (await FluentActions.Awaiting(() => source.LoadAsync($"https://{host}:{_port}{path}", TestContext.Current.CancellationToken)).Should().ThrowAsync<LivenessException>()).Which;
}
