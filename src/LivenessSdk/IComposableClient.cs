namespace LivenessSdk;

/// <summary>Represents a client that compositions, ledgers and runs of many checks can ask about itself.</summary>
internal interface IComposableClient : ILivenessClient
{
    /// <summary>Gets the name of the client.</summary>
    string ClientName { get; }

    /// <summary>Gets a value indicating whether the client consists of others, which a request's memory is for.</summary>
    bool IsComposed { get; }

    /// <summary>Gets the timeout of a check that brings none, or <see langword="null"/> if another client decides on it.</summary>
    TimeSpan? Timeout { get; }

    /// <summary>Finds the names of the vendors' clients that can answer a request through this client; none if they are too few for the rule of a composition.</summary>
    /// <param name="request">The request.</param>
    /// <param name="supportedOnly">Whether a client must also support the request; otherwise it only has to be allowed.</param>
    IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly);
}
