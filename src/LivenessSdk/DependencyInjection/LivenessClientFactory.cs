using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace LivenessSdk;

/// <summary>Makes each registered client once, after all settings were found good, and disposes them with the container.</summary>
internal sealed class LivenessClientFactory : ILivenessClientFactory, IDisposable
{
    private readonly LivenessRegistrations _registrations;
    private readonly IServiceProvider _services;
    private readonly ConcurrentDictionary<string, Lazy<ILivenessClient>> _clients = new(StringComparer.Ordinal);

    public LivenessClientFactory(LivenessRegistrations registrations, IServiceProvider services, IOptions<LivenessStartup> startup)
    {
        _registrations = registrations;
        _services = services;
        _ = startup.Value; // Reading it validates every registration, also in programs without a host.
    }

    public IReadOnlyCollection<string> Names => [.. _registrations.Items.Select(item => item.Name)];

    public ILivenessClient GetClient(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        foreach (LivenessRegistration registration in _registrations.Items)
        {
            if (registration.Name == name)
            {
                return _clients.GetOrAdd(name, _ => new Lazy<ILivenessClient>(() => registration.Create(_services))).Value;
            }
        }

        throw new ArgumentException($"No liveness client is named '{name}'. Registered are: {string.Join(", ", Names)}.", nameof(name));
    }

    public LivenessProviderInfo? GetProviderInfo(string name) => (GetClient(name) as ProviderClient)?.Info;

    public ILivenessClient GetDefaultClient() =>
        GetClient(_registrations.Default
            ?? throw new InvalidOperationException("No liveness client is registered. Add a vendor after AddLiveness()."));

    public void Dispose()
    {
        foreach (Lazy<ILivenessClient> client in _clients.Values)
        {
            if (client.IsValueCreated && client.Value is IDisposable disposable)
            {
                disposable.Dispose();
            }
        }
    }
}
