namespace LivenessSdk;

/// <summary>Adapts one vendor: creates its request, sends it, maps its reply.</summary>
/// <remarks>
/// One instance serves all checks of a registration in parallel, until its options change. It leaves logging, retries,
/// time-outs and image preparation to the library. The request's <see cref="LivenessRequest.Timeout"/> is always set and
/// holds the time left for the check.
/// </remarks>
public interface ILivenessProvider
{
    /// <summary>Gets what the vendor takes.</summary>
    LivenessProviderInfo Info { get; }

    /// <summary>Asks the vendor.</summary>
    /// <param name="request">The request; its frames arrive already fitted to <see cref="LivenessProviderInfo.Image"/>.</param>
    /// <param name="cancellationToken">Cancelled by the caller or at the check's deadline.</param>
    /// <returns>The verdict. <see cref="LivenessVerdict.Live"/> needs the vendor's explicit word and nothing that contradicts it.</returns>
    /// <remarks>The client turns a result that breaks the documented ranges, and a live one with anything against it, into an <see cref="LivenessError.UnexpectedResponse"/>.</remarks>
    /// <exception cref="LivenessException">No verdict was reached.</exception>
    Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken);
}
