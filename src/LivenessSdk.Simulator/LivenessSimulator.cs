using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Simulator;

/// <summary>Represents an HTTP server on the loopback address that simulates the five vendors, for demos and tests.</summary>
/// <remarks>Verdicts are scripted and do not depend on photos. Requests are validated against the vendors' contracts and recorded.</remarks>
public sealed class LivenessSimulator : IAsyncDisposable
{
    private const long LargestBody = 64 * 1024 * 1024;

    private readonly KestrelServer _server;

    private LivenessSimulator(LivenessSimulatorOptions options)
    {
        Vendors = [Argos, Dojah, Progeny, Riset, Verihubs, .. options.AdditionalVendors];
        _server = CreateServer(options.Port);
    }

    /// <summary>Gets the simulator of Argos.</summary>
    public ArgosSimulator Argos { get; } = new();

    /// <summary>Gets the simulator of Dojah.</summary>
    public DojahSimulator Dojah { get; } = new();

    /// <summary>Gets the simulator of Progeny.</summary>
    public ProgenySimulator Progeny { get; } = new();

    /// <summary>Gets the simulator of Riset.</summary>
    public RisetSimulator Riset { get; } = new();

    /// <summary>Gets the simulator of Verihubs.</summary>
    public VerihubsSimulator Verihubs { get; } = new();

    /// <summary>Gets all vendors, ending with the additional ones.</summary>
    public IReadOnlyList<VendorSimulator> Vendors { get; }

    /// <summary>Starts the simulator. It accepts requests when the task completes.</summary>
    /// <param name="options">The options, or <see langword="null"/> for a free port and the system clock.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="ArgumentException">Two vendors share a path.</exception>
    public static async Task<LivenessSimulator> StartAsync(
        LivenessSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LivenessSimulatorOptions();
        var simulator = new LivenessSimulator(options);
        try
        {
            await simulator.StartServerAsync(options, cancellationToken).ConfigureAwait(false);
            return simulator;
        }
        catch
        {
            simulator._server.Dispose();
            throw;
        }
    }

    /// <summary>Stops the simulator immediately; requests in flight are aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
    }

    private static KestrelServer CreateServer(int port)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        // A client on a fake clock or under a debugger must not be considered too slow.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, port);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(kestrel), transport, NullLoggerFactory.Instance);
    }

    private async Task StartServerAsync(LivenessSimulatorOptions options, CancellationToken cancellationToken)
    {
        if (Vendors.GroupBy(vendor => vendor.Path, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } shared)
        {
            throw new ArgumentException($"Several vendors have the path {shared.Key}. Use a different path for each vendor.", nameof(options));
        }

        foreach (VendorSimulator vendor in Vendors)
        {
            vendor.Prepare(options);
        }

        ILogger logger = options.LoggerFactory.CreateLogger<LivenessSimulator>();
        await _server.StartAsync(new SimulatorServer(Vendors, options, logger), cancellationToken).ConfigureAwait(false);
        var root = new Uri(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        foreach (VendorSimulator vendor in Vendors)
        {
            vendor.Started(root);
        }

        SimulatorLog.Started(logger, root);
    }
}
