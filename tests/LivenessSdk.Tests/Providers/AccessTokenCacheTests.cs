using System.Threading.Channels;

namespace LivenessSdk.Tests.Providers;

public sealed class AccessTokenCacheTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private readonly List<AccessToken?> _calls = [];
    private readonly ProviderCheck _check;
    private readonly Channel<TaskCompletionSource<AccessToken>> _underWay = Channel.CreateUnbounded<TaskCompletionSource<AccessToken>>();

    public AccessTokenCacheTests()
    {
        _check = new ProviderCheck(new LivenessRequest(SamplePhoto.ToImage()), new NoNetwork(), _time);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(86_400_001)]
    public void A_timeout_beyond_those_of_the_options_is_rejected(int milliseconds)
    {
        Action create = () => _ = new AccessTokenCache(TimeSpan.FromMilliseconds(milliseconds), (_, _, _) => throw new NotSupportedException());

        create.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("timeout");
    }

    [Fact]
    public async Task Waiters_share_one_call()
    {
        AccessTokenCache cache = Create();
        Task<string>[] waiters = [.. Enumerable.Range(0, 100).Select(_ => GetAsync(cache))];
        await GiveAsync("one");

        (await Task.WhenAll(waiters)).Should().OnlyContain(token => token == "one");
        _calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_waiter_that_cancels_disturbs_neither_the_others_nor_the_call()
    {
        using CancellationTokenSource first = new();
        AccessTokenCache cache = Create();
        Task<string> cancelled = GetAsync(cache, first.Token);
        Task<string> other = GetAsync(cache);
        await first.CancelAsync();

        await cancelled.Invoking(async task => await task).Should().ThrowAsync<OperationCanceledException>();
        await GiveAsync("one");
        (await other).Should().Be("one");
        (await GetAsync(cache)).Should().Be("one");
        _calls.Should().ContainSingle();
    }

    [Fact]
    public async Task Drift_in_the_response_with_the_token_is_reported_by_one_check_that_waits_for_it()
    {
        TaskCompletionSource<AccessToken> call = new();
        AccessTokenCache cache = new(s_timeout, (_, check, _) =>
        {
            check.RecordDrift("access");
            return call.Task;
        });
        ProviderCheck[] checks = [Paid(), Paid()];
        Task<string>[] waiters = [.. checks.Select(check => cache.SendAsync(check, Task.FromResult, _ => false, CancellationToken.None))];
        call.SetResult(Token("one"));
        await Task.WhenAll(waiters);

        checks.SelectMany(check => check.Drift).Should().Equal("access");
    }

    [Fact]
    public async Task The_call_does_not_belong_to_the_check_that_began_it()
    {
        ProviderCheck? seen = null;
        AccessTokenCache cache = new(s_timeout, (_, check, _) =>
        {
            seen = check;
            return Task.FromResult(Token("one"));
        });
        ProviderCheck own = Paid();
        await cache.SendAsync(own, Task.FromResult, _ => false, CancellationToken.None);

        seen.Should().NotBeSameAs(own);
        seen!.Remaining.Should().Be(s_timeout);
        seen.Request.Frames.Should().BeEmpty();
        seen.CreateException(LivenessError.Unavailable, "No token.").MayHaveBeenProcessed.Should().BeFalse();
    }

    [Fact]
    public async Task The_call_has_a_time_of_its_own_and_leaves_no_timer()
    {
        AccessTokenCache cache = new(s_timeout, async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
            return Token("never");
        });
        Task<string> waiter = GetAsync(cache);
        await _time.WaitForTimersAsync();
        _time.Advance(s_timeout);

        (await FailureOf(waiter)).Error.Should().Be(LivenessError.TimedOut);
        _time.ScheduledTimers.Should().Be(0);
    }

    [Fact]
    public async Task Waiters_share_a_failure_in_exceptions_of_their_own_and_the_next_tries_again()
    {
        AccessTokenCache cache = Create();
        Task<string>[] waiters = [.. Enumerable.Range(0, 10).Select(_ => GetAsync(cache))];
        await FailAsync(LivenessError.Unavailable);
        LivenessException[] failures = await Task.WhenAll(waiters.Select(FailureOf));

        failures.Should().OnlyHaveUniqueItems().And.OnlyContain(failure => failure.Error == LivenessError.Unavailable);
        _calls.Should().ContainSingle();

        Task<string> next = GetAsync(cache);
        await GiveAsync("two");
        (await next).Should().Be("two");
        _calls.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failure_tells_each_check_whether_its_own_photo_may_have_been_processed(bool processed)
    {
        Task<string> waiter = Create().SendAsync(processed ? Paid() : _check, Task.FromResult, _ => false, CancellationToken.None);
        await FailAsync(LivenessError.Unauthorized);

        (await FailureOf(waiter)).MayHaveBeenProcessed.Should().Be(processed);
    }

    [Theory]
    [InlineData(300, 239, false)]
    [InlineData(300, 240, true)]
    [InlineData(100, 49, false)]
    [InlineData(100, 50, true)]
    [InlineData(null, 1_000_000, false)]
    public async Task A_token_is_renewed_with_at_most_60_seconds_left_or_at_half_its_time(int? lifetime, int elapsed, bool renewed)
    {
        AccessTokenCache cache = Create();
        await ObtainAsync(cache, Token("one", lifetime));
        _time.Advance(TimeSpan.FromSeconds(elapsed));
        Task<string> next = GetAsync(cache);
        if (renewed)
        {
            await GiveAsync("two");
        }

        (await next).Should().Be(renewed ? "two" : "one");
        _calls.Should().HaveCount(renewed ? 2 : 1);
    }

    [Fact]
    public async Task A_renewal_is_given_the_last_token()
    {
        AccessTokenCache cache = Create();
        AccessToken first = Token("one", 300);
        await ObtainAsync(cache, first);
        _time.Advance(TimeSpan.FromSeconds(300));
        Task<string> next = GetAsync(cache);
        await GiveAsync("two");
        await next;

        _calls.Should().Equal(null, first);
    }

    [Theory]
    [InlineData(LivenessError.Unavailable, 299, true)]
    [InlineData(LivenessError.TimedOut, 241, true)]
    [InlineData(LivenessError.Unavailable, 300, false)]
    [InlineData(LivenessError.Unauthorized, 299, false)]
    public async Task A_token_that_still_holds_outlives_an_outage_of_its_endpoint(LivenessError error, int elapsed, bool served)
    {
        AccessTokenCache cache = Create();
        await ObtainAsync(cache, Token("one", 300));
        _time.Advance(TimeSpan.FromSeconds(elapsed));
        Task<string> next = GetAsync(cache);
        await FailAsync(error);

        if (served)
        {
            (await next).Should().Be("one");
        }
        else
        {
            (await FailureOf(next)).Error.Should().Be(error);
        }
    }

    [Fact]
    public async Task A_rejected_token_does_not_outlive_an_outage_of_its_endpoint()
    {
        AccessTokenCache cache = Create();
        await ObtainAsync(cache, Token("one", 300));
        Task<string> check = cache.SendAsync(_check, Task.FromResult, _ => true, CancellationToken.None);
        await FailAsync(LivenessError.Unavailable);

        (await FailureOf(check)).Error.Should().Be(LivenessError.Unavailable);
    }

    [Fact]
    public async Task A_message_is_repeated_once_with_a_new_token()
    {
        AccessTokenCache cache = Create();
        await ObtainAsync(cache, Token("one", 300));
        List<string> sent = [];
        Task<string> check = cache.SendAsync(
            _check,
            token =>
            {
                sent.Add(token);
                return Task.FromResult(token);
            },
            _ => true,
            CancellationToken.None);
        await GiveAsync("two");

        (await check).Should().Be("two");
        sent.Should().Equal("one", "two");
    }

    [Fact]
    public async Task A_token_that_another_check_has_replaced_meanwhile_is_not_replaced_again()
    {
        AccessTokenCache cache = Create();
        await ObtainAsync(cache, Token("one", 300));
        TaskCompletionSource<string> slow = new();
        Task<string> late = cache.SendAsync(_check, token => token == "one" ? slow.Task : Task.FromResult(token), reply => reply == "one", CancellationToken.None);
        Task<string> early = cache.SendAsync(_check, Task.FromResult, reply => reply == "one", CancellationToken.None);
        await GiveAsync("two");
        await early;
        slow.SetResult("one");

        (await late).Should().Be("two");
        _calls.Should().HaveCount(2);
    }

    private Task<string> GetAsync(AccessTokenCache cache, CancellationToken cancellationToken = default) =>
        cache.SendAsync(_check, Task.FromResult, _ => false, cancellationToken);

    /// <summary>Creates a check whose photo was paid for before.</summary>
    private ProviderCheck Paid()
    {
        ProviderCheck check = new(LivenessRequest.Continue(new ContinuationToken("test", "7").ToString()), new NoNetwork(), _time);
        check.ReadContinuation();
        return check;
    }

    private static async Task<LivenessException> FailureOf(Task<string> task) =>
        (await task.Invoking(async waiter => await waiter).Should().ThrowAsync<LivenessException>()).Which;

    /// <summary>Creates a cache whose calls wait for the test to end them.</summary>
    private AccessTokenCache Create() => new(s_timeout, (previous, _, _) =>
    {
        _calls.Add(previous);
        TaskCompletionSource<AccessToken> call = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay.Writer.TryWrite(call);
        return call.Task;
    });

    private AccessToken Token(string value, int? seconds = null) =>
        new(value, _time.GetUtcNow(), seconds is { } lifetime ? TimeSpan.FromSeconds(lifetime) : null);

    private async Task ObtainAsync(AccessTokenCache cache, AccessToken token)
    {
        Task<string> waiter = GetAsync(cache);
        (await _underWay.Reader.ReadAsync()).SetResult(token);
        await waiter;
    }

    private async Task GiveAsync(string value) => (await _underWay.Reader.ReadAsync()).SetResult(Token(value));

    private async Task FailAsync(LivenessError error) =>
        (await _underWay.Reader.ReadAsync()).SetException(new LivenessException(error, "No token."));

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("These tests send nothing.");
    }
}
