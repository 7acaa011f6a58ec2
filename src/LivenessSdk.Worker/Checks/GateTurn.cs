namespace LivenessSdk.Worker;

/// <summary>Specifies what a check has to do, as decided by a <see cref="ClientGate"/>.</summary>
internal enum GateTurn
{
    /// <summary>The client works: make the check.</summary>
    Check,

    /// <summary>The client did not work: make the check to test whether it has recovered.</summary>
    Probe,

    /// <summary>The client does not work, and the message has been held for the maximum time: move it to a retry queue.</summary>
    Postpone,
}
