using System.Diagnostics;

namespace LivenessSdk.Benchmarks.Measuring;

/// <summary>Times things that are to be compared: in turns, so that what else runs on the machine disturbs all alike.</summary>
internal static class Stopclock
{
    /// <summary>Returns the median time of each action, in milliseconds.</summary>
    /// <param name="rounds">How often each runs, after one round that does not count.</param>
    /// <param name="actions">What is compared.</param>
    public static async Task<double[]> CompareAsync(int rounds, params Func<Task>[] actions)
    {
        double[][] times = [.. actions.Select(_ => new double[rounds])];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                await actions[i]();
                if (round >= 0)
                {
                    times[i][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                }
            }
        }

        return [.. times.Select(Median)];
    }

    /// <summary>Runs actions in turns until the runtime has optimised all of them, which on a busy machine takes a while.</summary>
    public static async Task WarmUpAsync(TimeSpan time, params Func<Task>[] actions)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
        {
            foreach (Func<Task> action in actions)
            {
                await action();
            }
        }
    }

    /// <summary>Returns the median time of one call, in nanoseconds, over many thousands.</summary>
    public static double Nanoseconds(Action action)
    {
        const int calls = 10_000;
        double[] times = new double[21];

        // The runtime optimises what has run for a while.
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1);)
        {
            action();
        }

        for (int round = 0; round < times.Length; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++)
            {
                action();
            }

            times[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
        }

        return Median(times);
    }

    /// <summary>Returns the bytes that one call allocates on this thread.</summary>
    public static long AllocatedBytes(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    public static double Median(double[] times)
    {
        double[] sorted = [.. times.Order()];
        return sorted[sorted.Length / 2];
    }
}
