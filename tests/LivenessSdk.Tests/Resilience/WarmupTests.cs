using LivenessSdk.Simulator;
using LivenessSdk.Tests.Images;
using LivenessSdk.Tests.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Resilience;

public sealed class WarmupTests
{
    [Fact]
    public async Task The_check_after_a_warm_up_uses_its_connection()
    {
        await using SocketVendor vendor = new SocketVendor().Then(AnswerHead);
        await using ServiceProvider services = PlainVendor.BuildFor(vendor);

        await WarmUpAsync(services);
        (await services.CheckAsync()).IsLive.Should().BeTrue();

        vendor.Requests.Should().Be(2);
        vendor.Connections.Should().Be(1);
    }

    [Fact]
    public async Task A_connection_is_opened_without_credentials_body_or_path()
    {
        await using SocketVendor vendor = new SocketVendor().Then(AnswerHead);
        await using ServiceProvider services = PlainVendor.BuildFor(vendor, options =>
        {
            options.Endpoint = new Uri(options.Endpoint!, "v1/secret-path");
            options.UserAgent = "Onboarding/2.1";
        });

        await WarmUpAsync(services);

        string head = vendor.Heads.Should().ContainSingle().Which;
        head.Should().StartWith("HEAD / HTTP/1.1\r\n").And.Contain("User-Agent: Onboarding/2.1\r\n");
        head.Should().NotContainAny("x-api-key", "Authorization", "Content-Length", "Cookie");
    }

    [Fact]
    public async Task A_client_that_is_warm_sends_nothing()
    {
        ManualTimeProvider clock = new();
        await using SocketVendor vendor = new SocketVendor().Then(AnswerHead, SocketVendor.Reply(200), AnswerHead);
        await using ServiceProvider services = PlainVendor.BuildFor(vendor, timeProvider: clock);
        await WarmUpAsync(services);
        await WarmUpAsync(services);
        await services.CheckAsync();
        clock.Advance(TimeSpan.FromSeconds(59));
        await WarmUpAsync(services);
        vendor.Requests.Should().Be(2);

        clock.Advance(TimeSpan.FromSeconds(1));
        await WarmUpAsync(services);

        vendor.Requests.Should().Be(3);
    }

    [Fact]
    public async Task What_stands_in_for_the_network_sees_nothing_of_a_warm_up()
    {
        using StubNetwork network = new(() => StubNetwork.Reply());
        await using ServiceProvider services = PlainVendor.Build(options => options.Endpoint = new Uri("https://vendor.example/"), network: network);

        await WarmUpAsync(services);

        network.Requests.Should().Be(0);
    }

    [Fact]
    public async Task A_handler_of_the_application_cannot_add_credentials_to_it()
    {
        await using SocketVendor vendor = new SocketVendor().Then(AnswerHead);
        await using ServiceProvider services = PlainVendor.BuildFor(vendor, after: liveness => liveness.ConfigureHttpClient(
            PlainVendor.Name, client => client.AddHttpMessageHandler(() => new AddingHandler())));

        await WarmUpAsync(services);

        vendor.Heads.Should().ContainSingle().Which.Should().NotContain("X-Added");
    }

