namespace LivenessSdk.Evaluation;

/// <summary>Represents the report of an evaluation: its figures and their sources.</summary>
public sealed class EvaluationReport
{
    /// <summary>Gets the figures.</summary>
    public required EvaluationSummary Summary { get; init; }

    /// <summary>Gets the title. The default is "Liveness evaluation".</summary>
    public string Title { get; init; } = "Liveness evaluation";

    /// <summary>Gets the time of the evaluation, or <see langword="null"/> to omit it.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Gets a value indicating whether the systems were simulated. If so, the report states it at the top.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>Gets additional facts, such as versions, options and the name of the run.</summary>
    public IReadOnlyList<ReportDetail> Details { get; init; } = [];

    /// <summary>Gets the results of the gates.</summary>
    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>Gets the configuration setting for a chosen threshold, by the name of the system.</summary>
    public IReadOnlyDictionary<string, string> ThresholdSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Writes the report as one HTML file without scripts or references to other files.</summary>
    /// <param name="writer">The writer that receives the text.</param>
    /// <param name="openPhoto">Opens a photo that systems disagree on, so that it is embedded; <see langword="null"/> to show names only.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>A task that ends when the report is written.</returns>
    public Task WriteHtmlAsync(TextWriter writer, Func<Presentation, Stream>? openPhoto = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return ReportPage.WriteAsync(this, writer, openPhoto, cancellationToken);
    }

    /// <summary>Writes the report as JSON.</summary>
    /// <param name="stream">The stream that receives UTF-8.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <returns>A task that ends when the report is written.</returns>
    public Task WriteJsonAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return JsonReport.WriteAsync(this, stream, cancellationToken);
    }

    /// <summary>Writes every rate with its bounds as CSV, one line each.</summary>
    /// <param name="writer">The writer that receives the text.</param>
    public void WriteCsv(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        CsvReport.Write(this, writer);
    }
}
