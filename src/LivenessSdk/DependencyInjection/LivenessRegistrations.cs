namespace LivenessSdk;

/// <summary>Lists the registrations of one container, in the order in which they were made.</summary>
internal sealed class LivenessRegistrations
{
    private readonly List<LivenessRegistration> _items = [];

    public IReadOnlyList<LivenessRegistration> Items => _items;

    public IEnumerable<string> Names => _items.Select(item => item.Name);

    /// <summary>Gets the name behind the unkeyed client: the one chosen, else the first; null while there is none.</summary>
    public string? Default => ChosenDefault ?? (_items.Count > 0 ? _items[0].Name : null);

    /// <summary>Gets the default that was chosen by name; null while none was.</summary>
    public string? ChosenDefault { get; private set; }

    public void Add(LivenessRegistration registration)
    {
        if (Contains(registration.Name))
        {
            throw new ArgumentException(
                $"A liveness client named '{registration.Name}' is registered already. Give each registration a name of its own.");
        }

        _items.Add(registration);
    }

    public LivenessRegistration? Find(string name) => _items.Find(item => item.Name == name);

    public bool Contains(string name) => Find(name) is not null;

    public void ChooseDefault(string name)
    {
        if (ChosenDefault is not null && ChosenDefault != name)
        {
            throw new ArgumentException($"'{ChosenDefault}' is the default liveness client already, so '{name}' cannot be. Choose one.");
        }

        ChosenDefault = name;
    }

    /// <summary>Lists the vendors' registrations that a client can ask: itself, or all below a composition. One that is named twice is listed twice.</summary>
    public IEnumerable<LivenessRegistration> FindVendors(string name) => FindVendors(name, registration => registration.Clients, []);

    /// <summary>Lists those of them that can answer: all but the ones in the background.</summary>
    public IEnumerable<LivenessRegistration> FindAnswerers(string name) => FindVendors(name, registration => registration.Answering, []);

    /// <summary>Finds what is wrong with the names that a composition is made of.</summary>
    public IEnumerable<string> FindFaultsInNames(string composition)
    {
        IReadOnlyList<string> clients = Find(composition)?.Clients ?? [];
        if (clients.Count == 0)
        {
            return [$"{composition}: it is made of no client. Name at least one."];
        }

        string[] unknown = [.. clients.Where(client => !Contains(client))];
        if (unknown.Length > 0)
        {
            return unknown.Select(client => $"{composition}: no liveness client is named '{client}'. Registered are: {string.Join(", ", Names)}.");
        }

        if (FindCircle(composition, composition, []) is { } circle)
        {
            return [$"{composition}: it is made of itself ({string.Join(" > ", circle)}). Take one of them out of the circle."];
        }

        return FindVendors(composition)
            .GroupBy(vendor => vendor.Name)
            .Where(vendor => vendor.Count() > 1)
            .Select(vendor => $"{composition}: it would ask '{vendor.Key}' {vendor.Count()} times a check, and pay each time. Name it in one place only.");
    }

    private IEnumerable<LivenessRegistration> FindVendors(string name, Func<LivenessRegistration, IReadOnlyList<string>?> clientsOf, string[] path)
    {
        if (path.Contains(name) || Find(name) is not { } registration)
        {
            return [];
        }

        return clientsOf(registration) is { } clients
            ? clients.SelectMany(client => FindVendors(client, clientsOf, [.. path, name]))
            : [registration];
    }

    /// <summary>Finds the way from a composition back to itself; null when there is none.</summary>
    private string[]? FindCircle(string composition, string name, string[] path)
    {
        string[] longer = [.. path, name];
        foreach (string client in Find(name)?.Clients ?? [])
        {
            if (client == composition)
            {
                return [.. longer, client];
            }

            if (!longer.Contains(client) && FindCircle(composition, client, longer) is { } circle)
            {
                return circle;
            }
        }

        return null;
    }
}
