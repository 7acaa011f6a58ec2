namespace LivenessSdk;

/// <summary>Reports a primary handler that could show a photo to someone else and cannot be corrected.</summary>
internal sealed class UnsafeHandlerException : InvalidOperationException
{
    public UnsafeHandlerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
