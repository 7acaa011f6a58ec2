namespace LivenessSdk;

/// <summary>Represents one check at the gate.</summary>
internal sealed class OutageGateEntry
{
    /// <summary>Gets or sets the failure that the check waits out, or <see langword="null"/> before its first.</summary>
    public LivenessException? Failure { get; set; }

    /// <summary>Gets or sets how many checks had succeeded when this one failed.</summary>
    public long Successes { get; set; }

    /// <summary>Gets or sets how often it failed although others succeeded in between.</summary>
    public int LoneFailures { get; set; }

    /// <summary>Gets or sets the time before which it is not sent again, on the gate's clock.</summary>
    public TimeSpan NotBefore { get; set; }

    /// <summary>Gets or sets a value indicating whether it is the check that probes whether the outage is over.</summary>
    public bool IsProbe { get; set; }

    public TaskCompletionSource<bool>? Turn { get; set; }
}
