using LivenessSdk.Tests.Resilience;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace LivenessSdk.Tests.DependencyInjection;

/// <summary>Shows that a change of options is neither lost nor overtaken by an earlier one, whenever it comes.</summary>
public sealed class OptionsChangeTests : IAsyncLifetime
{
    // Two, since .NET itself takes the changes of one source one after the other.
    private readonly ChangeSource _source = new();
    private readonly ChangeSource _otherSource = new();
    private Thread? _changing;
    private volatile string _key = "first";
    private Action? _whileMade;
    private string? _sentKey;

    private ServiceProvider Services { get; set; } = null!;

    public ValueTask InitializeAsync()
    {
        StubNetwork network = new((request, _) =>
        {
            _sentKey = request.Headers.GetValues("x-api-key").Single();
            return Task.FromResult(StubNetwork.Reply());
        });
        Services = PlainVendor.Build(
            options =>
            {
                options.Endpoint = new Uri("https://vendor.example/");
                options.Key = _key;
                Interlocked.Exchange(ref _whileMade, null)?.Invoke();
            },
            network: network,
            before: services => services
                .AddSingleton<IOptionsChangeTokenSource<PlainOptions>>(_source)
                .AddSingleton<IOptionsChangeTokenSource<PlainOptions>>(_otherSource));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await Services.DisposeAsync();

    [Fact]
    public async Task A_change_while_the_first_options_are_made_is_not_lost()
    {
        LivenessClientFactory validated = Services.GetRequiredService<LivenessClientFactory>();
        _whileMade = () => ChangeElsewhere("second");

        validated.GetClient(PlainVendor.Name);

        (await SentKeyAsync()).Should().Be("second");
    }

    [Fact]
    public async Task A_change_while_another_is_taken_is_not_overtaken_by_it()
    {
        (await SentKeyAsync()).Should().Be("first");
        _whileMade = () => ChangeElsewhere("third");

        _key = "second";
        _source.Change();

        (await SentKeyAsync()).Should().Be("third");
    }

    private async Task<string?> SentKeyAsync()
    {
        _changing?.Join();
        await Services.CheckAsync();
        return _sentKey;
    }

    /// <summary>Changes the key from another thread, and returns when that is done or has to wait.</summary>
    private void ChangeElsewhere(string key)
    {
        _key = key;
        Thread changing = new(_otherSource.Change);
        changing.Start();
        SpinWait.SpinUntil(() => !changing.IsAlive || changing.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        _changing = changing;
    }

    private sealed class ChangeSource : IOptionsChangeTokenSource<PlainOptions>
    {
        private ConfigurationReloadToken _token = new();

        public string? Name => PlainVendor.Name;

        public IChangeToken GetChangeToken() => _token;

        public void Change() => Interlocked.Exchange(ref _token, new ConfigurationReloadToken()).OnReload();
    }
}
