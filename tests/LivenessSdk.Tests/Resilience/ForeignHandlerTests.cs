using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows that no handler of the application, wherever it was added, makes a paid message leave twice.</summary>
public sealed class ForeignHandlerTests
{
    public static TheoryData<string> Ways => ["defaults", "all options", "a filter"];

    [Theory]
    [MemberData(nameof(Ways))]
    public Task A_retrying_handler_for_all_clients_added_before_does_not_pay_twice(string way) =>
        A_server_error_is_sent_once(before: services => AddForAll(services, way));

    [Theory]
    [MemberData(nameof(Ways))]
    public Task A_retrying_handler_for_all_clients_added_after_does_not_pay_twice(string way) =>
        A_server_error_is_sent_once(after: builder => AddForAll(builder.Services, way));

    [Theory]
    [InlineData(Copying.Nothing)]
    [InlineData(Copying.Message)]
    [InlineData(Copying.MessageAndBody)]
    public Task A_retrying_handler_of_the_registrations_own_does_not_pay_twice(Copying copying) =>
        A_server_error_is_sent_once(after: builder => AddOwn(builder, () => new RetryingHandler(copying)));

    [Fact]
    public async Task A_handler_that_gives_up_waiting_and_sends_again_does_not_pay_twice()
    {
        StubNetwork network = new(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return StubNetwork.Reply();
        });
        await using ServiceProvider services = Build(network, after: builder => AddOwn(builder, () => new ImpatientHandler()));

