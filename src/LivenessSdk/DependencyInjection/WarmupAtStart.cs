using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Prepares every client while the application starts.</summary>
internal sealed class WarmupAtStart : BackgroundService
{
    private readonly ILivenessWarmup _warmup;
    private readonly LivenessClientFactory _clients;
    private readonly ILogger _logger;

    public WarmupAtStart(ILivenessWarmup warmup, LivenessClientFactory clients, IServiceProvider services)
    {
        _warmup = warmup;
        _clients = clients;
        _logger = services.GetLivenessLogger();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_clients.Names.Select(name => WarmUpAsync(name, stoppingToken)));

    private async Task WarmUpAsync(string client, CancellationToken cancellationToken)
    {
        try
        {
            await _warmup.WarmUpAsync(client, cancellationToken).ConfigureAwait(false);
        }
        catch (LivenessException e)
        {
            // The application works without it, and a check that fails for the same reason reports that to its caller.
            LogMessages.WarmupFailed(_logger, client, e.Error, e.Message);
        }
    }
}
