using System.Text.Json;
using System.Text.Json.Serialization;
using LivenessSdk.Evaluation;

namespace LivenessSdk.Cli;

/// <summary>Represents the folder next to a manifest that contains its runs: their names, their results, and the ledger.</summary>
internal sealed class EvaluationFolder
{
    private readonly string _path;
    private readonly List<EvaluationRunState> _runs;

    private EvaluationFolder(string path, List<EvaluationRunState> runs)
    {
        _path = path;
        _runs = runs;
    }

    /// <summary>Gets the names of the existing runs.</summary>
    public IEnumerable<string> RunNames => _runs.Select(run => run.Name);

    private string RunsFile => Path.Combine(_path, "runs.json");

    /// <summary>Opens the folder of a manifest.</summary>
    /// <param name="manifest">The path of the CSV file or folder.</param>
    /// <param name="isSimulated">Whether the clients are simulated: their answers are never used for real ones.</param>
    public static EvaluationFolder Open(string manifest, bool isSimulated)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(manifest));
        string name = Directory.Exists(full) ? full : Path.Combine(Path.GetDirectoryName(full)!, Path.GetFileNameWithoutExtension(full));
        string path = $"{name}.evaluation{(isSimulated ? ".simulated" : "")}";
        string runs = Path.Combine(path, "runs.json");
        return new EvaluationFolder(path, File.Exists(runs) ? Read(runs) : []);
    }

    /// <summary>Chooses the run: the one with the specified name, or else the last one if it is not complete, or else a new one.</summary>
    public EvaluationRunState Choose(string? name, TimeProvider time)
    {
        EvaluationRunState? known = name is null ? _runs.LastOrDefault(run => !run.IsFinished) : _runs.FirstOrDefault(run => run.Name == name);
        return known ?? new EvaluationRunState { Name = name ?? NextName(time) };
    }

    /// <summary>Creates the folder if it does not exist.</summary>
    public void Create() => Directory.CreateDirectory(_path);

    /// <summary>Stores the state of a run.</summary>
    public void Save(EvaluationRunState run)
    {
        if (!_runs.Contains(run))
        {
            _runs.Add(run);
        }

        Replace(RunsFile, stream => JsonSerializer.Serialize(stream, _runs, EvaluationRunStateContext.Default.ListEvaluationRunState));
    }

    /// <summary>Gets the file of the ledger that records the checks of all runs.</summary>
    public string Ledger => Path.Combine(_path, "checks.ledger");

    /// <summary>Returns the file with the raw results of a run.</summary>
    public string ResultsOf(EvaluationRunState run) => Path.Combine(_path, $"{FileName(run.Name)}.results.csv");

    /// <summary>Reads the results of earlier parts of a run with the same settings.</summary>
    public IReadOnlyList<PresentationResult> ReadResults(EvaluationRunState run, IEnumerable<SystemUnderTest> systems)
    {
        HashSet<string> current = [.. systems.Where(system => run.Settings.GetValueOrDefault(system.Name) == system.Settings).Select(system => system.Title)];
        return File.Exists(ResultsOf(run)) ? [.. EvaluationResults.ReadFile(ResultsOf(run)).Where(result => current.Contains(result.System))] : [];
    }

    public void WriteResults(EvaluationRunState run, IReadOnlyCollection<PresentationResult> results)
    {
        if (results.Count > 0)
        {
            Replace(ResultsOf(run), stream =>
            {
                using StreamWriter writer = new(stream);
                EvaluationResults.Write(results, writer);
            });
        }
    }

    /// <summary>Writes a file completely, or leaves it unchanged.</summary>
    private static void Replace(string path, Action<Stream> write)
    {
        string draft = $"{path}.draft";
        using (FileStream stream = File.Create(draft))
        {
            write(stream);
        }

        File.Move(draft, path, overwrite: true);
    }

    private string NextName(TimeProvider time)
    {
        string day = time.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? day : $"{day}-{number}").First(name => _runs.TrueForAll(run => run.Name != name));
    }

    /// <summary>Creates a name that every file system supports.</summary>
    public static string FileName(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));

    private static List<EvaluationRunState> Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, EvaluationRunStateContext.Default.ListEvaluationRunState) ?? [];
        }
        catch (JsonException)
        {
            throw new UsageException($"{path} is damaged. Restore it, or delete it to discard the names of earlier runs.");
        }
    }
}

/// <summary>Describes the JSON of the runs.</summary>
[JsonSerializable(typeof(List<EvaluationRunState>))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class EvaluationRunStateContext : JsonSerializerContext;
