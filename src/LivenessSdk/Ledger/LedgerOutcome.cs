using System.Text.Json;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents what a ledger keeps of an answer, or of a failure that may have been processed: nothing of a photo or a face, and no text of a vendor.</summary>
public sealed class LedgerOutcome
{
    /// <summary>Gets the name of the client that answered.</summary>
    [JsonPropertyName("provider")]
    public string? ClientName { get; init; }

    /// <summary>Gets the vendor behind it.</summary>
    public string? Vendor { get; init; }

    /// <summary>Gets the verdict, or <see langword="null"/> for a failure.</summary>
    public LivenessVerdict? Verdict { get; init; }

    /// <summary>Gets who decided on the verdict.</summary>
    public VerdictSource? VerdictSource { get; init; }

    /// <summary>Gets the score from 0 to 1, or <see langword="null"/> if there is none.</summary>
    public double? Score { get; init; }

    /// <summary>Gets the threshold from 0 to 1, or <see langword="null"/> if there is none.</summary>
    public double? Threshold { get; init; }

    /// <summary>Gets the codes of the reasons, or <see langword="null"/> for none.</summary>
    public IReadOnlyList<LivenessReasonCode>? Reasons { get; init; }

    /// <summary>Gets the error of a failure, or <see langword="null"/> for an answer.</summary>
    public LivenessError? Error { get; init; }

    /// <summary>Gets the vendor's reference, or the caller's if the vendor has none.</summary>
    public string? Reference { get; init; }

    /// <summary>Gets a value indicating whether this is an answer, not a failure.</summary>
    [JsonIgnore]
    public bool IsAnswer => Verdict is not null;

    /// <summary>Creates the outcome of an answer.</summary>
    /// <param name="result">The answer.</param>
    public static LedgerOutcome Of(LivenessResult result)
    {
        ArgumentNullException.ThrowIfNull(result);

        return new LedgerOutcome
        {
            ClientName = result.ClientName,
            Vendor = result.Vendor,
            Verdict = result.Verdict,
            VerdictSource = result.VerdictSource,
            Score = result.Score,
            Threshold = result.Threshold,
            Reasons = result.Reasons.Count == 0 ? null : [.. result.Reasons.Select(reason => reason.Code)],
            Reference = result.TransactionId,
        };
    }

    /// <summary>Creates the outcome of a failure.</summary>
    /// <param name="failure">The failure.</param>
    public static LedgerOutcome Of(LivenessException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);

        return new LedgerOutcome { ClientName = failure.ClientName, Error = failure.Error };
    }

    /// <summary>Creates the outcome of a check that the vendor processed, and whose answer is lost.</summary>
    internal static LedgerOutcome Lost(string client) => new() { ClientName = client, Error = LivenessError.OutcomeUnknown };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The outcome, or <see langword="null"/> if the text is neither an answer nor a failure.</returns>
    public static LedgerOutcome? FromJson(string json)
    {
        try
        {
            LedgerOutcome? outcome = JsonSerializer.Deserialize(json, LedgerOutcomeContext.Default.LedgerOutcome);
            return outcome is not null && outcome.Verdict is null != outcome.Error is null ? outcome : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the outcome as JSON, for the storage of a ledger.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, LedgerOutcomeContext.Default.LedgerOutcome);

    /// <summary>Creates the result of an answer. It still has to be validated.</summary>
    internal LivenessResult ToResult(string client) =>
        new()
        {
            ClientName = ClientName ?? client,
            Vendor = Vendor,
            Verdict = Verdict ?? default,
            VerdictSource = VerdictSource ?? default,
            Score = Score,
            Threshold = Threshold,
            Reasons = [.. Reasons?.Select(code => new LivenessReason(code)) ?? []],
            TransactionId = Reference,
            FromLedger = true,
            Attempts = [new LivenessAttempt { ClientName = client, Verdict = Verdict }],
        };

    /// <summary>Returns the verdict or the error.</summary>
    public override string ToString() => Verdict?.ToString() ?? Error?.ToString() ?? "";
}

/// <summary>Provides the generated code that writes and reads outcomes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LedgerOutcome))]
internal sealed partial class LedgerOutcomeContext : JsonSerializerContext;
