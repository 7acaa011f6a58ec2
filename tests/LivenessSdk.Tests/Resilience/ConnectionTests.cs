using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Resilience;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task Http2_is_used_where_the_vendor_offers_it(HttpProtocols offered, string used)
    {
        using X509Certificate2 certificate = VendorCertificate.Create();
        await using WebApplication vendor = Create(certificate, offered);
        await vendor.StartAsync();
        await using ServiceProvider services = PlainVendor.Build(
            options =>
            {
                options.Endpoint = AddressOf(vendor);
                options.KeepResponse = KeepResponse.Always;
            },
            after: builder => builder.ConfigureHttpClient(PlainVendor.Name, client => client.UseSocketsHttpHandler((handler, _) =>
                VendorCertificate.Trust(handler, certificate))));

        LivenessResult result = await services.CheckAsync();

        result.Response!.Headers["X-Protocol"].Should().Be(used);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_told_as_such_and_nothing_is_sent()
    {
        using X509Certificate2 certificate = VendorCertificate.Create();
        await using WebApplication vendor = Create(certificate, HttpProtocols.Http1);
        await vendor.StartAsync();
        await using ServiceProvider services = PlainVendor.Build(options => options.Endpoint = AddressOf(vendor));

        LivenessException failure = await services.FailAsync();

        failure.Error.Should().Be(LivenessError.Unavailable);
        failure.Message.Should().Contain("TLS");
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Single().PhotoSent.Should().BeFalse();
    }

    [Fact]
    public async Task Connections_are_bounded_in_number_and_in_time()
    {
        await using ServiceProvider services = PlainVendor.Build(options => options.Endpoint = new Uri("https://vendor.example/"));
        HttpMessageHandler handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler($"LivenessSdk:{PlainVendor.Name}");
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        SocketsHttpHandler network = handler.Should().BeOfType<SocketsHttpHandler>().Subject;
        network.PooledConnectionLifetime.Should().Be(TimeSpan.FromMinutes(5));
        network.ConnectTimeout.Should().Be(TimeSpan.FromSeconds(10));
        network.MaxConnectionsPerServer.Should().Be(512);
        network.EnableMultipleHttp2Connections.Should().BeTrue();
        network.AllowAutoRedirect.Should().BeFalse();
        network.UseCookies.Should().BeFalse();
    }

    private static WebApplication Create(X509Certificate2 certificate, HttpProtocols protocols)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener =>
        {
            listener.Protocols = protocols;
            listener.UseHttps(certificate);
        }));
        WebApplication vendor = builder.Build();
        vendor.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.Headers["X-Protocol"] = context.Request.Protocol;
            await context.Response.WriteAsync("live");
        });
        return vendor;
    }

    private static Uri AddressOf(WebApplication vendor) =>
        new(vendor.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
