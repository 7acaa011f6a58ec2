using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Warms up the client while a person looks into the camera, so that the check only waits for the vendor.</summary>
internal sealed class CheckWarmup(
    IServiceProvider services,
    ILivenessWarmup warmup,
    IOptions<LivenessCheckOptions> options,
    IHostApplicationLifetime lifetime,
    ILogger<CheckWarmup> logger)
{
    private readonly string? _clientName = FindClientName(services, options.Value);
    private int _isRunning;

    /// <summary>Gets the name of the client that checks, or <see langword="null"/> if it was not registered by name.</summary>
    public static string? FindClientName(IServiceProvider services, LivenessCheckOptions options)
    {
        if (options.ClientName is { } name)
        {
            return name;
        }

        LivenessClientFactory clients = services.GetRequiredService<LivenessClientFactory>();
        ILivenessClient? client = services.GetService<ILivenessClient>();
        return clients.Names.FirstOrDefault(name => ReferenceEquals(clients.GetClient(name), client));
    }

    /// <summary>Starts the warm-up, unless it is running. It is not awaited: the check itself reports failures.</summary>
    public void Begin()
    {
        if (_clientName is { } name && Interlocked.Exchange(ref _isRunning, 1) == 0)
        {
            _ = Task.Run(() => RunAsync(name), CancellationToken.None);
        }
    }

    private async Task RunAsync(string name)
    {
        try
        {
            await warmup.WarmUpAsync(name, lifetime.ApplicationStopping).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LivenessException or OperationCanceledException)
        {
            CheckLog.NotWarm(logger, name, e.Message);
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }
}
