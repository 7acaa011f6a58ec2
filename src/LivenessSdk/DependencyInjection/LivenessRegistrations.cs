using Microsoft.Extensions.Configuration;

namespace LivenessSdk;

/// <summary>Represents the clients registered in one container, in order, and the errors of those that could not be registered.</summary>
internal sealed class LivenessRegistrations
{
    private readonly List<LivenessRegistration> _items = [];
    private readonly List<IConfiguration> _sections = [];
    private readonly List<IConfiguration> _watched = [];
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _rejected = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<LivenessRegistration> Items => _items;

    public IEnumerable<string> Names => _items.Select(item => item.Name);

    /// <summary>Gets the sections that clients were looked for in.</summary>
    public IReadOnlyList<IConfiguration> Sections => _sections;

    /// <summary>Gets the sections that the rules of compositions come from.</summary>
    public IReadOnlyList<IConfiguration> Watched => _watched;

    /// <summary>Gets the problems of the form of the sections.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Gets the name behind the unkeyed client: the chosen one, otherwise the first, or <see langword="null"/> while there is none.</summary>
    public string? Default => ChosenDefault ?? (_items.Count > 0 ? _items[0].Name : null);

    /// <summary>Gets the default that was chosen by name, or <see langword="null"/> while none was.</summary>
    public string? ChosenDefault { get; private set; }

    public void Add(LivenessRegistration registration)
    {
        if (Find(registration.Name) is { } existing)
        {
            throw new ArgumentException(
                $"A liveness client named '{existing.Name}' is already registered, and names are not case-sensitive. Give each client a name of its own.");
        }

        _items.Add(registration);
    }

    /// <summary>Wraps a client in another.</summary>
    public void Decorate(string name, Func<ILivenessClient, IServiceProvider, ILivenessClient> decorate) => Find(name)!.Decorators.Add(decorate);

    public void AddSection(IConfiguration section) => _sections.Add(section);

    public void Watch(IConfiguration section) => _watched.Add(section);

    public void AddProblem(string problem) => _problems.Add(problem);

    /// <summary>Records a client that configuration names and that could not be registered, so that nothing else reports it as missing.</summary>
    public void Reject(string name, IEnumerable<string> problems)
    {
        _rejected.Add(name);
        _problems.AddRange(problems);
    }

    public bool HasRejected => _rejected.Count > 0;

    public bool IsRejected(string name) => _rejected.Contains(name);

    public LivenessRegistration? Find(string name) => _items.Find(item => item.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public void ChooseDefault(string name)
    {
        if (ChosenDefault is not null && !ChosenDefault.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"'{ChosenDefault}' is the default liveness client already, so '{name}' cannot be. Choose one.");
        }

        ChosenDefault = name;
    }
}

/// <summary>Represents one client as it is registered: how to create it, and how to find the problems of its options.</summary>
/// <param name="Name">The name, unique in the container whatever its case.</param>
/// <param name="Create">Creates the client.</param>
/// <param name="FindProblems">Finds the problems of its settings; empty if they are valid.</param>
internal sealed record LivenessRegistration(
    string Name,
    Func<IServiceProvider, ILivenessClient> Create,
    Func<IServiceProvider, IEnumerable<string>> FindProblems)
{
    /// <summary>Gets how to read the rule of a composition, with the problems of its form, or <see langword="null"/> for a vendor's client.</summary>
    public Func<(CompositionPlan? Plan, IReadOnlyList<string> Problems)>? ReadPlan { get; init; }

    /// <summary>Gets how to find the group that a vendor's client counts for in a consensus. The default is its own.</summary>
    public Func<IServiceProvider, string> FindIndependenceGroup { get; init; } = _ => Name;

    /// <summary>Gets how to find the rate limit of a vendor's client, or <see langword="null"/> for any other.</summary>
    public Func<IServiceProvider, RateLimitOptions>? FindRateLimit { get; init; }

    /// <summary>Gets or sets a value indicating whether the rate limit is shared with other machines.</summary>
    public bool SharesRateLimit { get; set; }

    /// <summary>Gets what wraps the client, the innermost first.</summary>
    public List<Func<ILivenessClient, IServiceProvider, ILivenessClient>> Decorators { get; } = [];
}
