namespace LivenessSdk;

/// <summary>Represents the options of a failover.</summary>
public sealed class FailoverOptions
{
    /// <summary>Gets or sets the names of the clients to ask, in this order.</summary>
    public IReadOnlyList<string> Clients { get; set; } = [];

    /// <summary>Gets or sets a value indicating whether the next client is asked only when the failed one cannot have done, and billed, the work. The default is false.</summary>
    public bool OnlyWhenNotProcessed { get; set; }

    /// <summary>Gets or sets the timeout of the whole check, which the clients share, at most 24 hours. The default is 60 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Finds the problems of the settings, except for the names.</summary>
    internal IEnumerable<string> FindProblems()
    {
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromDays(1))
        {
            yield return "Timeout must be longer than zero and at most 24 hours.";
        }
    }
}
