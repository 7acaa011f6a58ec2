using System.Net;
using System.Security.Cryptography.X509Certificates;
using LivenessSdk.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Benchmarks.Verdict;

/// <summary>Stands before the simulator with TLS, and takes as long for a photo as a vendor does.</summary>
internal sealed class VendorFront : IAsyncDisposable
{
    /// <summary>What a vendor works on a photo.</summary>
    public static readonly TimeSpan Processing = TimeSpan.FromSeconds(0.5);

    private const int SmallestPhoto = 10_000;

    private readonly HttpClient _simulated = new(new SocketsHttpHandler { UseProxy = false });
    private readonly LivenessSimulator _simulator;
    private readonly WebApplication _host;
    private long _finishes;

    private VendorFront(LivenessSimulator simulator, X509Certificate2 certificate, HttpProtocols protocols)
    {
        _simulator = simulator;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = protocols;
                listen.UseHttps(certificate);
            });
        });
        _host = builder.Build();
        _host.Run(AnswerAsync);
    }

    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    public static async Task<VendorFront> StartAsync(LivenessSimulator simulator, X509Certificate2 certificate, HttpProtocols protocols)
    {
        VendorFront front = new(simulator, certificate, protocols);
        await front._host.StartAsync();
        string address = front._host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        front.Address = new IPEndPoint(IPAddress.Loopback, new Uri(address).Port);
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        _simulated.Dispose();
        await _host.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        bool isPhoto = body.Length > SmallestPhoto;
        bool isPolled = context.Request.Path.StartsWithSegments(_simulator.Progeny.Endpoint.AbsolutePath.TrimEnd('/'));
        string address = context.Request.GetEncodedPathAndQuery();
        if (isPhoto && isPolled)
        {
            _finishes = Environment.TickCount64 + (long)Processing.TotalMilliseconds;
        }
        else if (isPhoto)
        {
            await Task.Delay(Processing);
        }
        else if (isPolled && context.Request.Method == HttpMethods.Get && Environment.TickCount64 < _finishes)
        {
            address = $"{context.Request.Path}?id={Guid.NewGuid()}"; // To Progeny, a task that is not known yet is one that waits.
        }

        using HttpRequestMessage request = new(new HttpMethod(context.Request.Method), new Uri(_simulator.Argos.Endpoint, address));
        request.Content = new ByteArrayContent(body.ToArray());
        foreach ((string name, var values) in context.Request.Headers)
        {
            if (name is not ("Host" or "Content-Length" or "Transfer-Encoding" or "Expect") && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        using HttpResponseMessage response = await _simulated.SendAsync(request);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await context.Response.Body.WriteAsync(await response.Content.ReadAsByteArrayAsync());
    }
}
