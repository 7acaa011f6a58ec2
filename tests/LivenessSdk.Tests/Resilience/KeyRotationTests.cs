using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows what a change of configuration does to a running application.</summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private const string FirstKey = "canary-first-key";
    private const string SecondKey = "canary-second-key";
    private const string WrongKey = "canary key with spaces";

    private readonly List<string> _keys = [];
    private readonly List<DisposableProvider> _providers = [];
    private readonly ManualTimeProvider _clock = new();
    private Func<Task<HttpResponseMessage>> _answer = () => Task.FromResult(StubNetwork.Reply());

    private IConfigurationRoot Configuration { get; } = new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Key"] = FirstKey, ["Endpoint"] = "https://vendor.example/" })
        .Build();

    private RecordedLogs Logs { get; } = new();

    private ServiceProvider Services { get; set; } = null!;

    public ValueTask InitializeAsync()
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        StubNetwork network = new((request, _) =>
        {
            _keys.Add(request.Headers.GetValues("x-api-key").Single());
            return _answer();
        });
        services.AddLiveness()
            .AddProvider<PlainOptions>(
                PlainVendor.Name,
                new ProviderDescriptor<PlainOptions>("Plain", (section, options) => section.Bind(options), options => new DisposableProvider(options, _providers)),
                Configuration)
            .ConfigureHttpClient(PlainVendor.Name, client => client.ConfigurePrimaryHttpMessageHandler(() => network));
        Services = services.BuildServiceProvider();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        Logs.Lines.Should().NotContain(line => line.Contains("canary", StringComparison.Ordinal), "keys are never logged");
    }

    [Fact]
    public async Task A_new_key_is_used_from_the_next_check_on()
    {
        TaskCompletionSource<HttpResponseMessage> slow = new();
        _answer = () => slow.Task;
        Task<LivenessResult> begun = Services.CheckAsync();
        _answer = () => Task.FromResult(StubNetwork.Reply());

        Change("Key", SecondKey);
        await Services.CheckAsync();
        slow.SetResult(StubNetwork.Reply(HttpStatusCode.ServiceUnavailable, retryAfter: TimeSpan.Zero));
        await begun;

        _keys.Should().Equal(FirstKey, SecondKey, FirstKey);
        Logs.Lines.Should().ContainSingle(line => line.StartsWith("Information LivenessSdk 1:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Key", WrongKey)]
    [InlineData("Key", "")]
    [InlineData("Endpoint", "http://vendor.example/")]
    [InlineData("Endpoint", "://canary")]
    [InlineData("Timeout", "canary")]
    [InlineData("Resilience:MaxRetryAttempts", "99")]
    [InlineData("Resilience:RateLimit:Burst", "0")]
    [InlineData("Resilience:RateLimit:Bursts", "1")]
    [InlineData("Kee", "canary")]
    public async Task An_invalid_change_is_refused_and_logged_and_the_last_good_options_stay(string setting, string value)
    {
        await Services.CheckAsync();

        Change(setting, value);
        await Services.CheckAsync();

        _keys.Should().Equal(FirstKey, FirstKey);
        Logs.Lines.Should().ContainSingle(line => line.StartsWith("Error LivenessSdk 2:", StringComparison.Ordinal))
            .Which.Should().Contain(PlainVendor.Name);
    }

    [Fact]
    public async Task After_an_invalid_change_a_valid_one_is_taken()
    {
        Change("Key", WrongKey);

        Change("Key", SecondKey);
        await Services.CheckAsync();

        _keys.Should().Equal(SecondKey);
    }

    [Fact]
    public async Task A_change_elsewhere_resets_nothing_and_is_not_logged()
    {
        _answer = () => Task.FromResult(StubNetwork.Reply(HttpStatusCode.PaymentRequired));
        await Services.FailAsync();

        Configuration.Reload();
        Change("Key", FirstKey);

        Health.Cause.Should().Be(LivenessError.QuotaExceeded);
        _providers.Should().ContainSingle().Which.IsDisposed.Should().BeFalse();
        Logs.Lines.Should().NotContain(line => line.Contains("LivenessSdk 1:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_invalid_change_is_logged_once_however_often_something_else_changes()
    {
        await Services.CheckAsync();

        Change("Key", WrongKey);
        Configuration.Reload();
        Configuration.Reload();

        Logs.Lines.Should().ContainSingle(line => line.StartsWith("Error LivenessSdk 2:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replaced_provider_is_disposed_when_its_last_check_has_ended()
    {
        TaskCompletionSource<HttpResponseMessage> slow = new();
        _answer = () => slow.Task;
        Task<LivenessResult> begun = Services.CheckAsync();
        _answer = () => Task.FromResult(StubNetwork.Reply());

        Change("Key", SecondKey);
        await Services.CheckAsync();
        _providers.Select(provider => provider.IsDisposed).Should().Equal(false, false);
        slow.SetResult(StubNetwork.Reply());
        await begun;
        _providers.Select(provider => provider.IsDisposed).Should().Equal(true, false);

        await Services.DisposeAsync();
        _providers.Should().OnlyContain(provider => provider.IsDisposed);
    }

    [Fact]
    public async Task What_was_learnt_about_the_vendor_outlives_a_change_of_the_key()
    {
        _answer = () => Task.FromResult(StubNetwork.Reply(HttpStatusCode.BadGateway));
        for (int i = 0; i < 20; i++)
        {
            await Services.FailAsync();
        }

        Change("Key", SecondKey);

        Health.State.Should().Be(BreakerState.Open);
        Change("Resilience:BreakDuration", "00:00:30");
        Health.State.Should().Be(BreakerState.Closed);
    }

    [Fact]
    public async Task A_used_up_quota_is_tried_again_with_a_new_key()
    {
        _answer = () => Task.FromResult(StubNetwork.Reply(HttpStatusCode.PaymentRequired));
        await Services.FailAsync();
        Health.Cause.Should().Be(LivenessError.QuotaExceeded);
        _answer = () => Task.FromResult(StubNetwork.Reply());

        Change("Key", SecondKey);

        (await Services.CheckAsync()).IsLive.Should().BeTrue();
    }

    private ClientHealth Health => Services.GetRequiredService<LivenessHealth>().GetHealth(PlainVendor.Name);

    private void Change(string setting, string? value)
    {
        Configuration[setting] = value;
        Configuration.Reload();
    }

    private sealed class DisposableProvider : ILivenessProvider, IDisposable
    {
        private readonly PlainProvider _provider;

        public DisposableProvider(PlainOptions options, List<DisposableProvider> created)
        {
            _provider = new PlainProvider(options);
            created.Add(this);
        }

        public bool IsDisposed { get; private set; }

        public LivenessProviderInfo Info => _provider.Info;

        public Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken) => _provider.CheckAsync(check, cancellationToken);

        public void Dispose() => IsDisposed = true;
    }
}