    [Fact]
    public async Task A_vendor_that_cannot_be_reached_is_told()
    {
        Uri nobody = await FindUnusedAddressAsync();
        await using ServiceProvider services = PlainVendor.Build(options => options.Endpoint = nobody);

        LivenessException failure = (await services.Awaiting(it => WarmUpAsync(it)).Should().ThrowAsync<LivenessException>()).Which;

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.MayHaveBeenProcessed.Should().BeFalse();
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_the_cancellation()
    {
        await using SocketVendor vendor = new SocketVendor().Then(conversation => conversation.StallAsync());
        await using ServiceProvider services = PlainVendor.BuildFor(vendor);
        using CancellationTokenSource caller = new();

        Task warming = services.GetRequiredService<ILivenessWarmup>().WarmUpAsync(PlainVendor.Name, caller.Token);
        await vendor.ArrivedAsync();
        await caller.CancelAsync();

        (await warming.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [Fact]
    public async Task An_adapter_that_fails_is_told_as_such()
    {
        await using ServiceProvider services = PlainVendor.Build(
            options => options.Endpoint = new Uri("https://vendor.example/"),
            after: liveness => liveness.AddProvider("odd", new ProviderDescriptor<PlainOptions>("Odd", (_, _) => { }, _ => new OddProvider()), _ => { }));

        LivenessException failure = (await services.Awaiting(it => WarmUpAsync(it, "odd")).Should().ThrowAsync<LivenessException>()).Which;

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.InnerException.Should().BeOfType<FormatException>();
    }

    [Fact]
    public async Task An_unknown_name_is_a_programming_mistake()
    {
        await using ServiceProvider services = PlainVendor.Build(options => options.Endpoint = new Uri("https://vendor.example/"));

        await services.Awaiting(it => it.GetRequiredService<ILivenessWarmup>().WarmUpAsync("nobody")).Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task A_photo_that_has_to_be_decoded_finds_its_connection_open()
    {
        await using SocketVendor vendor = new SocketVendor().Then([.. Enumerable.Repeat(AnswerHead, 3)]);
        await using ServiceProvider services = PlainVendor.BuildFor(vendor, options => options.MaxHeight = 100);

        (await services.CheckAsync(new LivenessRequest(LivenessImage.FromBytes(Photos.Astronaut1080)))).IsLive.Should().BeTrue();
        await services.CheckAsync(new LivenessRequest(LivenessImage.FromBytes(Photos.Astronaut1080)));

        vendor.Heads.Count(head => head.StartsWith("HEAD", StringComparison.Ordinal)).Should().Be(1, "the second check finds a connection");
        vendor.Heads.Count(head => head.StartsWith("POST", StringComparison.Ordinal)).Should().Be(2);
    }

    [Fact]
    public async Task A_kept_connection_is_used_every_45_seconds_until_ten_minutes_after_the_last_check()
    {
        ManualTimeProvider clock = new();
        await using SocketVendor vendor = new SocketVendor().Then(SocketVendor.Reply(200)).Then([.. Enumerable.Repeat(AnswerHead, 20)]);
        await using ServiceProvider services = PlainVendor.BuildFor(vendor, options => options.KeepConnectionWarm = true, clock);
        await services.CheckAsync();
        await vendor.ArrivedAsync();

        for (int i = 0; i < 13; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(45));
            await vendor.ArrivedAsync();
            await LimitedVendor.UntilAsync(() => clock.ScheduledTimers == 1); // The answer is there: it would count as a use after the next advance.
        }

        vendor.Requests.Should().Be(14);
        clock.Advance(TimeSpan.FromSeconds(45));
        clock.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task No_connection_is_kept_unless_asked_for()
    {
        ManualTimeProvider clock = new();
        await using SocketVendor vendor = new();
        await using ServiceProvider services = PlainVendor.BuildFor(vendor, timeProvider: clock);

        await services.CheckAsync();

        clock.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task A_token_is_there_before_the_first_check()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using ServiceProvider services = ForProgeny(simulator, simulator.Progeny.Password);

        await WarmUpAsync(services, "progeny");

        simulator.Progeny.Requests.Should().ContainSingle().Which.Kind.Should().Be(RequestKind.Token);
        (await services.CheckAsync()).IsLive.Should().BeTrue();
        simulator.Progeny.Requests.Count(request => request.Kind == RequestKind.Token).Should().Be(1);
    }

    [Fact]
    public async Task Credentials_that_are_rejected_are_told_without_a_photo()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using ServiceProvider services = ForProgeny(simulator, "wrong");

        LivenessException failure = (await services.Awaiting(it => WarmUpAsync(it, "progeny")).Should().ThrowAsync<LivenessException>()).Which;

        failure.Error.Should().Be(LivenessError.Unauthorized);
        simulator.Progeny.Requests.Should().OnlyContain(request => request.Kind == RequestKind.Token);
    }

    [Fact]
    public async Task A_check_whose_token_is_refused_signs_in_once()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using ServiceProvider services = ForProgeny(simulator, "wrong");

        (await services.FailAsync()).Error.Should().Be(LivenessError.Unauthorized);

        simulator.Progeny.Requests.Should().ContainSingle("an account that is locked after a few failures must not be");
    }

    [Fact]
    public async Task A_token_is_obtained_while_the_photo_is_prepared()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using ServiceProvider services = ForProgeny(simulator, simulator.Progeny.Password);
        byte[] damaged = TestPhoto.Jpeg(600, 2000);

        await services.Awaiting(it => it.CheckAsync(new LivenessRequest(LivenessImage.FromBytes(damaged)))).Should().ThrowAsync<LivenessException>();

        (await simulator.Progeny.WaitForRequestAsync()).Kind.Should().Be(RequestKind.Token, "only preparing the photo showed that it is damaged");
    }

    [Fact]
    public async Task A_composition_warms_up_each_client_that_it_may_ask()
    {
        await using SocketVendor first = new SocketVendor().Then(AnswerHead);
        await using SocketVendor second = new SocketVendor().Then(AnswerHead);
        await using ServiceProvider services = PlainVendor.BuildFor(first, after: liveness => liveness
            .AddProvider<PlainOptions>("second", options => options.Endpoint = second.Endpoint, options => new PlainProvider(options))
            .AddFailover("both", options => options.Clients = [PlainVendor.Name, "second"]));

        await WarmUpAsync(services, "BOTH");

        first.Requests.Should().Be(1);
        second.Requests.Should().Be(1);
    }

    [Fact]
    public async Task A_host_warms_up_its_clients_and_starts_although_one_cannot_be()
    {
        await using SocketVendor vendor = new SocketVendor().Then(AnswerHead);
        Uri nobody = await FindUnusedAddressAsync();
        RecordedLogs logs = new();
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ILoggerProvider>(logs);
        builder.Services.AddLiveness()
            .AddProvider<PlainOptions>("there", options => options.Endpoint = vendor.Endpoint, options => new PlainProvider(options))
            .AddProvider<PlainOptions>("gone", options => options.Endpoint = nobody, options => new PlainProvider(options))
            .WarmUpAtStart();
        using IHost host = builder.Build();

        await host.StartAsync();
        await host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Single().ExecuteTask!;

        vendor.Requests.Should().Be(1);
        logs.Lines.Should().ContainSingle(line => line.StartsWith("Warning LivenessSdk 6: Liveness client gone", StringComparison.Ordinal));
        await host.StopAsync();
    }

    private static Task AnswerHead(Conversation conversation) =>
        conversation.Head.StartsWith("HEAD", StringComparison.Ordinal) ? conversation.WriteAsync(SocketVendor.Head(404, 0)) : SocketVendor.Reply(200)(conversation);

    private static async Task<Uri> FindUnusedAddressAsync()
    {
        await using SocketVendor gone = new();
        return gone.Endpoint;
    }

    private static Task WarmUpAsync(ServiceProvider services, string client = PlainVendor.Name) =>
        services.GetRequiredService<ILivenessWarmup>().WarmUpAsync(client);

    private static ServiceProvider ForProgeny(LivenessSimulator simulator, string password)
    {
        ServiceCollection services = new();
        services.AddLiveness().AddProgeny(options =>
        {
            options.Endpoint = simulator.Progeny.Endpoint;
            options.Username = simulator.Progeny.Username;
            options.Password = password;
        });
        return services.BuildServiceProvider();
    }

    private sealed class OddProvider : ILivenessProvider
    {
        public LivenessProviderInfo Info { get; } = new() { Vendor = "Odd" };

        public Task PrepareAsync(ProviderCheck check, CancellationToken cancellationToken) => throw new FormatException();

        public Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class AddingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Added", "secret");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
