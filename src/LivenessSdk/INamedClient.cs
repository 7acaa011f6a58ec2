namespace LivenessSdk;

/// <summary>Represents a client of this library, which knows its name and passes on what a request carries.</summary>
internal interface INamedClient : ILivenessClient
{
    /// <summary>Gets the name of the client.</summary>
    string ClientName { get; }

    /// <summary>Gets a value indicating whether the client consists of others, which a request's memory is for.</summary>
    bool IsComposed { get; }

    /// <summary>Gets the time for a check that brings none, or <see langword="null"/> if it is not this client's to say.</summary>
    TimeSpan? Timeout { get; }
}
