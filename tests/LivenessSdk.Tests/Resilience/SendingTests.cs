using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows over real sockets what becomes of a paid message in every moment of its exchange.</summary>
public sealed class SendingTests : IAsyncLifetime
{
    private SocketVendor Vendor { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Vendor.DisposeAsync();

    [Fact]
    public async Task A_reply_comes_with_status_headers_and_body()
    {
        Vendor.Then(SocketVendor.Reply(200, "live", "X-Request-Id: 7", "X-Twice: a", "X-Twice: b"));
        await using ServiceProvider services = Build(options => options.KeepResponse = KeepResponse.Always);

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
        await using ServiceProvider services = Build();

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
        await using ServiceProvider services = Build();

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
        await using ServiceProvider services = Build();

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(error);
        failure.MayHaveBeenProcessed.Should().Be(mayHaveBeenProcessed);
        failure.Attempts.Single().MayHaveBeenProcessed.Should().Be(mayHaveBeenProcessed);
        Vendor.Requests.Should().Be(1);
    }

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
        await using ServiceProvider services = Build(options => options.BodyBytes = 1_000_000);

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
        await using ServiceProvider services = Build();

        LivenessResult result = await services.CheckAsync();

        result.IsLive.Should().BeTrue();
        Vendor.Requests.Should().Be(2);
    }

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
        await using ServiceProvider services = Build();

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
        await using ServiceProvider services = Build();

        (await services.FailAsync()).Message.Should().Contain("1 MiB");
    }

    [Fact]
    public async Task A_reply_of_just_one_mebibyte_is_read()
    {
        string body = new('x', 1024 * 1024);
        Vendor.Then(SocketVendor.Reply(200, body));
        await using ServiceProvider services = Build();

        LivenessException failure = await services.FailAsync();

        failure.Response!.Body.Length.Should().Be(1024 * 1024);
    }

    [Fact]
    public async Task A_vendor_that_cannot_be_connected_to_is_tried_again_and_did_nothing()
    {
        int attempts = 0;
        Uri nobody = new($"http://127.0.0.1:{FreePort()}/");
        await using ServiceProvider services = PlainVendor.Build(
            options => options.Endpoint = nobody,
            after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => client.UseSocketsHttpHandler((handler, _) =>
                handler.ConnectCallback = (context, _) =>
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
    public async Task An_attempt_that_takes_too_long_is_timed_out_and_not_sent_again()
    {
        ManualTimeProvider clock = new();
        Vendor.Then(conversation => conversation.StallAsync());
        await using ServiceProvider services = Build(timeProvider: clock);

        Task<LivenessException> check = services.FailAsync();
        await Vendor.ArrivedAsync();
        clock.Pass(TimeSpan.FromSeconds(30));

        LivenessException failure = await check;
        failure.Error.Should().Be(LivenessError.TimedOut);
        failure.Message.Should().Contain("AttemptTimeout");
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Single().MayHaveBeenProcessed.Should().BeTrue();
        Vendor.Requests.Should().Be(1);
        clock.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task An_attempt_that_waits_for_a_connection_too_long_was_not_sent()
    {
        ManualTimeProvider clock = new();
        TaskCompletionSource connecting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ServiceProvider services = PlainVendor.Build(
            options =>
            {
                options.Endpoint = Vendor.Endpoint;
                options.Resilience.MaxRetries = 0;
            },
            clock,
            after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => client.UseSocketsHttpHandler((handler, _) =>
                handler.ConnectCallback = async (_, cancellationToken) =>
                {
                    connecting.TrySetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
                    return Stream.Null;
                })));

        Task<LivenessException> check = services.FailAsync();
        await connecting.Task;
        clock.Pass(TimeSpan.FromSeconds(30));

        LivenessException failure = await check;
        failure.Error.Should().Be(LivenessError.TimedOut);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeFalse();
    }

    [Fact]
    public async Task The_callers_token_ends_the_check_at_once()
    {
        Vendor.Then(conversation => conversation.StallAsync());
        await using ServiceProvider services = Build();
        using CancellationTokenSource caller = new();

        Task<LivenessResult> check = services.CheckAsync(cancellationToken: caller.Token);
        await Vendor.ArrivedAsync();
        await caller.CancelAsync();

        Func<Task> ended = () => check;
        (await ended.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        Vendor.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_failure_after_the_paid_message_leaves_open_that_it_was_processed()
    {
        Vendor.Then([SocketVendor.Reply(200), .. Enumerable.Repeat(SocketVendor.Reply(400), 5)]);
        await using ServiceProvider services = Build(options => options.Kinds = [RequestKind.Billable, RequestKind.Poll]);

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
        await using ServiceProvider services = Build(options => options.Kinds = [kind]);

        LivenessResult result = await services.CheckAsync();

        result.Attempts.Single().Should().Match<LivenessAttempt>(attempt => !attempt.PhotoSent && !attempt.MayHaveBeenProcessed);
        Vendor.Requests.Should().Be(3);
    }

    [Fact]
    public async Task A_body_that_a_handler_read_into_memory_counts_as_sent_all_the_same()
    {
        bool refused = false;
        Vendor.Then(conversation => BreakAsync(conversation, "after the body was read"));
        await using ServiceProvider services = Build(after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => client
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

    [Fact]
    public async Task Whoever_accepts_paying_twice_gets_more_retries()
    {
        Vendor.Then(SocketVendor.Reply(500), conversation =>
        {
            conversation.Reset();
            return Task.CompletedTask;
        });
        await using ServiceProvider services = Build(options => options.Resilience.RetryWhenMaybeProcessed = true);

        LivenessResult result = await services.CheckAsync();

        result.IsLive.Should().BeTrue();
        Vendor.Requests.Should().Be(3);
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

    private ServiceProvider Build(
        Action<PlainOptions>? configure = null, TimeProvider? timeProvider = null, Action<LivenessBuilder>? after = null) =>
        PlainVendor.Build(
            options =>
            {
                options.Endpoint = Vendor.Endpoint;
                configure?.Invoke(options);
            },
            timeProvider,
            after: after);

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
