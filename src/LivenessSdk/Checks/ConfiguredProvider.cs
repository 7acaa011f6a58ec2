namespace LivenessSdk;

/// <summary>Pairs a provider with the options it was made from. A provider that others have replaced is disposed when its last check has ended.</summary>
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
