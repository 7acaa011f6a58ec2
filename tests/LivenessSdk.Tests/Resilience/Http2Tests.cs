using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows what becomes of a paid message when HTTP/2 ends a request or a connection early.</summary>
public sealed class Http2Tests
{
    private const int InternalError = 2;
    private const int RefusedStream = 7;
    private const int PhotoBytes = 1000;

    /// <summary>The first time, and the repetitions that .NET allows itself.</summary>
    private const int MostByTheHandler = 4;

    public static TheoryData<string> Ends => ["the request", "the connection after the request"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_request_that_ends_after_the_photo_arrived_is_not_sent_again(string end)
    {
        using X509Certificate2 certificate = VendorCertificate.Create();
        await using Http2Vendor vendor = new(certificate, async conversation =>
        {
            if (end == "the request")
            {
                await conversation.ResetAsync(InternalError);
            }
            else
            {
                await conversation.GoAwayAsync(lastStream: conversation.Stream);
                throw new IOException("The vendor leaves without an answer.");
            }
        });
        await using ServiceProvider services = Build(vendor, certificate);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Single().PhotoSent.Should().BeTrue();
        vendor.Bodies.Should().Equal(PhotoBytes);
    }

    public static TheoryData<string> Refusals => ["the request", "the connection before the request"];

    /// <summary>The handler of .NET repeats these itself: by the protocol, such a request was not processed.</summary>
    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_request_that_the_vendor_declares_unprocessed_is_sent_again(string refused)
    {
        using X509Certificate2 certificate = VendorCertificate.Create();
        await using Http2Vendor vendor = new(certificate, conversation =>
            refused == "the request" ? conversation.ResetAsync(RefusedStream) : conversation.GoAwayAsync(lastStream: 0));
        await using ServiceProvider services = Build(vendor, certificate);

        LivenessResult result = await services.CheckAsync();

        result.IsLive.Should().BeTrue();
        vendor.Bodies.Should().Equal(PhotoBytes, PhotoBytes);
    }

    [Fact]
    public async Task A_vendor_that_declares_it_again_and_again_ends_the_check()
    {
        using X509Certificate2 certificate = VendorCertificate.Create();
        await using Http2Vendor vendor = new(
            certificate, [.. Enumerable.Repeat<Func<Http2Conversation, Task>>(conversation => conversation.ResetAsync(RefusedStream), 100)]);
        await using ServiceProvider services = Build(vendor, certificate);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.MayHaveBeenProcessed.Should().BeFalse("by the protocol, a refused request was not processed");
        failure.Attempts.Single().PhotoSent.Should().BeTrue();
        vendor.Bodies.Should().HaveCount(3 * MostByTheHandler);
    }

    private static ServiceProvider Build(Http2Vendor vendor, X509Certificate2 certificate) =>
        PlainVendor.Build(
            options =>
            {
                options.Endpoint = vendor.Endpoint;
                options.BodyBytes = PhotoBytes;
            },
            after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => client.UseSocketsHttpHandler((handler, _) =>
                VendorCertificate.Trust(handler, certificate))));
}
