namespace LivenessSdk.Tests.Resilience.Chaos;

/// <summary>Keeps what the network knows of one check, to hold the library's answer against.</summary>
internal sealed class ChaosCheck
{
    private static readonly AsyncLocal<ChaosCheck?> s_current = new(NoteSwitch);
    private static int s_running;

    private ChaosCheck(int seed, double faultRate)
    {
        Random = new Random(seed);
        FaultRate = faultRate;
    }

    /// <summary>Gets the check on whose behalf the calling code runs.</summary>
    public static ChaosCheck? Current => s_current.Value;

    /// <summary>Gets how many threads run on behalf of any check at this moment.</summary>
    public static int Running => Volatile.Read(ref s_running);

    /// <summary>Gets the dice of this check alone, so that its fate does not hang on the others.</summary>
    public Random Random { get; }

    public double FaultRate { get; }

    /// <summary>Gets or sets how many paid messages arrived, wholly or in part, or may have.</summary>
    public int Posts { get; set; }

    /// <summary>Gets or sets whether a paid message was handed to the network, be it that nothing arrived.</summary>
    public bool Underway { get; set; }

    /// <summary>Gets or sets whether bytes of the photo arrived.</summary>
    public bool PhotoArrived { get; set; }

    /// <summary>Gets or sets whether somebody who saw only the exchange must think that the work may have been done.</summary>
    public bool MayHaveBeenProcessed { get; set; }

    /// <summary>Gets or sets whether a paid message came after one that may have been processed.</summary>
    public bool PaidTwice { get; set; }

    /// <summary>Gets or sets what the vendor decided; null while it did not.</summary>
    public LivenessVerdict? Truth { get; set; }

    public static ChaosCheck Begin(int seed, double faultRate) => s_current.Value = new ChaosCheck(seed, faultRate);

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Random.Next(choices.Length)];

    /// <summary>Notes that the vendor did the work.</summary>
    public LivenessVerdict Decide() => Truth ??= Pick(LivenessVerdict.Live, LivenessVerdict.NotLive, LivenessVerdict.Inconclusive);

    /// <summary>Counts the threads that take up the work of a check and lay it down.</summary>
    private static void NoteSwitch(AsyncLocalValueChangedArgs<ChaosCheck?> change) =>
        Interlocked.Add(ref s_running, (change.CurrentValue is null ? 0 : 1) - (change.PreviousValue is null ? 0 : 1));
}
