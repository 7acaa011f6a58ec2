namespace LivenessSdk;

/// <summary>Represents the checks of one client on one day (UTC) that had the same outcome.</summary>
public sealed class LedgerTotal
{
    /// <summary>Gets the day on which the photos were sent.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Gets the name of the client.</summary>
    public string ClientName { get; init; } = "";

    /// <summary>Gets the verdict, the error of a failure, or the state of an entry that has neither.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>Gets the number of checks.</summary>
    public long Checks { get; init; }

    /// <summary>Gets how many photos were certainly billed.</summary>
    public long Billed { get; init; }

    /// <summary>Gets how many more were sent and may have been billed.</summary>
    public long PossiblyBilled { get; init; }
}
