namespace LivenessSdk;

/// <summary>Lists the registrations of one container, in the order in which they were made.</summary>
internal sealed class LivenessRegistrations
{
    private readonly List<LivenessRegistration> _items = [];
    public IReadOnlyList<LivenessRegistration> Items => _items;

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

    public bool Contains(string name) => _items.Exists(item => item.Name == name);

    public void ChooseDefault(string name)
    {
        if (ChosenDefault is not null && ChosenDefault != name)
        {
            throw new ArgumentException($"'{ChosenDefault}' is the default liveness client already, so '{name}' cannot be. Choose one.");
        }

        ChosenDefault = name;
    }
}
