using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LivenessSdk.Cli;

/// <summary>Writes outcomes as JSON. <c>docs/tool.md</c> documents the format.</summary>
internal static class OutcomeJson
{
    /// <summary>Returns one line.</summary>
    public static string Serialize(Outcome outcome, bool simulated)
    {
        using MemoryStream line = new();
        using Utf8JsonWriter writer = new(line);
        writer.WriteStartObject();
        writer.WriteString("file", outcome.File);
        if (simulated)
        {
            writer.WriteBoolean("simulated", true);
        }

        if (outcome.Result is { } result)
        {
            writer.WritePropertyName("result");
            writer.WriteRawValue(LivenessJson.Serialize(result));
        }
        else if (outcome.Failure is { } failure)
        {
            WriteFailure(writer, failure, outcome.ClientName);
        }
        else
        {
            writer.WriteBoolean("unknown", true);
            writer.WriteString("provider", outcome.ClientName);
        }

        if (outcome.Result is null)
        {
            WriteOptional(writer, "key", outcome.Key);
        }

        if (outcome.FromJournal)
        {
            writer.WriteBoolean("fromJournal", true);
        }

        writer.WriteEndObject();
        writer.Flush();
        return ReadableJson.Unescape(Encoding.UTF8.GetString(line.ToArray()));
    }

    private static void WriteFailure(Utf8JsonWriter writer, LivenessException failure, string provider)
    {
        writer.WriteStartObject("failure");
        writer.WriteString("provider", provider);
        writer.WriteString("error", failure.Error.ToString());
        writer.WriteString("message", failure.Message);
        writer.WriteBoolean("mayHaveBeenProcessed", failure.MayHaveBeenProcessed);
        WriteOptional(writer, "providerErrorCode", failure.ProviderErrorCode);
        WriteOptional(writer, "continuationToken", failure.ContinuationToken);
        WriteOptional(writer, "retryAfter", failure.RetryAfter?.ToString("c", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
