using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows over real sockets what becomes of a paid message when there is no connection, or no longer one.</summary>
public sealed class BrokenConnectionTests : IAsyncLifetime
{
    private SocketVendor Vendor { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Vendor.DisposeAsync();

    public static TheoryData<string, LivenessError> Breaks => new()
    {
        { "before the body was read", LivenessError.Unavailable },
        { "after the body was read", LivenessError.Unavailable },
        { "within the reply's head", LivenessError.Unavailable },
        { "within the reply's body", LivenessError.Unavailable },
        { "with nonsense", LivenessError.UnexpectedResponse },
        { "with a broken compression", LivenessError.UnexpectedResponse },
        { "with endless headers", LivenessError.UnexpectedResponse },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_connection_that_breaks_is_not_tried_again(string moment, LivenessError error)
    {
        Vendor.Then(conversation => BreakAsync(conversation, moment));
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, options => options.BodyBytes = 1_000_000);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(error);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Single().PhotoSent.Should().BeTrue();
        Vendor.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_refusal_whose_body_breaks_off_is_still_a_refusal()
    {
        Vendor.Then(async conversation =>
        {
            await conversation.ReadBodyAsync();
            await conversation.WriteAsync(SocketVendor.Head(503, 100) + "half");
            conversation.Reset();
        });
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor);

        LivenessResult result = await services.CheckAsync();

        result.IsLive.Should().BeTrue();
        Vendor.Requests.Should().Be(2);
    }

    [Fact]
    public async Task A_vendor_that_cannot_be_connected_to_is_tried_again_and_did_nothing()
    {
        int attempts = 0;
        await using ServiceProvider services = PlainVendor.BuildFor(
            Vendor,
            after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => client.UseSocketsHttpHandler((handler, _) =>
                handler.ConnectCallback = (_, _) =>
                {
                    attempts++;
                    throw new SocketException((int)SocketError.ConnectionRefused);
                })));

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeFalse();
        attempts.Should().Be(3);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_told_as_such()
    {
        await using ServiceProvider services = PlainVendor.Build(options => options.Endpoint = new Uri("https://nobody.invalid/"));

        LivenessException failure = await services.FailAsync();

        failure.Message.Should().Contain("host name");
        failure.MayHaveBeenProcessed.Should().BeFalse();
    }

    [Fact]
    public async Task A_body_that_a_handler_read_into_memory_counts_as_sent_all_the_same()
    {
        bool refused = false;
        Vendor.Then(conversation => BreakAsync(conversation, "after the body was read"));
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => client
            .AddHttpMessageHandler(() => new BufferingHandler())
            .UseSocketsHttpHandler((handler, _) => handler.ConnectCallback = async (context, cancellationToken) =>
            {
                if (!refused)
                {
                    refused = true;
                    throw new SocketException((int)SocketError.ConnectionRefused);
                }

                Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            })));

        LivenessException failure = await services.FailAsync();

        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Single().PhotoSent.Should().BeTrue();
        Vendor.Requests.Should().Be(1);
    }

    private static async Task BreakAsync(Conversation conversation, string moment)
    {
        if (moment != "before the body was read")
        {
            await conversation.ReadBodyAsync();
        }

        switch (moment)
        {
            case "within the reply's head":
                await conversation.WriteAsync("HTTP/1.1 200 X\r\nContent-Le");
                break;
            case "within the reply's body":
                await conversation.WriteAsync(SocketVendor.Head(200, 100) + "live");
                break;
            case "with nonsense":
                await conversation.WriteAsync("I am no HTTP\r\n\r\n");
                return;
            case "with a broken compression":
                await conversation.WriteAsync(SocketVendor.Head(200, 20, "Content-Encoding: gzip") + "this is not gzipped!");
                return;
            case "with endless headers":
                await conversation.WriteAsync("HTTP/1.1 200 X\r\nX-Long: " + new string('x', 70_000) + "\r\n\r\n");
                return;
        }

        conversation.Reset();
    }
}
