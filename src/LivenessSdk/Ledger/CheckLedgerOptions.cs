namespace LivenessSdk;

/// <summary>Represents the options of a <see cref="CheckLedger"/>.</summary>
public sealed class CheckLedgerOptions
{
    /// <summary>Gets or sets how long an owner may go without renewing its lease before others may take over. Owners renew their lease three times in this time. The default is 60 seconds.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets how long entries are kept after their last change; then their keys are free. The default is 30 days; <see langword="null"/> keeps them until <see cref="CheckLedger.PurgeAsync"/> is called.</summary>
    public TimeSpan? Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Gets the secrets under which photos and erased keys are hashed: the first for new entries, the others for entries that name them.</summary>
    /// <remarks>To rotate, put a new secret first, and remove the old one when its entries are older than <see cref="Retention"/>.</remarks>
    public IList<LedgerSecret> Secrets { get; } = [];

    internal IEnumerable<string> Validate()
    {
        if (Lease < TimeSpan.FromSeconds(1) || Lease > TimeSpan.FromHours(1))
        {
            yield return "Lease must be between 1 second and 1 hour.";
        }

        if (Retention < TimeSpan.FromHours(1))
        {
            yield return "Retention must be at least 1 hour, or null.";
        }

        if (Secrets.Count == 0)
        {
            yield return "Secrets is empty: add one, for instance LedgerSecret.Generate(\"2026-11\"), and keep it in your configuration.";
        }

        foreach (LedgerSecret secret in Secrets)
        {
            if (secret.FindProblem() is { } problem)
            {
                yield return problem;
            }
        }

        if (Secrets.Select(secret => secret.Name).Distinct(StringComparer.Ordinal).Count() != Secrets.Count)
        {
            yield return "Each of Secrets needs a name of its own.";
        }
    }
}
