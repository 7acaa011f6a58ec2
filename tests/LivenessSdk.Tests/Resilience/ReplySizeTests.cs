using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows over real sockets how much of a reply is read.</summary>
public sealed class ReplySizeTests : IAsyncLifetime
{
    private SocketVendor Vendor { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Vendor.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reply_beyond_one_mebibyte_is_read_no_further(bool announced)
    {
        const int Mebibyte = 1024 * 1024;
        Vendor.Then(async conversation =>
        {
            await conversation.ReadBodyAsync();
            await conversation.WriteAsync(announced ? SocketVendor.Head(200, Mebibyte + 1) : "HTTP/1.1 200 X\r\n\r\n");
            while (true)
            {
                await conversation.WriteAsync(new byte[10_000]); // Ends when the client closes the connection.
            }
        });
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.Message.Should().Contain("1 MiB");
        failure.Response!.StatusCode.Should().Be(HttpStatusCode.OK);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        Vendor.Requests.Should().Be(1);
    }

    [Fact]
    public async Task The_limit_holds_after_decompression()
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(new byte[50_000_000]);
        }

        Vendor.Then(async conversation =>
        {
            await conversation.ReadBodyAsync();
            await conversation.WriteAsync(SocketVendor.Head(200, (int)compressed.Length, "Content-Encoding: gzip"));
            await conversation.WriteAsync(compressed.ToArray());
        });
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor);

        (await services.FailAsync()).Message.Should().Contain("1 MiB");
    }

    [Fact]
    public async Task A_reply_of_just_one_mebibyte_is_read()
    {
        string body = new('x', 1024 * 1024);
        Vendor.Then(SocketVendor.Reply(200, body));
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor);

        LivenessException failure = await services.FailAsync();

        failure.Response!.Body.Length.Should().Be(1024 * 1024);
    }
}
