using System.Runtime.CompilerServices;
using LivenessSdk;

namespace WorkerService;

/// <summary>Checks all photos in a folder concurrently, and ends. With a ledger, it resumes after it was killed.</summary>
internal sealed partial class SelfieWorker(
    ILivenessClient liveness, IConfiguration configuration, IHostApplicationLifetime lifetime, ILogger<SelfieWorker> logger, CheckLedger? ledger = null) : BackgroundService
{
    private readonly string _inbox = configuration["Inbox"] ?? Path.Combine(AppContext.BaseDirectory, "inbox");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        CheckManyOptions options = new() { MaxConcurrency = 4, Ledger = ledger };
        await foreach (CheckManyItem item in liveness.CheckManyAsync(ReadInboxAsync(stoppingToken), options, stoppingToken))
        {
            LogOutcome(logger, item.TransactionId, item.Result?.Verdict.ToString() ?? item.Failure?.Error.ToString() ?? "unknown: look it up at the vendor before you send it again");
        }

        lifetime.StopApplication();
    }

    /// <summary>Reads one photo at a time, so that only photos that are being checked are in memory.</summary>
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
