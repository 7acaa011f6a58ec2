using System.Runtime.CompilerServices;
using LivenessSdk;

namespace WorkerService;

/// <summary>Checks all photos of a folder, several at once, and ends. A ledger, if there is one, lets it resume where it was, should it be killed.</summary>
internal sealed partial class SelfieWorker(
    ILivenessClient liveness, IConfiguration configuration, IHostApplicationLifetime lifetime, ILogger<SelfieWorker> logger, CheckLedger? ledger = null) : BackgroundService
{
    private readonly string _inbox = configuration["Inbox"] ?? Path.Combine(AppContext.BaseDirectory, "inbox");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        CheckManyOptions options = new() { MaxConcurrency = 4, Ledger = ledger };
        await foreach (CheckManyItem item in liveness.CheckManyAsync(ReadInboxAsync(stoppingToken), options, stoppingToken))
        {
            LogOutcome(logger, item.TransactionId, item.Result?.Verdict.ToString() ?? item.Failure?.Error.ToString() ?? "unknown: ask the vendor before sending it again");
        }

        lifetime.StopApplication();
    }

    /// <summary>Reads one photo after the other: never more in memory than are being checked.</summary>
    private async IAsyncEnumerable<LivenessRequest> ReadInboxAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string file in Directory.EnumerateFiles(_inbox).Order(StringComparer.Ordinal))
        {
            LivenessImage? photo = null;
            try
            {
                photo = await LivenessImage.FromFileAsync(file, cancellationToken: cancellationToken);
            }
            catch (LivenessException e) when (e.Error == LivenessError.InvalidImage)
            {
                LogOutcome(logger, Path.GetFileName(file), e.Message);
            }

            if (photo is not null)
            {
                yield return new LivenessRequest(photo) { TransactionId = Path.GetFileNameWithoutExtension(file) };
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Selfie}: {Outcome}")]
    private static partial void LogOutcome(ILogger logger, string? selfie, string outcome);
}
