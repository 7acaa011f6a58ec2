namespace LivenessSdk.Evaluation;

/// <summary>Represents an evaluation that is ready to be shown: its figures, and what they were made from.</summary>
public sealed class EvaluationReport
{
    /// <summary>Gets the figures.</summary>
    public required EvaluationSummary Summary { get; init; }

    /// <summary>Gets the title. The default is "Liveness evaluation".</summary>
    public string Title { get; init; } = "Liveness evaluation";

    /// <summary>Gets when the evaluation was made, or <see langword="null"/> to leave it out.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Gets a value indicating whether the systems were simulated, which the report then says at its top.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>Gets further facts, such as versions, options and the name of the run.</summary>
    public IReadOnlyList<ReportDetail> Details { get; init; } = [];

    /// <summary>Gets what the gates decided.</summary>
    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>Gets the setting that puts a chosen threshold in force, by the name of the system.</summary>
    public IReadOnlyDictionary<string, string> ThresholdSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Writes the report as one HTML file without scripts or references to other files.</summary>
    /// <param name="writer">The writer that receives the text.</param>
    /// <param name="openPhoto">Opens a photo that systems disagree on, so that it is shown; <see langword="null"/> to show names only.</param>
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
