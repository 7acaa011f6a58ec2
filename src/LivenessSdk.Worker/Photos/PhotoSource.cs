namespace LivenessSdk.Worker;

/// <summary>Loads the photos that messages refer to.</summary>
/// <remarks>
/// Register your own as a singleton of this type. It takes precedence over those of the options. In addition to the photo, it can
/// add what must not be in a message, for instance <see cref="LivenessRequest.Parameters"/> that identify a person: the message
/// refers to them, and the source looks them up.
/// </remarks>
public abstract class PhotoSource
{
    /// <summary>Determines whether this source supports a reference.</summary>
    /// <param name="reference">The member <c>photo</c> of a message, unchanged.</param>
    public abstract bool CanLoad(string reference);

    /// <summary>Loads a photo.</summary>
    /// <param name="reference">The member <c>photo</c> of a message, unchanged. It is untrusted input: validate it.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The request to check. The worker adds the idempotency key.</returns>
    /// <exception cref="LivenessException">The photo cannot be loaded. After a transient error, the worker tries again later; after any other error, it moves the message to the dead-letter queue. The message of the exception must not contain the reference.</exception>
    public abstract Task<LivenessRequest> LoadAsync(string reference, CancellationToken cancellationToken);
}
