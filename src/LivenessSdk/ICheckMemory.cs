namespace LivenessSdk;

/// <summary>Remembers the checks of a run, so that none is paid for twice.</summary>
/// <remarks>A request carries it down through compositions to each vendor's client, so that clients between need not know the ledger behind it.</remarks>
internal interface ICheckMemory
{
    /// <summary>Runs a check of one vendor's client, unless its outcome is known.</summary>
    /// <param name="client">The client.</param>
    /// <param name="clientName">Its name.</param>
    /// <param name="request">The request, which carries this memory no further.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    Task<LivenessResult> CheckAsync(ILivenessClient client, string clientName, LivenessRequest request, CancellationToken cancellationToken);
}
