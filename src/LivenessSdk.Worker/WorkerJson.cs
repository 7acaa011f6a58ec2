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
        CheckResultBody body = new(message.Key, message.Client, outcome.RootElement, message.Reason);
        return JsonSerializer.SerializeToUtf8Bytes(body, CheckResultContext.Default.CheckResultBody);
    }

    /// <exception cref="JsonException">The body is no result.</exception>
    public static CheckResultMessage ReadResult(ReadOnlySpan<byte> body)
    {
        CheckResultBody result = JsonSerializer.Deserialize(body, CheckResultContext.Default.CheckResultBody) ?? throw new JsonException("The message is null.");
        LedgerOutcome outcome = LedgerOutcome.FromJson(result.Outcome.GetRawText()) ?? throw new JsonException("The outcome is neither an answer nor a failure.");
        return new CheckResultMessage(result.Key, result.Client, outcome) { Reason = result.Reason };
    }

    /// <summary>Reads a check.</summary>
    /// <param name="body">The body of the message.</param>
    /// <param name="problem">What is wrong with it, or <see langword="null"/> if nothing is.</param>
    /// <returns>The check. Of a wrong message it is what could be read without anything that must not be kept, or <see langword="null"/>.</returns>
    public static CheckMessage? ReadCheck(ReadOnlySpan<byte> body, out string? problem)
    {
        CheckMessage? message = null;
        try
        {
            message = JsonSerializer.Deserialize(body, CheckMessageContext.Default.CheckMessage);
            problem = message is null ? "The message is null. Send an object with key, photo and client." : message.FindProblem();
        }
        catch (JsonException)
        {
            message = ReadKnown(body);
            problem = message is null
                ? "The message is not JSON with the texts key, photo and client."
                : "The message is more than an object with the texts key, photo and client. Parameters are not passed in messages, which are durable: let a PhotoSource of yours add them.";
        }

        return problem is null || message?.Photo is null ? message : new CheckMessage(message.Key, PhotoReference.WithoutAccess(message.Photo), message.Client);
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

/// <summary>Represents the body of a result, whose outcome is written as the ledger writes it.</summary>
internal sealed record CheckResultBody([property: JsonRequired] string Key, [property: JsonRequired] string Client, [property: JsonRequired] JsonElement Outcome, string? Reason);

/// <summary>Provides the generated code that writes and reads checks.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CheckMessage))]
internal sealed partial class CheckMessageContext : JsonSerializerContext;

/// <summary>Provides the generated code that writes and reads results, to which later versions may add members.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckResultBody))]
internal sealed partial class CheckResultContext : JsonSerializerContext;
