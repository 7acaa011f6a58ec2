namespace Fleet;

/// <summary>Represents what was started, and ends it in the opposite order.</summary>
internal sealed class FleetParts : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();

    public T Add<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out IAsyncDisposable? part))
        {
            await part.DisposeAsync();
        }
    }
}
