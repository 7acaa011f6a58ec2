namespace LivenessSdk.Tests.Resilience;

/// <summary>Runs code as an application's own threads would: outside the test's synchronization context, so that what waits for the clock goes on before <see cref="Pass"/> returns.</summary>
internal static class ClockExtensions
{
    public static void Pass(this ManualTimeProvider clock, TimeSpan time) =>
        OutsideContext(() =>
        {
            clock.Advance(time);
            return time;
        });

    public static T OutsideContext<T>(Func<T> run)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
