using System.Diagnostics;
using System.Text.Json;
using LivenessSdk.Tests.Diagnostics;

namespace LivenessSdk.Tests.Privacy;

/// <summary>Collects what shows anywhere, and looks for canaries in it.</summary>
internal sealed class LeakDetector : IDisposable
{
    private readonly RecordedTelemetry _telemetry = new();
    private readonly List<(Surface Surface, string Text)> _shown = [];

    public RecordedLogs Logs { get; } = new();

    public void Dispose()
    {
        _telemetry.Dispose();
        Logs.Dispose();
    }

    public void Add(Surface surface, string? text) => _shown.Add((surface, text ?? ""));

    /// <summary>Looks at a result, request or set of options from all sides.</summary>
    public void Add(object shown)
    {
        Add(Surface.Text, ObjectView.Texts(shown));
        Add(Surface.Debugger, ObjectView.InDebugger(shown));
        Add(Surface.Json, JsonSerializer.Serialize(shown, shown.GetType()));
        if (shown is LivenessResult result)
        {
            Add(Surface.Json, LivenessJson.Serialize(result));
        }
    }

    /// <summary>Looks at an exception with all that it holds and all that caused it.</summary>
    public void Add(Exception failure)
    {
        Add(Surface.Exception, failure.ToString());
        for (Exception? current = failure; current is not null; current = current.InnerException)
        {
            Add(Surface.Exception, string.Join('\n', current.Data.Values.Cast<object?>()));
            if (current is LivenessException { Response: { } response })
            {
                Add(response);
            }
            else if (current is LivenessException)
            {
                Add(Surface.Text, ObjectView.Texts(current));
            }
        }
    }

    /// <summary>Lists each canary that shows where it may not.</summary>
    public IReadOnlyList<string> FindLeaks(IEnumerable<Canary> canaries)
    {
        (Surface Surface, string Text)[] all =
        [
            .. _shown,
            (Surface.Log, string.Join('\n', Logs.Lines)),
            .. _telemetry.Spans.Select(span => (Surface.Span, Describe(span))),
            (Surface.Metric, string.Join('\n', _telemetry.Measurements.SelectMany(measurement => measurement.Tags).Select(Describe).Distinct())),
        ];
        return
        [
            .. canaries
                .SelectMany(canary => all
                    .Where(shown => !canary.AllowedOn.HasFlag(shown.Surface) && canary.IsIn(shown.Text))
                    .Select(shown => $"{canary.Kind} in {shown.Surface}"))
                .Distinct(),
        ];
    }

    private static string Describe(Activity span) =>
        string.Join('\n', [
            span.OperationName, span.DisplayName, span.StatusDescription ?? "", span.TraceStateString ?? "",
            .. span.TagObjects.Select(Describe),
            .. span.Events.SelectMany(spanEvent => spanEvent.Tags.Select(Describe).Append(spanEvent.Name)),
            .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
        ]);

    private static string Describe(KeyValuePair<string, object?> tag) => $"{tag.Key}={tag.Value}";
}
