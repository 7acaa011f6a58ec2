namespace LivenessSdk.Worker;

/// <summary>Specifies what a check may do that came to a <see cref="ClientGate"/>.</summary>
internal enum GateTurn
{
    /// <summary>The client works: check.</summary>
    Check,

    /// <summary>The client did not work: check, to find out whether it works again.</summary>
    Probe,

    /// <summary>The client does not work, and the message was held long enough: move it to a retry queue.</summary>
    Postpone,
}
