using System.Text.Json;
using System.Text.Json.Serialization;

namespace LivenessSdk.Worker;

/// <summary>Reads and writes the bodies of messages.</summary>
internal static class WorkerJson
{
    public static byte[] Write(CheckMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, CheckMessageContext.Default.CheckMessage);

    public static byte[] Write(CheckResultMessage message)
    {
        using JsonDocument outcome = JsonDocument.Parse(message.Outcome.ToJson());
        CheckResultBody body = new(message.Key, message.ClientName, outcome.RootElement, message.Reason);
        return JsonSerializer.SerializeToUtf8Bytes(body, CheckResultContext.Default.CheckResultBody);
    }

    /// <exception cref="JsonException">The body is not a result.</exception>
    public static CheckResultMessage ReadResult(ReadOnlySpan<byte> body)
    {
        CheckResultBody result = JsonSerializer.Deserialize(body, CheckResultContext.Default.CheckResultBody) ?? throw new JsonException("The message is null.");
        LedgerOutcome outcome = LedgerOutcome.FromJson(result.Outcome.GetRawText()) ?? throw new JsonException("The outcome is neither a verdict nor an error.");
        return new CheckResultMessage(result.Key, result.Client, outcome) { Reason = result.Reason };
    }

    /// <summary>Reads a check.</summary>
    /// <param name="body">The body of the message.</param>
    /// <param name="problem">The problem of the message, or <see langword="null"/> if it is valid.</param>
    /// <returns>The check; for an invalid message, the parts that could be read and may be stored, or <see langword="null"/>.</returns>
    public static CheckMessage? ReadCheck(ReadOnlySpan<byte> body, out string? problem)
    {
        CheckMessage? message = null;
        try
        {
            message = JsonSerializer.Deserialize(body, CheckMessageContext.Default.CheckMessage);
            problem = message is null ? "The message is null. Send an object with the members key, photo and client." : message.FindProblem();
        }
        catch (JsonException)
        {
            message = ReadKnown(body);
            problem = message is null
                ? "The message is not a JSON object with the strings key, photo and client."
                : "The message contains more than the strings key, photo and client. Brokers store messages, so do not pass parameters in them: add them in your own PhotoSource.";
        }

        return problem is null || message?.Photo is null ? message : new CheckMessage(message.Key, PhotoReference.WithoutAccess(message.Photo), message.ClientName);
    }

    private static CheckMessage? ReadKnown(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            string? TextOf(string name) =>
                document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String
                    ? member.GetString()
                    : null;
            return TextOf("key") is { } key && TextOf("photo") is { } photo && TextOf("client") is { } client ? new CheckMessage(key, photo, client) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Represents the body of a result, with the outcome in the format of the ledger.</summary>
internal sealed record CheckResultBody([property: JsonRequired] string Key, [property: JsonRequired] string Client, [property: JsonRequired] JsonElement Outcome, string? Reason);

/// <summary>Provides the generated code that writes and reads checks.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CheckMessage))]
internal sealed partial class CheckMessageContext : JsonSerializerContext;

/// <summary>Provides the generated code that writes and reads results. Later versions may add members to them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckResultBody))]
internal sealed partial class CheckResultContext : JsonSerializerContext;
