namespace LivenessSdk;

/// <summary>Knows which vendors' clients can answer a request through it.</summary>
internal interface IAnsweringClient
{
    /// <summary>Finds the names of the vendors' clients that can answer a request; none if they are too few for the rule of a composition.</summary>
    /// <param name="request">The request.</param>
    /// <param name="supportedOnly">Whether a client must also support the request; otherwise it only has to be allowed.</param>
    IEnumerable<string> FindAnswerers(LivenessRequest request, bool supportedOnly);
}
