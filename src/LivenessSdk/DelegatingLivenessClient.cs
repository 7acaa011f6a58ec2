namespace LivenessSdk;

/// <summary>Provides a base class for clients that wrap another, for instance to audit its checks.</summary>
/// <remarks>Register it by <see cref="LivenessBuilder.Decorate"/> or <see cref="LivenessBuilder.AddClient(string, Func{IServiceProvider, ILivenessClient})"/>.</remarks>
public abstract class DelegatingLivenessClient : ILivenessClient, IComposableClient
{
    /// <summary>Initializes a new instance of the <see cref="DelegatingLivenessClient"/> class.</summary>
    /// <param name="innerClient">The client to wrap. It is not disposed with this one.</param>
    protected DelegatingLivenessClient(ILivenessClient innerClient)
    {
        ArgumentNullException.ThrowIfNull(innerClient);

        InnerClient = innerClient;
    }

    /// <summary>Gets a value indicating whether a client of the library is wrapped, which enforces who may receive the photo.</summary>
    internal bool WrapsRegistered => InnerClient is DelegatingLivenessClient inner ? inner.WrapsRegistered : InnerClient is IComposableClient;

    /// <summary>Gets the wrapped client.</summary>
    protected ILivenessClient InnerClient { get; }

    string IComposableClient.ClientName => (InnerClient as IComposableClient)?.ClientName ?? InnerClient.GetType().Name;

    bool IComposableClient.IsComposed => InnerClient is IComposableClient { IsComposed: true };

    TimeSpan? IComposableClient.Timeout => (InnerClient as IComposableClient)?.Timeout;

    /// <inheritdoc />
    public virtual Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default) =>
        InnerClient.CheckAsync(request, cancellationToken);

    IEnumerable<string> IComposableClient.FindVendorClients(LivenessRequest request, bool supportedOnly) =>
        (InnerClient as IComposableClient)?.FindVendorClients(request, supportedOnly) ?? [];
}
