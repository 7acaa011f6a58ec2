using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows over real sockets what the failure of an application's handler proves about a paid request, and what it does not.</summary>
public sealed class HandlerFailureTests : IAsyncLifetime
{
    public static TheoryData<string> Failures => [nameof(HttpRequestException), nameof(TimeoutException), nameof(InvalidOperationException)];

    private SocketVendor Vendor { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Vendor.DisposeAsync();

    [Theory]
    [InlineData(false, 503)]
    [InlineData(false, 429)]
    [InlineData(true, 503)]
    [InlineData(true, 400)]
    public async Task A_response_that_a_handler_makes_up_over_a_cut_connection_proves_nothing(bool sendsByItself, int status)
    {
        Vendor.Then([.. Enumerable.Repeat<Func<Conversation, Task>>(ReadAndResetAsync, 5)]);
        await using ServiceProvider services = BuildWith(() => new FallbackResponseHandler(sendsByItself, (HttpStatusCode)status));

        LivenessException failure = await services.FailAsync();

        Vendor.Requests.Should().Be(1);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Single().Should().Match<LivenessAttempt>(attempt => attempt.PhotoSent && attempt.MayHaveBeenProcessed);
    }

    [Theory]
    [InlineData(503, 3)]
    [InlineData(400, 1)]
    public async Task A_handler_that_builds_the_vendors_rejection_anew_changes_nothing(int status, int requests)
    {
        Vendor.Then([.. Enumerable.Repeat(SocketVendor.Reply(status), 5)]);
        await using ServiceProvider services = BuildWith(() => new RebuildingHandler());

        LivenessException failure = await services.FailAsync();

        Vendor.Requests.Should().Be(requests);
        failure.MayHaveBeenProcessed.Should().BeFalse();
    }

    [Fact]
    public async Task A_limiting_handler_that_answers_without_sending_makes_nothing_processed()
    {
        int answered = 0;
        await using ServiceProvider services = BuildWith(() => new AnsweringHandler(() => answered++));

        LivenessException failure = await services.FailAsync();

        answered.Should().Be(3, "a rate limit is waited out");
        Vendor.Requests.Should().Be(0);
        failure.Error.Should().Be(LivenessError.RateLimited);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeFalse();
    }

    [Theory]
    [InlineData(nameof(InvalidOperationException), false)]
    [InlineData(nameof(HttpRequestException), true)]
    [InlineData(nameof(TimeoutException), true)]
    public async Task A_handler_that_fails_by_itself_before_anyone_read_the_photo_has_not_sent_it(string failure, bool mayHaveBeenProcessed)
    {
        await using ServiceProvider services = BuildWith(() => new FailingFirstHandler(readsBody: false, Create(failure)));

        LivenessException told = await services.FailAsync();

        told.MayHaveBeenProcessed.Should().Be(mayHaveBeenProcessed, "a network that the last handler did not see proves nothing");
        told.Attempts.Single().PhotoSent.Should().Be(mayHaveBeenProcessed);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_handler_that_read_the_photo_and_waited_may_have_sent_it(string failure)
    {
        await using ServiceProvider services = BuildWith(() => new FailingFirstHandler(readsBody: true, Create(failure)));

        LivenessException told = await services.FailAsync();

        told.MayHaveBeenProcessed.Should().BeTrue();
    }

    [Fact]
    public async Task A_photo_that_counts_as_unsent_cannot_be_sent_later()
    {
        TaskCompletionSource connected = new();
        List<LeavingHandler> handlers = [];
        int photos = 0;
        Vendor.Then([.. Enumerable.Repeat<Func<Conversation, Task>>(ReadAsync, 5)]);
        await using ServiceProvider services = BuildWith(() =>
        {
            handlers.Add(new LeavingHandler(connected.Task));
            return handlers[^1];
        });

        LivenessException failure = await services.FailAsync();
        connected.SetResult();
        Func<Task> left = () => handlers.Single().Left;

        await left.Should().ThrowAsync<Exception>();
        photos.Should().Be(0);
        failure.MayHaveBeenProcessed.Should().BeFalse();

        async Task ReadAsync(Conversation conversation)
        {
            await conversation.ReadBodyAsync();
            photos++;
        }
    }

    private static async Task ReadAndResetAsync(Conversation conversation)
    {
        await conversation.ReadBodyAsync();
        conversation.Reset();
    }

    private static Exception Create(string failure) => failure switch
    {
        nameof(HttpRequestException) => new HttpRequestException("The token's server is down.", new SocketException((int)SocketError.ConnectionReset)),
        nameof(TimeoutException) => new TimeoutException("The token's server does not answer."),
        _ => new InvalidOperationException("There is no token."),
    };

    private ServiceProvider BuildWith(Func<DelegatingHandler> create) =>
        PlainVendor.BuildFor(Vendor, after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => client.AddHttpMessageHandler(create)));

    /// <summary>Passes on a response of its own, as a handler that rewrites bodies does.</summary>
    private sealed class RebuildingHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            return new HttpResponseMessage(response.StatusCode) { Content = new ByteArrayContent(await response.Content.ReadAsByteArrayAsync(cancellationToken)) };
        }
    }

    /// <summary>Answers in place of the vendor, as a limiter of the application's own does.</summary>
    private sealed class AnsweringHandler(Action onAnswer) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            onAnswer();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.TooManyRequests));
        }
    }
}
