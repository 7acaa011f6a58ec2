using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace LivenessSdk;

/// <summary>Creates each registered client once, after all options were validated, and disposes them with the container.</summary>
internal sealed class RegisteredClients : LivenessClientFactory, IAsyncDisposable, IDisposable
{
    private readonly LivenessRegistrations _registrations;
    private readonly IServiceProvider _services;
    private readonly ConcurrentDictionary<string, Lazy<Registered>> _clients = new(StringComparer.OrdinalIgnoreCase);

    // A composition is made after the clients it is made of, and ends before them.
    private readonly ConcurrentStack<object> _created = [];

    public RegisteredClients(LivenessRegistrations registrations, IServiceProvider services, IOptions<LivenessStartup> startup, LivenessMetrics metrics)
    {
        _registrations = registrations;
        _services = services;
        _ = metrics; // Created before the clients, so that it outlives them.
        _ = startup.Value; // Reading it validates every client, also in programs without a host.
    }

    public override IReadOnlyCollection<string> Names => [.. _registrations.Names];

    /// <summary>Gets the name of the default client.</summary>
    public string DefaultName => _registrations.Default!; // The validation at start-up has found it.

    public override ILivenessClient GetClient(string clientName) => Get(clientName).Client;

    public override LivenessProviderInfo? GetProviderInfo(string clientName) => FindProviderClient(clientName)?.Info;

    /// <summary>Finds a vendor's client below its decorators, or returns <see langword="null"/> for other clients.</summary>
    public ProviderClient? FindProviderClient(string name) => Get(name).Innermost as ProviderClient;

    /// <summary>Gets the client registered as <paramref name="name"/>, for a composition.</summary>
    public IComposableClient GetComposable(string name) => Get(name).Client;

    public ILivenessClient GetDefaultClient() => GetClient(DefaultName);

    public void Dispose()
    {
        foreach (object client in _created)
        {
            (client as IDisposable)?.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (object client in _created)
        {
            if (client is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (client as IDisposable)?.Dispose();
            }
        }
    }

    private Registered Get(string clientName)
    {
        ArgumentNullException.ThrowIfNull(clientName);

        LivenessRegistration registration = _registrations.Find(clientName)
            ?? throw new ArgumentException($"No liveness client is named '{clientName}'. Registered are: {string.Join(", ", Names)}.", nameof(clientName));
        Lazy<Registered> client = _clients.GetOrAdd(clientName, _ => new Lazy<Registered>(() => Create(registration)));
        try
        {
            return client.Value;
        }
        catch
        {
            // It would throw the same exception forever, although the client's dependencies may work the next time.
            _clients.TryRemove(KeyValuePair.Create(clientName, client));
            throw;
        }
    }

    private Registered Create(LivenessRegistration registration)
    {
        ILivenessClient created = registration.Create(_services);
        _created.Push(created);
        IComposableClient client = created switch
        {
            DelegatingLivenessClient { WrapsRegistered: true } wrapper => new DecoratedClient(wrapper, wrapper),
            IComposableClient known and not DelegatingLivenessClient => known,
            _ => new OwnClient(registration.Name, created),
        };
        foreach (Func<ILivenessClient, IServiceProvider, ILivenessClient> decorate in registration.Decorators)
        {
            ILivenessClient outer = decorate(client, _services);
            _created.Push(outer);
            client = new DecoratedClient(client, outer);
        }

        return new Registered(client, created);
    }

    private sealed record Registered(IComposableClient Client, ILivenessClient Innermost);
}
