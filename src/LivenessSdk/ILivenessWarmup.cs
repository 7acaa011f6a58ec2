namespace LivenessSdk;

/// <summary>Prepares clients, so that the first check, or the first after a pause, waits for nothing but the vendor.</summary>
public interface ILivenessWarmup
{
    /// <summary>Obtains the access token, opens the connection, and loads the image library; for a composition, for each client that it may ask.</summary>
    /// <remarks>
    /// Nothing is billed and no photo is sent: the connection is opened by a HEAD request to the vendor's origin, without credentials.
    /// If the client is ready, nothing is done. Idle connections are closed after 60 seconds.
    /// </remarks>
    /// <param name="clientName">The name of the client, in any case.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <exception cref="ArgumentException">No client has the name.</exception>
    /// <exception cref="LivenessException">The vendor cannot be reached, rejects the credentials, or the image library is missing. A check would fail too.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    Task WarmUpAsync(string clientName, CancellationToken cancellationToken = default);
}
