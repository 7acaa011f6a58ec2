using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Shows over real sockets which proxies a request to a loopback address goes through.</summary>
[Collection(RunsAlone.Name)]
public sealed class LoopbackProxyTests : IAsyncLifetime
{
    private readonly IWebProxy _default = HttpClient.DefaultProxy;

    private SocketVendor Vendor { get; } = new();

    private SocketVendor Proxy { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        HttpClient.DefaultProxy = _default;
        await Vendor.DisposeAsync();
        await Proxy.DisposeAsync();
    }

    [Theory]
    [InlineData("our own")]
    [InlineData("client handler")]
    [InlineData("sockets handler")]
    public async Task A_proxy_of_the_environment_is_bypassed(string handler)
    {
        HttpClient.DefaultProxy = new WebProxy(Proxy.Endpoint);
        await using ServiceProvider services = BuildWith(handler, proxy: null);

        (await services.CheckAsync()).IsLive.Should().BeTrue();

        Proxy.Requests.Should().Be(0);
        Vendor.Requests.Should().Be(1);
    }

    [Theory]
    [InlineData("our own")]
    [InlineData("client handler")]
    [InlineData("sockets handler")]
    public async Task A_proxy_that_the_application_configures_is_used(string handler)
    {
        await using ServiceProvider services = BuildWith(handler, new WebProxy(Proxy.Endpoint) { BypassProxyOnLocal = false });

        (await services.CheckAsync()).IsLive.Should().BeTrue();

        Proxy.Requests.Should().Be(1);
        Vendor.Requests.Should().Be(0);
    }

    [Fact]
    public void Other_addresses_go_through_the_proxy_of_the_environment()
    {
        HttpClient.DefaultProxy = new WebProxy(Proxy.Endpoint);

        DefaultProxy.Instance.IsBypassed(new Uri("https://vendor.example/")).Should().BeFalse();
        DefaultProxy.Instance.GetProxy(new Uri("https://vendor.example/")).Should().Be(Proxy.Endpoint);
        DefaultProxy.Instance.IsBypassed(new Uri("http://[::1]:80/")).Should().BeTrue();
        DefaultProxy.Instance.IsBypassed(new Uri("http://localhost:80/")).Should().BeTrue();
    }

    private ServiceProvider BuildWith(string handler, IWebProxy? proxy) =>
        PlainVendor.BuildFor(Vendor, after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => _ = handler switch
        {
            "our own" => client.UseSocketsHttpHandler((sockets, _) => sockets.Proxy = proxy),
            "client handler" => client.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { Proxy = proxy }),
            _ => client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { Proxy = proxy }),
        }));
}
