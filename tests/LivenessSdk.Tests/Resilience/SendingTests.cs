using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows over real sockets what becomes of a paid message by the vendor's answer.</summary>
public sealed class SendingTests : IAsyncLifetime
{
    private SocketVendor Vendor { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Vendor.DisposeAsync();

    [Fact]
    public async Task A_reply_comes_with_status_headers_and_body()
    {
        Vendor.Then(SocketVendor.Reply(200, "live", "X-Request-Id: 7", "X-Twice: a", "X-Twice: b"));
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, options => options.KeepResponse = KeepResponse.Always);

        LivenessResult result = await services.CheckAsync();

        result.Response!.StatusCode.Should().Be(HttpStatusCode.OK);
        result.Response.Headers["x-request-id"].Should().Be("7");
        result.Response.Headers["X-Twice"].Should().Be("a, b");
        Encoding.ASCII.GetString(result.Response.Body.Span).Should().Be("live");
        result.Attempts.Single().Should().Match<LivenessAttempt>(attempt => attempt.PhotoSent && attempt.MayHaveBeenProcessed);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_vendor_that_turns_the_message_away_is_asked_again(int status)
    {
        Vendor.Then(SocketVendor.Reply(status), SocketVendor.Reply(status));
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor);

        LivenessResult result = await services.CheckAsync();

        result.IsLive.Should().BeTrue();
        Vendor.Requests.Should().Be(3);
    }

    [Theory]
    [InlineData(429, LivenessError.RateLimited)]
    [InlineData(503, LivenessError.Unavailable)]
    public async Task Retries_end(int status, LivenessError error)
    {
        Vendor.Then([.. Enumerable.Repeat(SocketVendor.Reply(status), 10)]);
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(error);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeTrue();
        Vendor.Requests.Should().Be(3);
    }

    [Theory]
    [InlineData(500, LivenessError.Unavailable, true)]
    [InlineData(502, LivenessError.Unavailable, true)]
    [InlineData(504, LivenessError.Unavailable, true)]
    [InlineData(302, LivenessError.UnexpectedResponse, true)]
    [InlineData(400, LivenessError.InvalidRequest, false)]
    [InlineData(401, LivenessError.Unauthorized, false)]
    [InlineData(402, LivenessError.QuotaExceeded, false)]
    [InlineData(408, LivenessError.Unavailable, true)]
    [InlineData(425, LivenessError.Unavailable, false)]
    public async Task Any_other_failure_is_not_sent_again(int status, LivenessError error, bool mayHaveBeenProcessed)
    {
        Vendor.Then(SocketVendor.Reply(status, "no", "Location: /elsewhere"));
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(error);
        failure.MayHaveBeenProcessed.Should().Be(mayHaveBeenProcessed);
        failure.Attempts.Single().MayHaveBeenProcessed.Should().Be(mayHaveBeenProcessed);
        Vendor.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_failure_after_the_paid_message_leaves_open_that_it_was_processed()
    {
        Vendor.Then([SocketVendor.Reply(200), .. Enumerable.Repeat(SocketVendor.Reply(400), 5)]);
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, options => options.Kinds = [RequestKind.Billable, RequestKind.Poll]);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.InvalidRequest);
        failure.MayHaveBeenProcessed.Should().BeTrue();
    }

    [Theory]
    [InlineData(RequestKind.Poll, 500)]
    [InlineData(RequestKind.Poll, 408)]
    [InlineData(RequestKind.Token, 502)]
    [InlineData(RequestKind.Token, 429)]
    public async Task Free_messages_outlive_any_outage(RequestKind kind, int status)
    {
        Vendor.Then(SocketVendor.Reply(status), SocketVendor.Reply(status));
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, options => options.Kinds = [kind]);

        LivenessResult result = await services.CheckAsync();

        result.Attempts.Single().Should().Match<LivenessAttempt>(attempt => !attempt.PhotoSent && !attempt.MayHaveBeenProcessed);
        Vendor.Requests.Should().Be(3);
    }

    [Fact]
    public async Task Whoever_accepts_paying_twice_gets_more_retries()
    {
        Vendor.Then(SocketVendor.Reply(500), conversation =>
        {
            conversation.Reset();
            return Task.CompletedTask;
        });
        await using ServiceProvider services = PlainVendor.BuildFor(Vendor, options => options.Resilience.RetryWhenMaybeProcessed = true);

        LivenessResult result = await services.CheckAsync();

        result.IsLive.Should().BeTrue();
        Vendor.Requests.Should().Be(3);
    }
}
