using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LivenessSdk.Worker.Tool;

/// <summary>Serves the health of the worker at <c>/health</c>: HTTP 200, or 503 without a broker, with the counters as JSON.</summary>
internal static class HealthEndpoint
{
    public static WebApplication Map(WebApplication application)
    {
        application.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync });
        return application;
    }

    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        await using Utf8JsonWriter writer = new(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("status", report.Status.ToString());
        foreach (HealthReportEntry entry in report.Entries.Values)
        {
            if (entry.Description is { } description)
            {
                writer.WriteString("description", description);
            }

            foreach ((string name, object value) in entry.Data)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"));
            }
        }

        writer.WriteEndObject();
    }
}
