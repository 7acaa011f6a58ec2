namespace LivenessSdk.Providers;

/// <summary>Specifies what a request to a vendor may cost, which decides when it may be sent again. Members may be added in later versions.</summary>
public enum RequestKind
{
    /// <summary>Starts work that the vendor bills: sent again only when the vendor cannot have done it.</summary>
    Billable = 0,

    /// <summary>Polls for the outcome of work already begun: safe to send again.</summary>
    Poll,

    /// <summary>Obtains or renews an access token: safe to send again.</summary>
    Token,
}
