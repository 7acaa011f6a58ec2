using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Warms every client up when the application starts, beside its start.</summary>
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
            // The application can do without, and the check that meets the same failure tells it to its caller.
            LogMessages.WarmupFailed(_logger, client, e.Error, e.Message);
        }
    }
}
