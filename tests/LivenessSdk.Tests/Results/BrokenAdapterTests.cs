using System.Text.Json;
using LivenessSdk.Tests.Resilience;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Results;

/// <summary>An adapter of a third party may have faults. None of them comes out live.</summary>
public sealed class BrokenAdapterTests
{
    private static readonly LivenessResult?[] s_broken =
    [
        null,
        Live(score: double.NaN),
        Live(score: double.PositiveInfinity),
        Live(score: 7),
        Live(score: -0.01),
        Live(rawScore: double.NaN),
        Live(score: 0.9, threshold: double.NaN),
        Live(score: 0.9, threshold: 50),
        Live(score: 0.4, threshold: 0.5),
        Live(reasons: [new LivenessReason(LivenessReasonCode.PresentationAttack)]),
        Live(reasons: [new LivenessReason(default)]),
        Live(reasons: [null!]),
        Live(frames: [null!]),
        Live(frames: [new FrameResult(), new FrameResult { PresentationAttack = true }]),
        Live(continuationToken: "token"),
        new() { ClientName = "odd", Verdict = (LivenessVerdict)7 },
        new() { ClientName = "odd", Verdict = LivenessVerdict.NotLive, Score = double.NaN },
        new() { ClientName = "odd", Verdict = LivenessVerdict.Inconclusive, Reasons = [new LivenessReason(LivenessReasonCode.Pending)], ContinuationToken = "token" },
    ];

