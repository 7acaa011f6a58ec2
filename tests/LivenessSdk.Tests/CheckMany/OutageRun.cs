namespace LivenessSdk.Tests.CheckMany;

/// <summary>Represents a run over many photos whose clock moves on whenever it says for how long it waits.</summary>
internal sealed class OutageRun
{
    public ManualTimeProvider Clock { get; } = new();

    /// <summary>Gets what the run told of its progress.</summary>
    public List<CheckManyProgress> Reports { get; } = [];

    /// <summary>Checks photos until the run ends.</summary>
    /// <returns>The items, and what was thrown.</returns>
    public static async Task<(List<CheckManyItem> Items, LivenessException? Cause)> CheckAsync(ILivenessClient client, int count, CheckManyOptions options)
    {
        List<CheckManyItem> items = [];
        try
        {
            await foreach (CheckManyItem item in client.CheckManyAsync(ManyPhotos.Numbered(count), options))
            {
                items.Add(item);
            }

            return (items, null);
        }
        catch (LivenessException e)
        {
            return (items, e);
        }
    }

    public CheckManyOptions Options(
        int concurrency = 8,
        TimeSpan? timeout = null,
        bool isClockMoving = true,
        CheckLedger? ledger = null,
        Action<CheckManyProgress>? onReport = null,
        CancellationToken stop = default) => new()
    {
        MaxConcurrency = concurrency,
        OutageTimeout = timeout ?? TimeSpan.FromMinutes(10),
        TimeProvider = Clock,
        StopToken = stop,
        Ledger = ledger,
        Progress = new Sink(report =>
        {
            Reports.Add(report);
            onReport?.Invoke(report);
            if (isClockMoving && report.RetryIn is { } wait)
            {
                Clock.Advance(wait);
            }
        }),
    };

    private sealed class Sink(Action<CheckManyProgress> report) : IProgress<CheckManyProgress>
    {
        public void Report(CheckManyProgress value) => report(value);
    }
}
