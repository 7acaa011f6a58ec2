using LivenessSdk.Simulator;
using LivenessSdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers.Progeny;

public sealed class ProgenyContinuationTests : ProgenyTests
{
    [Fact]
    public async Task A_caller_who_does_not_wait_gets_a_token_right_after_the_upload()
    {
        LivenessResult result = await CheckAsync(Request(returnWhenPending: true));

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.Pending);
        result.ContinuationToken.Should().NotBeNullOrEmpty();
        result.TransactionId.Should().NotBeNullOrEmpty();
        result.Attempts.Should().ContainSingle().Which.MayHaveBeenProcessed.Should().BeTrue();
        Uploads.Should().ContainSingle();
        Polls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_continued_check_is_asked_for_at_once_and_then_after_a_while()
    {
        Vendor.Next(Scenario.Pending(3).Then(Scenario.Attack));
        string token = await BeginAsync();
        LivenessResult result = await CheckAsync(LivenessRequest.Continue(token));

        result.Verdict.Should().Be(LivenessVerdict.NotLive);
        result.ContinuationToken.Should().BeNull();
        result.Attempts.Should().ContainSingle().Which.MayHaveBeenProcessed.Should().BeTrue();
        result.Attempts[0].PhotoSent.Should().BeFalse();
        Time.Waits.Should().HaveCount(3).And.OnlyContain(wait => wait >= TimeSpan.FromMilliseconds(50) && wait <= TimeSpan.FromSeconds(2));
        Uploads.Should().ContainSingle();
    }

