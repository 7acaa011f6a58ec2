namespace LivenessSdk;

/// <summary>Represents the options of a consensus.</summary>
public sealed class ConsensusOptions
{
    /// <summary>Gets or sets the names of the clients to ask.</summary>
    public IReadOnlyList<string> Clients { get; set; } = [];

    /// <summary>Gets or sets how many independent clients must agree, from 1 to the number of independent ones. The default is 2.</summary>
    public int RequiredAgreements { get; set; } = 2;

    /// <summary>Gets or sets a value indicating whether the clients are asked one after another instead of all at once, which is slower and saves the price of answers that no longer matter. The default is false.</summary>
    public bool Sequential { get; set; }

    /// <summary>Gets or sets a value indicating whether one <see cref="LivenessVerdict.NotLive"/> decides alone. The default is false.</summary>
    public bool NotLiveVetoes { get; set; }

    /// <summary>Gets or sets the timeout of the whole check, at most 24 hours. The default is 60 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Finds the problems of the settings, except for the names.</summary>
    internal IEnumerable<string> FindProblems()
    {
        if (RequiredAgreements < 1 || (Clients.Count > 0 && RequiredAgreements > Clients.Count))
        {
            yield return $"RequiredAgreements is {RequiredAgreements}, but must be from 1 to the number of its clients, which is {Clients.Count}.";
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromDays(1))
        {
            yield return "Timeout must be longer than zero and at most 24 hours.";
        }
    }
}
