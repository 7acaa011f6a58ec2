using System.Text.Json;

namespace LivenessSdk.Worker;

/// <summary>Represents the outcome of a check, as published: <c>{"key":"…","client":"…","outcome":{…},"reason":"…"}</c>.</summary>
/// <remarks>
/// Delivery is at least once, and the ledger is the source of truth: a result can arrive twice, with the same key as its message id. It contains what
/// the ledger stores: no photo, no description of a face, and no text of a vendor.
/// </remarks>
public sealed class CheckResultMessage
{
    /// <summary>Initializes a new instance of the <see cref="CheckResultMessage"/> class.</summary>
    /// <param name="key">The idempotency key.</param>
    /// <param name="clientName">The name of the client that checked.</param>
    /// <param name="outcome">The verdict or the error of the check.</param>
    public CheckResultMessage(string key, string clientName, LedgerOutcome outcome)
    {
        Key = key;
        ClientName = clientName;
        Outcome = outcome;
    }

    /// <summary>Gets the idempotency key.</summary>
    public string Key { get; }

    /// <summary>Gets the name of the client that checked, as in the message of the check.</summary>
    public string ClientName { get; }

    /// <summary>Gets the verdict or the error of the check.</summary>
    public LedgerOutcome Outcome { get; }

    /// <summary>Gets the problem and what to do about it, or <see langword="null"/> if there is a verdict.</summary>
    public string? Reason { get; init; }

    /// <summary>Reads a message.</summary>
    /// <param name="body">The body of the message.</param>
    /// <exception cref="JsonException">The body is not a result message.</exception>
    public static CheckResultMessage Parse(ReadOnlyMemory<byte> body) => WorkerJson.ReadResult(body.Span);

    /// <summary>Returns the key and the outcome.</summary>
    public override string ToString() => $"{Key} ({ClientName}): {Outcome}";
}
