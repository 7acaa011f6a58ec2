namespace LivenessSdk;

/// <summary>Observes the two moments of a check that decide whether it may be paid again: a billable request leaves, and the vendor's reference becomes known.</summary>
/// <remarks>A request carries it, so that the code that remembers checks and the code that sends them need not know each other.</remarks>
internal interface IDispatchGate
{
    /// <summary>Called right before each attempt to send a billable request, after limits and queues. An exception keeps the request from leaving.</summary>
    /// <param name="clientName">The client that is about to send.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    ValueTask DispatchAsync(string clientName, CancellationToken cancellationToken);

    /// <summary>Called when the body of a billable request is about to be written. An exception keeps it from being written. It must not block.</summary>
    void BeginBody();

    /// <summary>Called when a paid check can be continued.</summary>
    /// <param name="clientName">The client that began the check, the only one that can continue it.</param>
    /// <param name="continuationToken">The token for <see cref="LivenessRequest.Continue"/>.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    ValueTask RecordContinuationAsync(string clientName, string continuationToken, CancellationToken cancellationToken);
}
