namespace LivenessSdk;

/// <summary>Provides the vendor's adapter of one client. It can be replaced while checks are in flight: each keeps the adapter that it began with.</summary>
internal abstract class ProviderSource : IDisposable
{
    private volatile ConfiguredProvider? _current;

    /// <summary>Gets the provider created from the current options.</summary>
    public ConfiguredProvider Current => _current!;

    /// <summary>Begins to use the current provider; <see cref="ConfiguredProvider.Leave"/> must follow.</summary>
    public ConfiguredProvider Enter()
    {
        ConfiguredProvider configured = Current;
        while (!configured.TryEnter())
        {
            // Replaced a moment ago; or the last one there is, and the client is disposed.
            ConfiguredProvider next = Current;
            ObjectDisposedException.ThrowIf(next == configured, typeof(ProviderClient));
            configured = next;
        }

        return configured;
    }

    public abstract void Dispose();

    /// <summary>Replaces the current provider, which is disposed when its last check has ended.</summary>
    protected void Replace(ConfiguredProvider provider)
    {
        ConfiguredProvider? replaced = _current;
        _current = provider;
        replaced?.Leave();
    }

    /// <summary>Ends the ownership of the current provider.</summary>
    protected void Release() => _current?.Leave();
}

/// <summary>Represents a provider and the options that it was created from. A replaced provider is disposed when its last check has ended.</summary>
internal sealed class ConfiguredProvider(ILivenessProvider provider, LivenessProviderOptions options)
{
    // Its owner counts as one.
    private int _users = 1;

    public ILivenessProvider Provider { get; } = provider;

    public LivenessProviderOptions Options { get; } = options;

    /// <summary>Begins to use the provider; <see cref="Leave"/> must follow.</summary>
    /// <returns>False when it is disposed already.</returns>
    public bool TryEnter()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    /// <summary>Ends the use of the provider, or its ownership.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _ = DisposeAsync();
        }
    }

    private async Task DisposeAsync()
    {
        if (Provider is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (Provider as IDisposable)?.Dispose();
        }
    }
}