        LivenessException failure = await services.FailAsync();

        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Message.Should().Contain("tried to send a billable request again");
        network.Requests.Should().Be(1);
    }

    [Fact]
    public async Task Two_copies_at_once_do_not_pay_twice()
    {
        TaskCompletionSource<HttpResponseMessage> reply = new();
        StubNetwork network = new((_, _) => reply.Task);
        await using ServiceProvider services = Build(network, after: builder => AddOwn(builder, () => new HedgingHandler(reply)));

        LivenessResult result = await services.CheckAsync();

        result.IsLive.Should().BeTrue();
        network.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_retrying_handler_may_send_again_what_the_vendor_turned_away()
    {
        Queue<HttpStatusCode> statuses = new([HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, HttpStatusCode.OK]);
        StubNetwork network = new(() => StubNetwork.Reply(statuses.Dequeue()));
        await using ServiceProvider services = Build(network, after: builder => AddOwn(builder, () => new RetryingHandler()));

        LivenessResult result = await services.CheckAsync();

        result.IsLive.Should().BeTrue();
        network.Requests.Should().Be(3);
    }

    [Fact]
    public async Task Handlers_for_all_clients_do_not_reach_ours_but_those_of_the_registration_stay()
    {
        List<string> seen = [];
        StubNetwork network = new((request, _) =>
        {
            seen.AddRange(request.Headers.GetValues("x-passed"));
            return Task.FromResult(StubNetwork.Reply());
        });
        await using ServiceProvider services = Build(
            network,
            services => services.ConfigureHttpClientDefaults(client => client
                .AddHttpMessageHandler(() => new MarkingHandler("default before"))
                .ConfigureHttpClient(http => http.DefaultRequestHeaders.Add("x-passed", "default header"))),
            builder =>
            {
                AddOwn(builder, () => new MarkingHandler("own"));
                builder.ConfigureHttpClient(PlainVendor.Name, client => client.ConfigureHttpClient(http => http.DefaultRequestHeaders.Add("x-passed", "own header")));
                builder.Services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new MarkingHandler("default after")));
            });

        await services.CheckAsync();

        seen.Should().BeEquivalentTo("own", "own header");
    }

    [Fact]
    public async Task A_handler_may_send_messages_of_its_own()
    {
        StubNetwork network = new((request, _) => Task.FromResult(StubNetwork.Reply(
            request.RequestUri!.AbsolutePath == "/token" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK)));
        await using ServiceProvider services = Build(network, after: builder => AddOwn(builder, () => new AskingHandler()));

        LivenessResult result = await services.CheckAsync();

        result.IsLive.Should().BeTrue();
        network.Requests.Should().Be(3);
    }

    [Fact]
    public async Task A_handler_that_reads_the_body_before_sending_does_not_make_it_sent()
    {
        StubNetwork network = new(() => throw new InvalidOperationException("Nothing should have been sent."));
        await using ServiceProvider services = Build(network, after: builder => AddOwn(builder, () => new SigningHandler()));

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeFalse();
        network.Requests.Should().Be(0);
    }

    [Fact]
    public async Task A_time_limit_set_on_the_client_does_not_cut_a_check_short()
    {
        TaskCompletionSource<HttpResponseMessage> reply = new();
        TaskCompletionSource<CancellationToken> sent = new();
        StubNetwork network = new((_, cancellationToken) =>
        {
            sent.SetResult(cancellationToken);
            return reply.Task;
        });
        await using ServiceProvider services = Build(network, after: builder => builder.ConfigureHttpClient(
            PlainVendor.Name, client => client.ConfigureHttpClient(http => http.Timeout = TimeSpan.FromTicks(1))));

        Task<LivenessResult> check = services.CheckAsync();
        (await sent.Task).IsCancellationRequested.Should().BeFalse();
        reply.SetResult(StubNetwork.Reply());

        (await check).IsLive.Should().BeTrue();
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.OK, HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.OK, HttpStatusCode.BadRequest)]
    public async Task A_rejection_that_a_handler_makes_of_another_answer_is_neither_believed_nor_sent_again(HttpStatusCode answered, HttpStatusCode madeUp)
    {
        StubNetwork network = new(() => StubNetwork.Reply(answered));
        await using ServiceProvider services = Build(network, after: builder => AddOwn(builder, () => new ActingHandler(async (handler, request, cancellationToken) =>
        {
            using HttpResponseMessage answer = await handler.PassOnAsync(request, cancellationToken);
            return new HttpResponseMessage(madeUp) { RequestMessage = request };
        })));

        LivenessException failure = await services.FailAsync();

        failure.MayHaveBeenProcessed.Should().BeTrue();
        network.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_copy_that_is_sent_after_its_attempt_has_ended_does_not_leave()
    {
        Queue<HttpStatusCode> statuses = new([HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK]);
        StubNetwork network = new(() => StubNetwork.Reply(statuses.Dequeue()));
        List<Func<Task>> later = [];
        await using ServiceProvider services = Build(network, after: builder => AddOwn(builder, () => new ActingHandler(async (handler, request, cancellationToken) =>
        {
            HttpRequestMessage copy = new(request.Method, request.RequestUri) { Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken)) };
            foreach ((string key, object? value) in request.Options)
            {
                copy.Options.TryAdd(key, value);
            }

            later.Add(() => handler.PassOnAsync(copy, CancellationToken.None));
            return await handler.PassOnAsync(request, cancellationToken);
        })));

        (await services.CheckAsync()).IsLive.Should().BeTrue();

        foreach (Func<Task> send in later)
        {
            await send.Should().ThrowAsync<InvalidOperationException>();
        }

        network.Requests.Should().Be(2);
    }

    [Fact]
    public async Task A_handler_that_sends_synchronously_sends_nothing()
    {
        StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = Build(network, after: builder => AddOwn(builder, () => new ActingHandler(
            (handler, request, cancellationToken) => Task.FromResult(handler.PassOn(request, cancellationToken)))));

        LivenessException failure = await services.FailAsync();

        failure.InnerException.Should().BeOfType<NotSupportedException>();
        failure.MayHaveBeenProcessed.Should().BeFalse();
        network.Requests.Should().Be(0);
    }

    [Fact]
    public async Task A_retrying_handler_within_the_primary_handler_does_not_pay_twice()
    {
        StubNetwork network = new(() => StubNetwork.Reply(HttpStatusCode.InternalServerError));
        await using ServiceProvider services = PlainVendor.Build(
            options => options.Endpoint = new Uri("https://vendor.example/check"),
            after: builder => builder.ConfigureHttpClient(
                PlainVendor.Name, client => client.ConfigurePrimaryHttpMessageHandler(() => new RetryingHandler { InnerHandler = network })));

        (await services.FailAsync()).MayHaveBeenProcessed.Should().BeTrue();

        network.Requests.Should().Be(1);
    }

    private static async Task A_server_error_is_sent_once(Action<IServiceCollection>? before = null, Action<LivenessBuilder>? after = null)
    {
        StubNetwork network = new(() => StubNetwork.Reply(HttpStatusCode.InternalServerError));
        await using ServiceProvider services = Build(network, before, after);

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        network.Requests.Should().Be(1);
    }

    private static ServiceProvider Build(StubNetwork network, Action<IServiceCollection>? before = null, Action<LivenessBuilder>? after = null) =>
        PlainVendor.Build(options => options.Endpoint = new Uri("https://vendor.example/check"), network: network, before: before, after: after);

    private static void AddOwn(LivenessBuilder builder, Func<DelegatingHandler> create) =>
        builder.ConfigureHttpClient(PlainVendor.Name, client => client.AddHttpMessageHandler(create));

    private static void AddForAll(IServiceCollection services, string way) =>
        _ = way switch
        {
            "defaults" => services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new RetryingHandler())),
            "all options" => services.ConfigureAll<HttpClientFactoryOptions>(options =>
                options.HttpMessageHandlerBuilderActions.Add(handlers => handlers.AdditionalHandlers.Add(new RetryingHandler()))),
            _ => services.AddSingleton<IHttpMessageHandlerBuilderFilter, RetryingFilter>(),
        };

    /// <summary>Acts as it is told, with the rest of the chain.</summary>
    private sealed class ActingHandler(Func<ActingHandler, HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> act) : DelegatingHandler
    {
        public Task<HttpResponseMessage> PassOnAsync(HttpRequestMessage request, CancellationToken cancellationToken) => base.SendAsync(request, cancellationToken);

        public HttpResponseMessage PassOn(HttpRequestMessage request, CancellationToken cancellationToken) => Send(request, cancellationToken);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => act(this, request, cancellationToken);
    }
}
