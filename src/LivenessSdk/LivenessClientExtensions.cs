namespace LivenessSdk;

/// <summary>Provides extension methods for <see cref="ILivenessClient"/>.</summary>
public static class LivenessClientExtensions
{
    /// <summary>Checks one photo, taken without any instruction to the person (a passive check).</summary>
    /// <param name="client">The client that checks.</param>
    /// <param name="image">The photo.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>The verdict over the photo.</returns>
    /// <exception cref="LivenessException">The call itself failed: no verdict was reached.</exception>
    public static Task<LivenessResult> CheckAsync(
        this ILivenessClient client, LivenessImage image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);

        return client.CheckAsync(new LivenessRequest(image), cancellationToken);
    }
}
