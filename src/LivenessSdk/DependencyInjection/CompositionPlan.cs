using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Represents the rule of a composition, apart from the client that applies it, so that a changed rule can be validated first.</summary>
internal abstract class CompositionPlan
{
    private const string KindKey = "Kind";

    private static readonly string[] s_kinds = [FailoverPlan.KindName, ConsensusPlan.KindName, ShadowPlan.KindName, IdempotentPlan.KindName];

    /// <summary>Gets the word for the kind in configuration and logs.</summary>
    public abstract string Kind { get; }

    /// <summary>Gets the names of all clients that may receive the photo.</summary>
    public abstract IReadOnlyList<string> Clients { get; }

    /// <summary>Gets those of <see cref="Clients"/> whose answer the caller can get.</summary>
    public virtual IReadOnlyList<string> Answering => Clients;

    /// <summary>Gets how many independent clients must agree.</summary>
    public virtual int RequiredAgreements => 1;

    /// <summary>Reads a plan from its section.</summary>
    /// <param name="name">The name of the composition.</param>
    /// <param name="section">The section.</param>
    /// <param name="kind">The kind that the section must describe, or <see langword="null"/> if its key decides.</param>
    /// <param name="onCompared">The callback of a shadow, which configuration cannot contain.</param>
    /// <returns>The plan, or <see langword="null"/> if its kind is unknown, with the problems of the section's form.</returns>
    public static (CompositionPlan? Plan, IReadOnlyList<string> Problems) Read(
        string name, IConfiguration section, string? kind, Func<ShadowComparison, CancellationToken, Task>? onCompared = null)
    {
        string kinds = string.Join(", ", s_kinds);
        string? found = section[KindKey] is { Length: > 0 } text
            ? Array.Find(s_kinds, known => known.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? ""
            : kind;
        if (found is null)
        {
            return (null, [$"{name}: '{PathOf(section)}' lacks the key {KindKey}. Set it to one of: {kinds}."]);
        }

        if (found.Length == 0 || (kind is not null && found != kind))
        {
            return (null, [$"{name}: '{PathOf(section)}:{KindKey}' must be {(kind is null ? $"one of: {kinds}" : kind)}."]);
        }

        return found switch
        {
            FailoverPlan.KindName => FailoverPlan.FromSection(name, section, KindKey),
            ConsensusPlan.KindName => ConsensusPlan.FromSection(name, section, KindKey),
            IdempotentPlan.KindName => IdempotentPlan.FromSection(name, section, KindKey),
            _ => ShadowPlan.FromSection(name, section, KindKey, onCompared),
        };
    }

    /// <summary>Finds the problems of the settings, except for the names of clients.</summary>
    public abstract IEnumerable<string> FindProblems();

    /// <summary>Creates a client that applies the rule.</summary>
    public abstract CompositionClient Create(string name, CompositionMember[] members, ClientGraph graph, IServiceProvider services);

    /// <summary>Describes the whole rule in one line, so that two plans with the same description are the same rule.</summary>
    public abstract string Describe();

    /// <summary>Finds in what way this rule accepts a photo as live that the former one did not.</summary>
    public virtual IEnumerable<string> FindRelaxations(CompositionPlan former)
    {
        if (RequiredAgreements < former.RequiredAgreements)
        {
            yield return $"{RequiredAgreements} must agree instead of {former.RequiredAgreements}";
        }

        foreach (string client in Answering.Except(former.Answering, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"'{client}' may now answer";
        }
    }

    private static string PathOf(IConfiguration section) => (section as IConfigurationSection)?.Path ?? "";
}
