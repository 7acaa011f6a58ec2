using System.Diagnostics;

namespace LivenessSdk.Worker.Tests.Chaos;

/// <summary>Kills a random worker at each interval, and in between kills the broker once, stops it once, and crashes the database once.</summary>
internal sealed class Disturbance(Fleet fleet, Random random, TimeSpan interval)
{
    private static readonly TimeSpan s_brokerAway = TimeSpan.FromSeconds(1);

    private readonly List<TimeSpan> _firstAnswers = [];
    private volatile int _kills;
    private volatile bool _isComplete;

    /// <summary>Gets the number of workers killed so far.</summary>
    public int Kills => _kills;

    /// <summary>Gets a value indicating whether the broker and the database have had theirs.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>Gets how long each time the first photo arrived at the vendor after the broker was back.</summary>
    public IReadOnlyList<TimeSpan> FirstAnswers => _firstAnswers;

    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(interval, stop);
            fleet.Workers[random.Next(fleet.Workers.Count)].Kill();
            int kills = Interlocked.Increment(ref _kills);
            if (kills == 2)
            {
                await fleet.Broker.KillAsync();
                await ComeBackAsync(stop);
            }
            else if (kills == 4)
            {
                await fleet.Database.CrashAsync();
            }
            else if (kills == 6)
            {
                await fleet.Broker.StopAsync();
                await ComeBackAsync(stop);
                _isComplete = true;
            }
        }
    }

    private async Task ComeBackAsync(CancellationToken stop)
    {
        await Task.Delay(s_brokerAway, stop);
        await fleet.Broker.StartAgainAsync();
        long back = Stopwatch.GetTimestamp();
        int before = fleet.Count.Arrivals.Length;
        while (fleet.Count.Arrivals.Length == before && Stopwatch.GetElapsedTime(back) < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(20, stop);
        }

        _firstAnswers.Add(Stopwatch.GetElapsedTime(back));
    }
}
