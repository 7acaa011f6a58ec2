using System.Text.Json;
using System.Text.Json.Serialization;

namespace LivenessSdk.Evaluation;

/// <summary>Writes a report as JSON: the public properties of <see cref="EvaluationReport"/> in camel case.</summary>
internal static class JsonReport
{
    public static Task WriteAsync(EvaluationReport report, Stream stream, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(stream, report, JsonReportContext.Default.EvaluationReport, cancellationToken);
}

/// <summary>Describes the JSON of a report. An infinite threshold is the string "Infinity".</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    WriteIndented = true)]
[JsonSerializable(typeof(EvaluationReport))]
internal sealed partial class JsonReportContext : JsonSerializerContext;
