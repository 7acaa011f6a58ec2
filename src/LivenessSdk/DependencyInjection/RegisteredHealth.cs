using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk;

/// <summary>Reads the breakers of all clients.</summary>
internal sealed class RegisteredHealth : LivenessHealth
{
    private readonly LivenessRegistrations _registrations;
    private readonly IServiceProvider _services;

    public RegisteredHealth(LivenessRegistrations registrations, IServiceProvider services)
    {
        _registrations = registrations;
        _services = services;
    }

    public override IReadOnlyList<ClientHealth> GetAll() => [.. _registrations.Items.Select(item => GetHealth(item.Name))];

    public override ClientHealth GetHealth(string clientName)
    {
        ArgumentNullException.ThrowIfNull(clientName);
        string registered = _registrations.Find(clientName)?.Name ?? throw new ArgumentException($"No liveness client is named '{clientName}'.", nameof(clientName));
        return _services.GetKeyedService<RequestSender>(registered)?.Health ?? new ClientHealth { ClientName = registered };
    }
}
