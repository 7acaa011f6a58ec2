using System.Text.Json;
using System.Text.Json.Serialization;

namespace LivenessSdk.AspNetCore.Checks;

/// <summary>Represents the value that is stored under the identifier of a check.</summary>
internal sealed record StoredCheck
{
    /// <summary>Gets the hash of the photos that used the challenge.</summary>
    public required string Fingerprint { get; init; }

    public required CheckState State { get; init; }

    /// <summary>Gets the identifier of the request that used the challenge, so that no other request mistakes the claim for its own.</summary>
    public required Guid ClaimId { get; init; }

    /// <summary>Gets the time after which the request that is running the check is considered dead.</summary>
    public DateTimeOffset WorkEnds { get; init; }

    /// <summary>Gets the result as JSON; set when <see cref="State"/> is <see cref="CheckState.Answered"/>.</summary>
    public string? Result { get; init; }

    /// <summary>Gets a value indicating whether the person may try again.</summary>
    public bool CanRetry { get; init; }

    /// <summary>Gets a value indicating whether the application has processed the result.</summary>
    public bool IsProcessed { get; init; }

    /// <summary>Gets the token that resumes a paid check; set when <see cref="State"/> is <see cref="CheckState.Pending"/>.</summary>
    public string? ContinuationToken { get; init; }

    public static string KeyOf(string checkId) => $"check:{checkId}";

    public static StoredCheck Parse(string json) => JsonSerializer.Deserialize(json, StoredCheckJson.Default.StoredCheck)!;

    public string ToJson() => JsonSerializer.Serialize(this, StoredCheckJson.Default.StoredCheck);

    public LivenessResult ReadResult() => LivenessJson.Deserialize(Result!);
}

[JsonSerializable(typeof(StoredCheck))]
internal sealed partial class StoredCheckJson : JsonSerializerContext;