    public static TheoryData<int> Broken => [.. Enumerable.Range(0, s_broken.Length)];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_result_that_breaks_the_rules_is_an_unexpected_response(int index)
    {
        await using LivenessClient client = Create(s_broken[index]);

        LivenessException failure = await FailAsync(client);

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.Message.Should().StartWith("odd: the vendor's adapter broke its contract: ");
        failure.Attempts.Should().ContainSingle().Which.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.ContinuationToken.Should().Be(s_broken[index]?.ContinuationToken);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_composition_over_it_takes_the_next_client_or_counts_a_failure(int index)
    {
        await using LivenessClient client = Create(s_broken[index]);

        LivenessResult failover = await client.GetClient("failover").CheckAsync(PlainVendor.Request);
        LivenessResult consensus = await client.GetClient("consensus").CheckAsync(PlainVendor.Request);

        (failover.ClientName, failover.Verdict).Should().Be(("sound", LivenessVerdict.NotLive));
        consensus.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        consensus.Answers.Should().OnlyContain(answer => answer.ClientName == "sound");
    }

    [Fact]
    public async Task A_paid_answer_that_breaks_the_rules_says_that_it_may_be_billed_and_is_not_asked_for_again()
    {
        int messages = 0;
        using ServiceProvider services = new ServiceCollection().AddLiveness()
            .AddProvider<PlainOptions>(
                "odd",
                options => options.Endpoint = new Uri("https://odd.example"),
                options => new OddProvider(async (check, cancellationToken) =>
                {
                    await check.SendAsync(
                        () => new HttpRequestMessage(HttpMethod.Post, options.Endpoint) { Content = new ByteArrayContent(new byte[10]) },
                        RequestKind.Billable,
                        cancellationToken);
                    return Live(score: 7);
                }))
            .ConfigureHttpClient("odd", http => http.ConfigurePrimaryHttpMessageHandler(() => new Answering(() => messages++)))
            .Services.BuildServiceProvider();

        LivenessException failure = await FailAsync(services.GetRequiredService<ILivenessClient>());

        failure.MayHaveBeenProcessed.Should().BeTrue();
        messages.Should().Be(1);
    }

    [Fact]
    public async Task An_adapter_that_gives_up_by_itself_is_not_said_to_have_used_up_the_time()
    {
        await using LivenessClient client = LivenessClient.Create(liveness => liveness
            .AddProvider<PlainOptions>("odd", _ => { }, _ => new OddProvider((_, _) => throw new TaskCanceledException())));

        LivenessException failure = await FailAsync(client);

        failure.Error.Should().Be(LivenessError.TimedOut);
        failure.Message.Should().Be("odd: the vendor's adapter canceled the check before its deadline. Look at the inner exception.");
        failure.InnerException.Should().BeOfType<TaskCanceledException>();
    }

    [Fact]
    public async Task A_failure_that_an_adapter_made_itself_may_be_billed_if_the_photo_was_sent()
    {
        int messages = 0;
        using ServiceProvider services = new ServiceCollection().AddLiveness()
            .AddProvider<PlainOptions>("odd", _ => { }, _ => new OddProvider(async (check, cancellationToken) =>
            {
                await check.SendAsync(Upload, RequestKind.Billable, cancellationToken);
                throw new LivenessException(LivenessError.Unavailable, "The task failed.");
            }))
            .AddProvider<PlainOptions>("other", _ => { }, _ => new OddProvider((_, _) => throw new NotSupportedException()))
            .AddFailover("both", o => (o.Clients, o.OnlyWhenNotProcessed) = (["odd", "other"], true))
            .ConfigureHttpClient("odd", http => http.ConfigurePrimaryHttpMessageHandler(() => new Answering(() => messages++)))
            .Services.BuildServiceProvider();

        LivenessException failure = await FailAsync(services.GetRequiredKeyedService<ILivenessClient>("both"));

        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Should().ContainSingle().Which.MayHaveBeenProcessed.Should().BeTrue();
        messages.Should().Be(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_adapter_that_does_not_pass_its_token_on_is_ended_at_the_deadline(bool polls)
    {
        ManualTimeProvider clock = new();
        using ServiceProvider services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddLiveness()
            .AddProvider<PlainOptions>("odd", options => options.Timeout = TimeSpan.FromSeconds(20), _ => new OddProvider(async (check, _) =>
            {
                if (polls)
                {
                    await check.PollAsync(_ => Task.FromResult(false), _ => false, CancellationToken.None);
                }

                await check.SendAsync(Upload, RequestKind.Billable, CancellationToken.None);
                return null;
            }))
            .ConfigureHttpClient("odd", http => http.ConfigurePrimaryHttpMessageHandler(() => new Stalling(() => clock.Advance(TimeSpan.FromSeconds(20)))))
            .Services.BuildServiceProvider();

        Task<LivenessException> failing = FailAsync(services.GetRequiredService<ILivenessClient>());
        if (polls)
        {
            clock.Advance(TimeSpan.FromSeconds(20)); // It waits for its first poll.
        }

        LivenessException failure = await failing;
        failure.Error.Should().Be(LivenessError.TimedOut);
        failure.Message.Should().StartWith("odd: no verdict within 00:00:20.");
    }

    [Fact]
    public async Task An_exception_of_an_adapters_own_is_an_unexpected_response_that_says_what_was_billed()
    {
        int messages = 0;
        using ServiceProvider services = new ServiceCollection().AddLiveness()
            .AddProvider<PlainOptions>("odd", _ => { }, _ => new OddProvider(async (check, cancellationToken) =>
            {
                await check.SendAsync(
                    () => new HttpRequestMessage(HttpMethod.Post, "https://odd.example") { Content = new ByteArrayContent(new byte[10]) },
                    RequestKind.Billable,
                    cancellationToken);
                throw new JsonException("It is not JSON.");
            }))
            .ConfigureHttpClient("odd", http => http.ConfigurePrimaryHttpMessageHandler(() => new Answering(() => messages++)))
            .Services.BuildServiceProvider();

        LivenessException failure = await FailAsync(services.GetRequiredService<ILivenessClient>());

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.InnerException.Should().BeOfType<JsonException>();
        failure.Attempts.Should().ContainSingle().Which.PhotoSent.Should().BeTrue();
        messages.Should().Be(1);
    }

    [Fact]
    public async Task An_exception_of_an_adapters_own_does_not_end_a_composition_or_a_run_over_many()
    {
        LivenessResult attack = new() { ClientName = "sound", Verdict = LivenessVerdict.NotLive, VerdictSource = VerdictSource.Vendor };
        await using LivenessClient client = LivenessClient.Create(liveness => liveness
            .AddProvider<PlainOptions>("odd", _ => { }, _ => new OddProvider((_, _) => throw new JsonException("It is not JSON.")))
            .AddProvider<PlainOptions>("sound", options => options.IndependenceGroup = "sound", _ => new OddProvider((_, _) => Task.FromResult<LivenessResult?>(attack)))
            .AddFailover("failover", "odd", "sound")
            .AddConsensus("consensus", options => options.Clients = ["odd", "sound"])
            .AddShadow("shadow", o => (o.Primary, o.Shadow, o.SamplingRate) = ("sound", "odd", 1)));

        (await client.GetClient("failover").CheckAsync(PlainVendor.Request)).ClientName.Should().Be("sound");
        (await client.GetClient("consensus").CheckAsync(PlainVendor.Request)).Answers.Should().ContainSingle();
        (await client.GetClient("shadow").CheckAsync(PlainVendor.Request)).ClientName.Should().Be("sound");
        List<CheckManyItem> items = await client.GetClient("odd").CheckManyAsync(Three()).ToListAsync();
        items.Should().HaveCount(3).And.OnlyContain(item => item.Failure!.Error == LivenessError.UnexpectedResponse);

        static async IAsyncEnumerable<LivenessRequest> Three()
        {
            for (int i = 0; i < 3; i++)
            {
                await Task.Yield();
                yield return PlainVendor.Request;
            }
        }
    }

    [Fact]
    public async Task When_all_clients_fail_the_exception_names_each_with_error_and_status()
    {
        using ServiceProvider services = new ServiceCollection().AddLiveness()
            .AddProvider<PlainOptions>("first", options => options.Endpoint = new Uri("https://first.example"), options => new PlainProvider(options))
            .AddProvider<PlainOptions>("second", options => (options.Endpoint, options.IndependenceGroup) = (new Uri("https://second.example"), "second"), options => new PlainProvider(options))
            .AddFailover("failover", "first", "second")
            .AddConsensus("consensus", options => options.Clients = ["first", "second"])
            .ConfigureHttpClient("first", http => http.ConfigurePrimaryHttpMessageHandler(() => new StubNetwork(() => StubNetwork.Reply(System.Net.HttpStatusCode.InternalServerError))))
            .ConfigureHttpClient("second", http => http.ConfigurePrimaryHttpMessageHandler(() => new StubNetwork(() => StubNetwork.Reply(System.Net.HttpStatusCode.Unauthorized))))
            .Services.BuildServiceProvider();

        foreach (string name in new[] { "failover", "consensus" })
        {
            LivenessException failure = await FailAsync(services.GetRequiredKeyedService<ILivenessClient>(name));

            failure.Error.Should().Be(LivenessError.Unavailable);
            failure.Message.Should().Contain("first Unavailable, HTTP 500").And.Contain("second Unauthorized, HTTP 401");
            failure.Attempts.Select(attempt => (attempt.ClientName, attempt.Error, (int?)attempt.StatusCode)).Should().Equal(
                ("first", LivenessError.Unavailable, 500), ("second", LivenessError.Unauthorized, 401));
        }
    }

    [Fact]
    public async Task Lists_that_are_null_count_as_empty()
    {
        await using LivenessClient client = Create(
            new LivenessResult { ClientName = "odd", Verdict = LivenessVerdict.NotLive, Reasons = null!, Frames = null!, Attempts = null!, Answers = null! });

        LivenessResult result = await client.CheckAsync(PlainVendor.Request);

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.Reasons.Should().BeEmpty();
    }

    [Fact]
    public void Only_the_member_live_is_live()
    {
        Enumerable.Range(-1, 10).Select(value => new LivenessResult { ClientName = "odd", Verdict = (LivenessVerdict)value })
            .Where(result => result.IsLive).Should().ContainSingle().Which.Verdict.Should().Be(LivenessVerdict.Live);
    }

    private static LivenessResult Live(
        double? score = null,
        double? rawScore = null,
        double? threshold = null,
        IReadOnlyList<LivenessReason>? reasons = null,
        IReadOnlyList<FrameResult>? frames = null,
        string? continuationToken = null) => new()
    {
        ClientName = "odd",
        Verdict = LivenessVerdict.Live,
        VerdictSource = VerdictSource.Vendor,
        Score = score,
        RawScore = rawScore,
        Threshold = threshold,
        Reasons = reasons ?? [],
        Frames = frames ?? [],
        ContinuationToken = continuationToken,
    };

    private static LivenessClient Create(LivenessResult? answer)
    {
        LivenessResult attack = new() { ClientName = "sound", Verdict = LivenessVerdict.NotLive, VerdictSource = VerdictSource.Vendor };
        return LivenessClient.Create(liveness => liveness
            .AddProvider<PlainOptions>("odd", _ => { }, _ => new OddProvider((_, _) => Task.FromResult(answer)))
            .AddProvider<PlainOptions>("sound", options => options.IndependenceGroup = "sound", _ => new OddProvider((_, _) => Task.FromResult<LivenessResult?>(attack)))
            .AddFailover("failover", "odd", "sound")
            .AddConsensus("consensus", options => options.Clients = ["odd", "sound"]));
    }

    private static async Task<LivenessException> FailAsync(ILivenessClient client)
    {
        Func<Task> check = () => client.CheckAsync(PlainVendor.Request);
        return (await check.Should().ThrowExactlyAsync<LivenessException>()).Which;
    }

    private static HttpRequestMessage Upload() => new(HttpMethod.Post, "https://odd.example") { Content = new ByteArrayContent(new byte[10]) };

    private sealed class OddProvider(Func<ProviderCheck, CancellationToken, Task<LivenessResult?>> answer) : ILivenessProvider
    {
        public LivenessProviderInfo Info { get; } = new() { Vendor = "Odd" };

        public async Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken) => (await answer(check, cancellationToken))!;
    }

    private sealed class Answering(Action onMessage) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            onMessage();
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            return new HttpResponseMessage { Content = new StringContent("odd"), RequestMessage = request };
        }
    }

    private sealed class Stalling(Action onMessage) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            onMessage();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
