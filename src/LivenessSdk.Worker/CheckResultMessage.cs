using System.Text.Json;

namespace LivenessSdk.Worker;

/// <summary>Represents the end of a check, as it is published: <c>{"key":"…","client":"…","outcome":{…},"reason":"…"}</c>.</summary>
/// <remarks>
/// The exchange is at least once, and the ledger is the truth: a result can come twice, with the same key as its message id. It contains what
/// the ledger keeps: nothing of a photo or a face, and no text of a vendor.
/// </remarks>
/// <param name="Key">The idempotency key.</param>
/// <param name="Client">The name of the client that checked.</param>
/// <param name="Outcome">The answer, or the error with which the check ended.</param>
/// <param name="Reason">What to do about the error, or <see langword="null"/> for an answer.</param>
public sealed record CheckResultMessage(
    string Key,
    string Client,
    LedgerOutcome Outcome,
    string? Reason = null)
{
    /// <summary>Reads a message.</summary>
    /// <param name="body">The body of the message.</param>
    /// <exception cref="JsonException">The body is no such message.</exception>
    public static CheckResultMessage Parse(ReadOnlyMemory<byte> body) => WorkerJson.ReadResult(body.Span);

    /// <summary>Returns the key and the outcome.</summary>
    public override string ToString() => $"{Key} ({Client}): {Outcome}";
}
