namespace LivenessSdk.Tests.Resilience;

internal static class ClockExtensions
{
    /// <summary>Advances the clock as a real timer would: outside the test's synchronization context, so that what waits for the time goes on before this returns.</summary>
    public static void Pass(this ManualTimeProvider clock, TimeSpan time)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            clock.Advance(time);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