    [Fact]
    public async Task A_continued_check_can_return_when_it_is_still_pending()
    {
        Vendor.Next(Scenario.Pending(1));
        string token = await BeginAsync();
        LivenessResult pending = await CheckAsync(LivenessRequest.Continue(token, returnWhenPending: true));
        LivenessResult finished = await CheckAsync(LivenessRequest.Continue(pending.ContinuationToken!, returnWhenPending: true));

        pending.HasReason(LivenessReasonCode.Pending).Should().BeTrue();
        finished.Verdict.Should().Be(LivenessVerdict.Live);
        finished.TransactionId.Should().Be(pending.TransactionId);
        Polls.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_continued_check_that_fails_may_have_been_processed_and_can_be_continued_again()
    {
        string token = await BeginAsync();
        Vendor.Next(RequestKind.Poll, Scenario.Response(200, "<html>"));
        Func<Task> check = () => CheckAsync(LivenessRequest.Continue(token));

        LivenessException failure = (await check.Should().ThrowAsync<LivenessException>()).Which;
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Should().ContainSingle().Which.MayHaveBeenProcessed.Should().BeTrue();
        (await CheckAsync(LivenessRequest.Continue(failure.ContinuationToken!))).IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task A_continued_check_keeps_its_own_deadline()
    {
        string token = await BeginAsync();
        Vendor.Next(RequestKind.Poll, Scenario.Stall);
        await using LivenessClient client = CreateClient();
        Task<LivenessResult> check = client.CheckAsync(LivenessRequest.Continue(token, timeout: TimeSpan.FromSeconds(6)));
        await Vendor.WaitForRequestAsync(request => request.Kind == RequestKind.Poll);
        Time.Advance(TimeSpan.FromSeconds(6));

        LivenessException failure = (await check.Invoking(async task => await task).Should().ThrowAsync<LivenessException>()).Which;
        failure.Error.Should().Be(LivenessError.TimedOut);
        failure.ContinuationToken.Should().Be(token);
    }

    [Fact]
    public async Task A_check_survives_the_process_that_began_it()
    {
        Vendor.Next(Scenario.Pending(1).Then(Scenario.Attack));
        string token;
        using (OtherProcess first = ProgenyProcess.Begin(Simulator.Progeny))
        {
            token = await first.ReadAsync();
            await first.KillAsync();
        }

        using OtherProcess second = ProgenyProcess.Continue(Simulator.Progeny, token);

        (await second.ReadAsync()).Should().Be("NotLive");
        Uploads.Should().ContainSingle();
        Polls.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_token_is_refused_by_another_registration()
    {
        string token = await BeginAsync();
        Vendor.Reset();
        await using LivenessClient other = LivenessClient.Create(builder => builder.AddProgeny("other", options =>
        {
            options.Endpoint = Vendor.Endpoint;
            options.Username = Simulator.Progeny.Username;
            options.Password = Simulator.Progeny.Password;
        }));
        Func<Task> check = () => other.CheckAsync(LivenessRequest.Continue(token));

        LivenessException failure = (await check.Should().ThrowAsync<LivenessException>().WithMessage("*another client*")).Which;
        failure.Error.Should().Be(LivenessError.Unsupported);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        Vendor.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_damaged_token_is_refused_and_nothing_is_sent()
    {
        string token = await BeginAsync();
        Vendor.Reset();
        string[] damaged =
        [
            token[..^1], token[..^2], token[..^20], token[1..], token + "0", token + "41", "2" + token[1..], token.Replace('-', '_'),
            "x", "1-", "1-zz", "1-0A", "1-41", "f22a63b1-7d05-4bf1-9633-a623a2799c22",
        ];

        foreach (string text in damaged)
        {
            Func<Task> check = () => CheckAsync(LivenessRequest.Continue(text));
            (await check.Should().ThrowAsync<LivenessException>(because: text)).Which.Error.Should().BeOneOf(LivenessError.InvalidRequest, LivenessError.Unsupported);
        }

        Vendor.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_is_plain_text_that_holds_the_registration_and_the_reference_and_nothing_else()
    {
        LivenessResult pending = await CheckAsync(new LivenessRequest(SamplePhoto.ToImage())
        {
            ReturnWhenPending = true,
            TransactionId = "customer-4711",
        });

        pending.ContinuationToken.Should().MatchRegex("^1-[0-9A-F]+$").And.HaveLength(2 + (2 * (36 + 1 + "progeny".Length)));
        ContinuationToken.Parse(pending.ContinuationToken!).Should().Be(new ContinuationToken("progeny", pending.TransactionId!));
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("größer – 大")]
    public void A_token_keeps_any_name_of_a_registration(string registration)
    {
        ContinuationToken token = new(registration, "f22a63b1");

        ContinuationToken.Parse(token.ToString()).Should().Be(token);
    }

    private async Task<string> BeginAsync() => (await CheckAsync(Request(returnWhenPending: true))).ContinuationToken!;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pending_check_that_a_failover_leaves_behind_can_be_continued(bool onlyWhenNotProcessed)
    {
        Vendor.Always(State("PENDING"), RequestKind.Poll);
        ServiceCollection services = new();
        services.AddSingleton(Clock);
        services.AddLiveness()
            .AddProgeny(options => (options.Endpoint, options.Username, options.Password) = (Vendor.Endpoint, Simulator.Progeny.Username, Simulator.Progeny.Password))
            .AddArgos(options => (options.Endpoint, options.ApiKey) = (Simulator.Argos.Endpoint, Simulator.Argos.ApiKey))
            .AddFailover("both", options =>
            {
                options.Clients = ["progeny", "argos"];
                options.OnlyWhenNotProcessed = onlyWhenNotProcessed;
            });
        await using ServiceProvider provider = services.BuildServiceProvider();
        LivenessClientFactory clients = provider.GetRequiredService<LivenessClientFactory>();

        Task<LivenessResult> check = clients.GetClient("both").CheckAsync(Request());
        await Vendor.WaitForRequestAsync(request => request.Kind == RequestKind.Poll && Polls.Count() >= 5);
        Time.Advance(TimeSpan.FromSeconds(30));
        string token = (await AttemptsOfAsync(check))[0].ContinuationToken!;
        Vendor.Always(Scenario.Live, RequestKind.Poll);

        Simulator.Argos.Requests.Should().HaveCount(onlyWhenNotProcessed ? 0 : 1);
        (await clients.GetClient("progeny").CheckAsync(LivenessRequest.Continue(token))).IsLive.Should().BeTrue();
        Uploads.Should().ContainSingle();
    }

    private static async Task<IReadOnlyList<LivenessAttempt>> AttemptsOfAsync(Task<LivenessResult> check)
    {
        try
        {
            return (await check).Attempts;
        }
        catch (LivenessException e)
        {
            return e.Attempts;
        }
    }
}
