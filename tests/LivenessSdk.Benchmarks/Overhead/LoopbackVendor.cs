using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Benchmarks.Overhead;

/// <summary>Answers on the loopback interface, with as little work of its own as a server can do.</summary>
internal sealed class LoopbackVendor : IHttpApplication<IFeatureCollection>, IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly IServer _server;

    /// <summary>Takes Kestrel from a host, since only there it has the memory pool that it has in production. One made by hand allocates anew for most of the body.</summary>
    private LoopbackVendor()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, 0);
        });
        _host = builder.Build();
        _server = _host.Services.GetRequiredService<IServer>();
    }

    public Uri Endpoint => new(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    public static async Task<LoopbackVendor> StartAsync()
    {
        LoopbackVendor vendor = new();
        await vendor._server.StartAsync(vendor, CancellationToken.None);
        return vendor;
    }

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        PipeReader body = context.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        ReadResult read;
        do
        {
            read = await body.ReadAsync();
            body.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);

        IHttpResponseFeature response = context.GetRequiredFeature<IHttpResponseFeature>();
        response.Headers.ContentType = "application/json";
        response.Headers.ContentLength = DrainingHandler.Reply.Length;
        await context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(DrainingHandler.Reply);
    }

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
    }
}
