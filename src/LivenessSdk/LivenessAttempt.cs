using System.Net;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents one client that was asked during a check, and the outcome.</summary>
/// <remarks>If there is neither a verdict nor an error, nobody waited for the answer, because the other clients had decided or because the client only shadows another.</remarks>
public sealed class LivenessAttempt
{
    /// <summary>Gets the name of the client.</summary>
    [JsonPropertyName("provider")]
    public required string ClientName { get; init; }

    /// <summary>Gets the verdict, or <see langword="null"/> if the client failed or nobody waited.</summary>
    public LivenessVerdict? Verdict { get; init; }

    /// <summary>Gets how the client failed, or <see langword="null"/> if it gave a verdict or nobody waited.</summary>
    public LivenessError? Error { get; init; }

    /// <summary>Gets the HTTP status of the response that decided the attempt, or <see langword="null"/> if there was none.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Gets a value indicating whether a photo was sent to this client's vendor. <see langword="true"/> if that cannot be ruled out.</summary>
    public bool PhotoSent { get; init; }

    /// <summary>Gets a value indicating whether the vendor may have done, and billed, the work.</summary>
    public bool MayHaveBeenProcessed { get; init; }

    /// <summary>Gets the token that continues the check of this client, or <see langword="null"/> if there is none. The vendor was still working when nobody waited for it any longer, for instance because a failover moved on.</summary>
    public string? ContinuationToken { get; init; }

    /// <summary>Gets how long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Returns the client's name and the outcome.</summary>
    public override string ToString() => $"{ClientName}: {Verdict?.ToString() ?? Error?.ToString() ?? "no answer"}";
}
