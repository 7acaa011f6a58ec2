namespace LivenessSdk.Providers;

/// <summary>Sends the requests of checks: the one way to the network.</summary>
internal interface IRequestSender
{
    /// <summary>Gets a value indicating whether a limit of the client leaves little room for further requests.</summary>
    bool IsNearLimit { get; }

    /// <summary>Sends a request, again where that is safe, and reads the response.</summary>
    /// <exception cref="LivenessException">No readable response arrived.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    Task<ProviderResponse> SendAsync(OutgoingRequest request, CancellationToken cancellationToken);
}
