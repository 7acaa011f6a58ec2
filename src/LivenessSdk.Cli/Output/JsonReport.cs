using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LivenessSdk.Cli;

/// <summary>Writes one line of JSON per photo and vendor, as soon as it is known. <c>docs/tool.md</c> holds the contract.</summary>
internal sealed class JsonReport(Terminal terminal, bool simulated) : IReport
{
    public void Add(IReadOnlyList<Outcome> outcomes)
    {
        foreach (Outcome outcome in outcomes)
        {
            terminal.WriteLine(Serialize(outcome));
        }
    }

    public void Complete()
    {
    }

    private string Serialize(Outcome outcome)
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
        else
        {
            WriteFailure(writer, outcome);
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(line.ToArray());
    }

    private static void WriteFailure(Utf8JsonWriter writer, Outcome outcome)
    {
        LivenessException failure = outcome.Failure!;
        writer.WriteStartObject("failure");
        writer.WriteString("error", failure.Error.ToString());
        writer.WriteString("message", failure.Message);
        writer.WriteBoolean("mayHaveBeenProcessed", failure.MayHaveBeenProcessed);
        WriteOptional(writer, "provider", outcome.Provider);
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
