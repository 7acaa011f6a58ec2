using System.Text;
using System.Text.Json.Serialization;

namespace LivenessSdk.Worker;

/// <summary>Represents a requested check, as in the queue: <c>{"key":"…","photo":"…","client":"…"}</c>.</summary>
/// <remarks>A broker stores messages, so a message contains nothing else: no photo, no parameters, and no URL that grants access.</remarks>
public sealed class CheckMessage
{
    /// <summary>The maximum length of the key and of the client's name in UTF-8: they are the id and the routing key of messages.</summary>
    private const int MaxBytes = 255;

    /// <summary>Initializes a new instance of the <see cref="CheckMessage"/> class.</summary>
    /// <param name="key">The idempotency key, 1 to 255 bytes in UTF-8. It must not identify a person.</param>
    /// <param name="photo">The reference to the photo: a path below the worker's folder, an https URL without user name and query, or a reference that your own <see cref="PhotoSource"/> supports.</param>
    /// <param name="clientName">The name of the client that checks.</param>
    public CheckMessage(string key, string photo, string clientName)
    {
        Key = key;
        Photo = photo;
        ClientName = clientName;
    }

    /// <summary>Gets the idempotency key.</summary>
    public string Key { get; }

    /// <summary>Gets the reference to the photo.</summary>
    public string Photo { get; }

    /// <summary>Gets the name of the client that checks.</summary>
    [JsonPropertyName("client")]
    public string ClientName { get; }

    /// <summary>Gets a value indicating whether a result can be published for the message.</summary>
    internal bool IsAddressable => FindProblemOfKey() is null;

    /// <summary>Returns the key and the client, without the reference.</summary>
    public override string ToString() => $"{Key} ({ClientName})";

    /// <summary>Finds the problem of the message, or <see langword="null"/> if it is valid.</summary>
    internal string? FindProblem() => FindProblemOfKey() ?? (Photo is null ? "The message has no photo." : PhotoReference.FindProblem(Photo));

    private string? FindProblemOfKey()
    {
        if (Key is null || ClientName is null)
        {
            return "The message has no key or no client. Send an object with the members key, photo and client.";
        }

        try
        {
            _ = new LedgerKey(Key, ClientName);
        }
        catch (ArgumentException)
        {
            return $"The key and the client of the message must have 1 to {LedgerKey.MaxLength} characters, no control characters and no unpaired surrogates.";
        }

        return Encoding.UTF8.GetByteCount(Key) > MaxBytes || Encoding.UTF8.GetByteCount(ClientName) > MaxBytes
            ? $"The key and the client of the message must have at most {MaxBytes} bytes in UTF-8."
            : null;
    }
}
