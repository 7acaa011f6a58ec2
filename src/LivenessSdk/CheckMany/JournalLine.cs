using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies what a line of the journal records.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JournalEvent>))]
internal enum JournalEvent
{
    /// <summary>A photo is about to be sent.</summary>
    Intent = 0,

    /// <summary>A result came.</summary>
    Answer,

    /// <summary>The check failed.</summary>
    Failure,
}

/// <summary>Represents one line of the journal: nothing of a photo or a face, and no text of a vendor.</summary>
internal sealed class JournalLine
{
    [JsonRequired]
    public JournalEvent Event { get; init; }

    [JsonRequired]
    public long Index { get; init; }

    public string? TransactionId { get; init; }

    [JsonPropertyName("provider")]
    public string? ClientName { get; init; }

    public string? Vendor { get; init; }

    public LivenessVerdict? Verdict { get; init; }

    public VerdictSource? VerdictSource { get; init; }

    public double? Score { get; init; }

    public double? Threshold { get; init; }

    public IReadOnlyList<LivenessReasonCode>? Reasons { get; init; }

    public LivenessError? Error { get; init; }

    public bool? MayHaveBeenProcessed { get; init; }

    /// <summary>Gets the vendor's reference, or the caller's if the vendor has none.</summary>
    public string? Reference { get; init; }

    public string? ContinuationToken { get; init; }

    /// <summary>Gets a value indicating whether the check failed in a way that cannot have been billed, so that the photo can be sent again.</summary>
    [JsonIgnore]
    public bool IsUnpaidFailure => Event == JournalEvent.Failure && MayHaveBeenProcessed == false;

    /// <summary>Gets a value indicating whether the line can have been written by a run: an answer does not contradict itself.</summary>
    [JsonIgnore]
    public bool IsValid => Enum.IsDefined(Event) && (Event != JournalEvent.Answer || ResultValidator.FindBreach(ToResult()) is null);

    /// <summary>Creates the item that an earlier run recorded, for the request at <paramref name="index"/> of this one.</summary>
    public CheckManyItem ToItem(long index, string? key) =>
        new()
        {
            Index = index,
            TransactionId = TransactionId,
            IdempotencyKey = key,
            FromJournal = true,
            Result = Event == JournalEvent.Answer ? ToResult() : null,
            Failure = Event == JournalEvent.Failure ? ToFailure() : null,
        };

    private LivenessResult ToResult() =>
        new()
        {
            ClientName = ClientName ?? "",
            Vendor = Vendor,
            Verdict = Verdict ?? default,
            VerdictSource = VerdictSource ?? default,
            Score = Score,
            Threshold = Threshold,
            Reasons = [.. Reasons?.Select(code => new LivenessReason(code)) ?? []],
            TransactionId = Reference,
            ContinuationToken = ContinuationToken,
        };

    private LivenessException ToFailure() =>
        new(Error ?? default, "The check failed in an earlier run, after the vendor may have billed it. It was not sent again.")
        {
            ClientName = ClientName,
            MayHaveBeenProcessed = MayHaveBeenProcessed ?? true,
            ContinuationToken = ContinuationToken,
        };
}

/// <summary>Represents the generated code that reads lines.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalLineContext : JsonSerializerContext;
