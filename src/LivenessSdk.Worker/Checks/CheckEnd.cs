namespace LivenessSdk.Worker;

/// <summary>Specifies how the worker finished a message.</summary>
internal enum CheckEnd
{
    /// <summary>The photo was sent, and its answer published.</summary>
    Paid,

    /// <summary>The ledger had the answer, which was published again. It cost nothing.</summary>
    Repeated,

    /// <summary>The photo may have been sent and nobody knows the answer.</summary>
    Unknown,

    /// <summary>The check cannot be made: the message is among the dead letters.</summary>
    Rejected,

    /// <summary>The message was moved to a retry queue.</summary>
    Postponed,
}
