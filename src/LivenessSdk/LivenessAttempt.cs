using System.Net;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Records that one registration was asked during a check, and what came of it.</summary>
/// <remarks>Neither verdict nor error: nobody waited for its answer, because the others had decided or because it only shadows another.</remarks>
public sealed class LivenessAttempt
{
    /// <summary>Gets the name of the client.</summary>
    [JsonPropertyName("provider")]
    public required string ClientName { get; init; }

    /// <summary>Gets the verdict it gave; null when it failed or nobody waited.</summary>
    public LivenessVerdict? Verdict { get; init; }

    /// <summary>Gets how it failed; null when it gave a verdict or nobody waited.</summary>
    public LivenessError? Error { get; init; }

    /// <summary>Gets the HTTP status of the response that decided the attempt, or <see langword="null"/> if there was none.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Gets a value indicating whether a photo left for this registration's vendor. True where that cannot be ruled out.</summary>
    public bool PhotoSent { get; init; }

    /// <summary>Gets a value indicating whether the vendor may have done, and billed, the work.</summary>
    public bool MayHaveBeenProcessed { get; init; }

    /// <summary>Gets the token that continues the check of this client, or <c>null</c> if there is none. The vendor was still working when nobody waited for it any longer, for instance because a failover moved on.</summary>
    public string? ContinuationToken { get; init; }

    /// <summary>Gets how long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Returns registration and outcome.</summary>
    public override string ToString() => $"{ClientName}: {Verdict?.ToString() ?? Error?.ToString() ?? "no answer"}";
}
