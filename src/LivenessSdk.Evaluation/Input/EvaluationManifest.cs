namespace LivenessSdk.Evaluation;

/// <summary>Represents a list of labeled photos.</summary>
public sealed class EvaluationManifest
{
    private static readonly string[] s_extensions = [".jpg", ".jpeg", ".png", ".webp"];

    private EvaluationManifest(string folder, IReadOnlyList<Presentation> presentations)
    {
        Folder = folder;
        Presentations = presentations;
    }

    /// <summary>Gets the folder that relative paths start from.</summary>
    public string Folder { get; }

    /// <summary>Gets the labeled photos, in the order of the manifest.</summary>
    public IReadOnlyList<Presentation> Presentations { get; }

    /// <summary>Opens a manifest: a CSV file, or a folder with <c>bona_fide/…</c> and <c>attack/&lt;species&gt;/…</c>.</summary>
    /// <param name="path">The path of the file or folder.</param>
    /// <returns>The manifest. Every photo in it exists.</returns>
    /// <exception cref="ManifestException">The manifest cannot be used; the message names each line with a problem.</exception>
    /// <exception cref="IOException">The file or folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file or folder is denied.</exception>
    public static EvaluationManifest Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            return OpenFolder(path);
        }

        using StreamReader reader = CsvTable.Open(path);
        return Read(reader, path, Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Returns the full path of a photo.</summary>
    /// <param name="presentation">The labeled photo.</param>
    /// <returns>The path.</returns>
    public string PathOf(Presentation presentation)
    {
        ArgumentNullException.ThrowIfNull(presentation);
        return Path.GetFullPath(presentation.File, Path.GetFullPath(Folder));
    }

    private static EvaluationManifest Read(TextReader reader, string source, string folder)
    {
        CsvTable table = new(source);
        List<Presentation> presentations = [];
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        foreach (CsvRow row in table.Read(reader, PresentationRow.File, PresentationRow.Label, PresentationRow.Species, PresentationRow.Subject))
        {
            Presentation? presentation = PresentationRow.Read(row, table);
            if (row[PresentationRow.File] is not { } file)
            {
                table.Report(row.Line, "the file is missing.");
            }
            else if (!lines.TryAdd(Path.GetFullPath(file, folder), row.Line))
            {
                table.Report(row.Line, $"the file '{file}' is on line {lines[Path.GetFullPath(file, folder)]}, too.");
            }
            else if (!File.Exists(Path.GetFullPath(file, folder)))
            {
                table.Report(row.Line, $"the file '{file}' does not exist. Paths are relative to the manifest.");
            }

            if (presentation is not null)
            {
                presentations.Add(presentation);
            }
        }

        table.ThrowIfProblems();
        return presentations.Count > 0 ? new EvaluationManifest(folder, presentations) : throw new ManifestException(source, ["The manifest contains no photo."]);
    }

    /// <summary>Reads a folder. The folder of a photo is its subject; a photo without one is a separate subject.</summary>
    private static EvaluationManifest OpenFolder(string folder)
    {
        List<Presentation> presentations = [];
        List<string> problems = [];
        IEnumerable<string> files = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
            .Where(file => s_extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
        foreach (string file in files)
        {
            Presentation? presentation = file.Split('/') switch
            {
                ["bona_fide", _] => Create(PresentationLabel.BonaFide, species: null, file),
                ["bona_fide", var subject, ..] => Create(PresentationLabel.BonaFide, species: null, subject),
                ["attack", var species, _] => Create(PresentationLabel.Attack, species, file),
                ["attack", var species, var subject, ..] => Create(PresentationLabel.Attack, species, subject),
                _ => null,
            };
            if (presentation is null)
            {
                problems.Add($"'{file}' is neither in bona_fide/ nor in attack/<species>/.");
            }
            else
            {
                presentations.Add(presentation);
            }

            Presentation Create(PresentationLabel label, string? species, string subject) =>
                new() { File = file, Label = label, Species = species, Subject = subject };
        }

        return problems.Count > 0 ? throw new ManifestException(folder, problems.Take(20))
            : presentations.Count == 0 ? throw new ManifestException(folder, [$"There is no {string.Join(", ", s_extensions)} in bona_fide/ or attack/<species>/."])
            : new EvaluationManifest(folder, presentations);
    }
}
