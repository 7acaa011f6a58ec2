namespace LivenessSdk.Evaluation;

/// <summary>Reads the columns that describe a photo.</summary>
internal static class PresentationRow
{
    public const string File = "file";
    public const string Label = "label";
    public const string Species = "species";
    public const string Subject = "subject";
    public const string Group = "group";

    /// <summary>Reads a presentation, and reports its problems.</summary>
    /// <param name="row">The row.</param>
    /// <param name="table">The table that collects problems.</param>
    /// <param name="known">The columns that mean something else here.</param>
    /// <returns>The presentation, or null if there was a problem.</returns>
    public static Presentation? Read(CsvRow row, CsvTable table, params IReadOnlyCollection<string> known)
    {
        PresentationLabel? label = row[Label] is { } text ? ParseLabel(text) : null;
        string[] problems =
        [
            .. label is null ? [$"the label '{row[Label]}' must be bona_fide or attack."] : Array.Empty<string>(),
            .. label == PresentationLabel.Attack && row[Species] is null ? ["an attack must have a species, such as print or screen."] : Array.Empty<string>(),
            .. label == PresentationLabel.BonaFide && row[Species] is { } species ? [$"a bona fide photo must not have a species, but it is '{species}'."] : Array.Empty<string>(),
            .. row[Subject] is null ? ["the subject is missing. Use any code for the person."] : Array.Empty<string>(),
        ];
        foreach (string problem in problems)
        {
            table.Report(row.Line, problem);
        }

        return problems.Length > 0 ? null : new Presentation
        {
            // Results from elsewhere need no file; their line then identifies the photo.
            File = row[File] ?? $"line {row.Line}",
            Label = label!.Value,
            Species = row[Species],
            Subject = row[Subject]!,
            Group = row[Group],
            Columns = row.Fields.Where(field => !IsKnown(field.Key, known)).ToDictionary(field => field.Key, field => field.Value),
        };
    }

    private static PresentationLabel? ParseLabel(string text) => text.ToLowerInvariant() switch
    {
        "bona_fide" or "bona fide" or "bonafide" => PresentationLabel.BonaFide,
        "attack" => PresentationLabel.Attack,
        _ => null,
    };

    private static bool IsKnown(string column, IReadOnlyCollection<string> others) =>
        ((string[])[File, Label, Species, Subject, Group, .. others]).Contains(column, StringComparer.OrdinalIgnoreCase);
}
