namespace LivenessSdk.Evaluation;

/// <summary>The exception that is thrown when a manifest or a file of results cannot be used. Its message lists every problem with its line.</summary>
public sealed class ManifestException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="ManifestException"/> class.</summary>
    /// <param name="source">The name of the file or folder.</param>
    /// <param name="problems">The problems, at least one, each with its line where there is one.</param>
    public ManifestException(string source, IEnumerable<string> problems)
        : base($"'{source}' cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, problems = [.. problems])}")
    {
        SourceName = source;
        Problems = [.. problems];
    }

    /// <summary>Gets the name of the file or folder.</summary>
    public string SourceName { get; }

    /// <summary>Gets the problems.</summary>
    public IReadOnlyList<string> Problems { get; }
}
