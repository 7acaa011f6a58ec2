using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows over real sockets that a paid request counts as sent until it is proven unsent, whatever an application's handlers make of it.</summary>
public sealed class EgressHandlerTests : IAsyncLifetime
{
    public static TheoryData<Egress> Ways => [.. Enum.GetValues<Egress>()];

    private SocketVendor Vendor { get; } = new();

    private Uri Elsewhere => new(Vendor.Endpoint, "elsewhere");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Vendor.DisposeAsync();

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_connection_cut_after_the_photo_is_not_tried_again(Egress way)
    {
        Vendor.Then([.. Enumerable.Repeat<Func<Conversation, Task>>(ReadAndResetAsync, 5)]);
        await using ServiceProvider services = BuildWith(() => new EgressHandler(way, Elsewhere));

        LivenessException failure = await services.FailAsync();

        Vendor.Requests.Should().Be(1);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Single().Should().Match<LivenessAttempt>(attempt => attempt.PhotoSent && attempt.MayHaveBeenProcessed);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_server_error_is_not_tried_again(Egress way)
    {
        Vendor.Then([.. Enumerable.Repeat(SocketVendor.Reply(500), 5)]);
        await using ServiceProvider services = BuildWith(() => new EgressHandler(way, Elsewhere));

        LivenessException failure = await services.FailAsync();

        Vendor.Requests.Should().Be(1);
        failure.MayHaveBeenProcessed.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_vendor_that_says_that_it_is_too_busy_is_asked_again(Egress way)
    {
        Vendor.Then(SocketVendor.Reply(429), SocketVendor.Reply(503));
        await using ServiceProvider services = BuildWith(() => new EgressHandler(way, Elsewhere));

        LivenessResult result = await services.CheckAsync();

        Vendor.Requests.Should().Be(3);
        result.IsLive.Should().BeTrue();
    }

    [Theory]
    [InlineData(Egress.CloneToAnotherAddress)]
    [InlineData(Egress.SuppressedFlow)]
    [InlineData(Egress.CloneThatKeepsBodyAndOptions)]
    public async Task What_keeps_the_body_or_the_options_is_still_proven_unsent_by_a_failed_connection(Egress way)
    {
        int connections = 0;
        await using ServiceProvider services = BuildWith(() => new EgressHandler(way, Elsewhere), () => connections++);

        LivenessException failure = await services.FailAsync();

        connections.Should().Be(3);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeFalse();
    }

    [Theory]
    [InlineData(Egress.CopyOfTheBody)]
    [InlineData(Egress.CopyToAnotherAddressInSuppressedFlow)]
    public async Task What_keeps_nothing_of_ours_is_never_proven_unsent(Egress way)
    {
        int connections = 0;
        await using ServiceProvider services = BuildWith(() => new EgressHandler(way, Elsewhere), () => connections++);

        LivenessException failure = await services.FailAsync();

        connections.Should().Be(1);
        failure.MayHaveBeenProcessed.Should().BeTrue();
    }

    [Fact]
    public async Task A_failed_connection_proves_nothing_once_a_handler_has_sent_the_photo_another_way()
    {
        Vendor.Then([.. Enumerable.Repeat<Func<Conversation, Task>>(ReadAndResetAsync, 5)]);
        await using ServiceProvider services = BuildWith(() => new FallbackHandler(Elsewhere), () => { });

        LivenessException failure = await services.FailAsync();

        Vendor.Requests.Should().Be(1);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Single().PhotoSent.Should().BeTrue();
    }

    [Theory]
    [InlineData(Copying.Message)]
    [InlineData(Copying.MessageAndBody)]
    public async Task A_retrying_handler_before_an_egress_handler_does_not_pay_twice(Copying copying)
    {
        Vendor.Then([.. Enumerable.Repeat<Func<Conversation, Task>>(ReadAndResetAsync, 5)]);
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => client
            .AddHttpMessageHandler(() => new RetryingHandler(copying))
            .AddHttpMessageHandler(() => new EgressHandler(Egress.CloneToAnotherAddress, Elsewhere))));

        LivenessException failure = await services.FailAsync();

        Vendor.Requests.Should().Be(1);
        failure.MayHaveBeenProcessed.Should().BeTrue();
    }

    [Fact]
    public async Task A_handler_that_throws_on_a_rejection_does_not_make_it_processed()
    {
        Vendor.Then([.. Enumerable.Repeat(SocketVendor.Reply(429), 5)]);
        await using ServiceProvider services = BuildWith(() => new ThrowingHandler());

        LivenessException failure = await services.FailAsync();

        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeTrue();
    }

    [Fact]
    public async Task A_handler_that_throws_on_a_server_error_leaves_open_that_it_was_processed()
    {
        Vendor.Then([.. Enumerable.Repeat(SocketVendor.Reply(500), 5)]);
        await using ServiceProvider services = BuildWith(() => new ThrowingHandler());

        LivenessException failure = await services.FailAsync();

        Vendor.Requests.Should().Be(1);
        failure.MayHaveBeenProcessed.Should().BeTrue();
    }

    private static async Task ReadAndResetAsync(Conversation conversation)
    {
        await conversation.ReadBodyAsync();
        conversation.Reset();
    }

    /// <summary>Builds a client with a handler. With <paramref name="onConnect"/> every connection of the client's own fails.</summary>
    private ServiceProvider BuildWith(Func<DelegatingHandler> create, Action? onConnect = null) =>
        PlainVendor.BuildFor(Vendor, after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client =>
        {
            client.AddHttpMessageHandler(create);
            if (onConnect is not null)
            {
                client.UseSocketsHttpHandler((handler, _) => handler.ConnectCallback = (_, _) =>
                {
                    onConnect();
                    throw new SocketException((int)SocketError.ConnectionRefused);
                });
            }
        }));
}
