namespace LivenessSdk;

/// <summary>Represents a client that checks whether photos show a live person, by one vendor or by a composition of several.</summary>
/// <remarks>Implementations are safe for parallel use. Each client is registered under a name, and resolved by it.</remarks>
public interface ILivenessClient
{
    /// <summary>Checks the photos of <paramref name="request"/> for a live person.</summary>
    /// <param name="request">The photos, or the token of a check that was already begun.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests; the vendor may still finish and bill it.</param>
    /// <returns>The verdict. A photo that cannot be evaluated is <see cref="LivenessVerdict.Inconclusive"/>, not an exception.</returns>
    /// <exception cref="LivenessException">The call itself failed: no verdict was reached.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default);
}
