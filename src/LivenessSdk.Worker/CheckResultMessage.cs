using System.Text.Json;

namespace LivenessSdk.Worker;

/// <summary>Represents the end of a check, as it is published: <c>{"key":"…","client":"…","outcome":{…},"reason":"…"}</c>.</summary>
/// <remarks>
/// The exchange is at least once, and the ledger is the truth: a result can come twice, with the same key as its message id. It contains what
/// the ledger keeps: nothing of a photo or a face, and no text of a vendor.
/// </remarks>
public sealed class CheckResultMessage
{
    /// <summary>Initializes a new instance of the <see cref="CheckResultMessage"/> class.</summary>
    /// <param name="key">The idempotency key.</param>
    /// <param name="client">The name of the client that checked.</param>
    /// <param name="outcome">The answer, or the error with which the check ended.</param>
    public CheckResultMessage(string key, string client, LedgerOutcome outcome)
    {
        Key = key;
        Client = client;
        Outcome = outcome;
    }

    /// <summary>Gets the idempotency key.</summary>
    public string Key { get; }

    /// <summary>Gets the name of the client that checked, as the message of the check has it.</summary>
    public string Client { get; }

    /// <summary>Gets the answer, or the error with which the check ended.</summary>
    public LedgerOutcome Outcome { get; }

    /// <summary>Gets what was wrong and what to do about it, or <see langword="null"/> for an answer.</summary>
    public string? Reason { get; init; }

    /// <summary>Reads a message.</summary>
    /// <param name="body">The body of the message.</param>
    /// <exception cref="JsonException">The body is no such message.</exception>
    public static CheckResultMessage Parse(ReadOnlyMemory<byte> body) => WorkerJson.ReadResult(body.Span);

    /// <summary>Returns the key and the outcome.</summary>
    public override string ToString() => $"{Key} ({Client}): {Outcome}";
}
