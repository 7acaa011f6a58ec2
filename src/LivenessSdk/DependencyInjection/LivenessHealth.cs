using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk;

/// <summary>Reads the breakers of all registrations.</summary>
internal sealed class LivenessHealth : ILivenessHealth
{
    private readonly LivenessRegistrations _registrations;
    private readonly IServiceProvider _services;

    public LivenessHealth(LivenessRegistrations registrations, IServiceProvider services)
    {
        _registrations = registrations;
        _services = services;
    }

    public IReadOnlyList<ProviderHealth> GetAll() => [.. _registrations.Items.Select(item => GetHealth(item.Name))];

    public ProviderHealth GetHealth(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string registered = _registrations.Find(name)?.Name ?? throw new ArgumentException($"No liveness client is named '{name}'.", nameof(name));
        return _services.GetKeyedService<RequestSender>(registered)?.Health ?? new ProviderHealth { Provider = registered };
    }
}
