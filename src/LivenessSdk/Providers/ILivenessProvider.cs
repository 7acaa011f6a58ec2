namespace LivenessSdk.Providers;

/// <summary>Represents the adapter of one vendor: it creates the request, sends it, and maps the response.</summary>
/// <remarks>
/// One instance serves all checks of a client in parallel until the client's options change. Logging, retries, timeouts
/// and image preparation are the library's part.
/// </remarks>
public interface ILivenessProvider
{
    /// <summary>Gets what the vendor accepts.</summary>
    LivenessProviderInfo Info { get; }

    /// <summary>Obtains what the vendor's first request needs, such as an access token, while the photos are prepared. The default does nothing.</summary>
    /// <remarks>
    /// It is called for a warm-up, and for a check whose photos have to be decoded, beside that work; do nothing if there is nothing to prepare.
    /// It must not send anything billable.
    /// </remarks>
    /// <param name="check">The check. Its frames are as the caller gave them; a warm-up has none.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests. It is also canceled at the check's deadline.</param>
    /// <exception cref="LivenessException">The check cannot succeed. It ends with this exception, and nothing is sent.</exception>
    Task PrepareAsync(ProviderCheck check, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Asks the vendor for a verdict.</summary>
    /// <param name="check">The check: its request, whose frames already fit <see cref="LivenessProviderInfo.Image"/>, and the way to the network.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests. It is also canceled at the check's deadline.</param>
    /// <returns>The verdict. <see cref="LivenessVerdict.Live"/> needs the vendor's explicit verdict and nothing that contradicts it.</returns>
    /// <remarks>
    /// The client turns a result outside the documented ranges, and a live one with anything against it, into an
    /// <see cref="LivenessError.UnexpectedResponse"/>. Any other exception that escapes becomes one too.
    /// </remarks>
    /// <exception cref="LivenessException">No verdict was reached.</exception>
    Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken);
}
