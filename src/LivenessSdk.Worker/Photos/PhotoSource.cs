namespace LivenessSdk.Worker;

/// <summary>Loads the photos to which messages refer.</summary>
/// <remarks>
/// Register your own as a singleton of this type. It is asked before those of the options. Besides the photo it can
/// add what must not be in a message, for instance <see cref="LivenessRequest.Parameters"/> that identify a person: the message
/// refers to them, and the source looks them up.
/// </remarks>
public abstract class PhotoSource
{
    /// <summary>Determines whether this source loads such references.</summary>
    /// <param name="reference">The member <c>photo</c> of a message, as its sender wrote it.</param>
    public abstract bool CanLoad(string reference);

    /// <summary>Loads a photo.</summary>
    /// <param name="reference">The member <c>photo</c> of a message, as its sender wrote it. It is input from outside: validate it.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The request to check. The worker adds the idempotency key.</returns>
    /// <exception cref="LivenessException">The photo cannot be loaded. A transient error is tried again later; with any other the message goes to the dead letters. The text must not contain the reference.</exception>
    public abstract Task<LivenessRequest> LoadAsync(string reference, CancellationToken cancellationToken);
}
