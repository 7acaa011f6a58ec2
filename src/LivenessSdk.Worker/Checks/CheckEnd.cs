namespace LivenessSdk.Worker;

/// <summary>Specifies how the worker completed a message.</summary>
internal enum CheckEnd
{
    /// <summary>The photo was sent, and its result published.</summary>
    Paid,

    /// <summary>The ledger had the answer, which was published again at no cost.</summary>
    Repeated,

    /// <summary>The photo may have been processed, and its outcome is unknown.</summary>
    Unknown,

    /// <summary>The check cannot be made: the message was moved to the dead-letter queue.</summary>
    Rejected,

    /// <summary>The message was moved to a retry queue.</summary>
    Postponed,
}
