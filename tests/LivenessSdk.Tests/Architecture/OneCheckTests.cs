using System.Globalization;
using System.Text.RegularExpressions;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Architecture;

/// <summary>Shows how many files a reader has to open to follow one check.</summary>
public sealed partial class OneCheckTests
{
    private const int MaxFiles = 32;

    [LinuxFact]
    public async Task One_check_runs_through_the_files_that_the_page_lists()
    {
        string[] files = await RunAsync();

        files.Should().HaveCountLessThanOrEqualTo(MaxFiles, because: "it runs through {0}", string.Join(", ", files));
        files.Should().BeEquivalentTo(ListedFiles());
        files.Select(file => File.ReadLines(Repository.PathOf("src", "LivenessSdk", file)).Count()).Should().AllSatisfy(lines => lines.Should().BeLessThanOrEqualTo(300));
    }

    /// <summary>Returns the source files of the methods that ran, relative to the library's folder.</summary>
    private static async Task<string[]> RunAsync()
    {
        using ProgramCopy program = new(typeof(OneCheckTests).Assembly.Location);
        string library = program.PathOf("LivenessSdk.dll");
        string root = Repository.PathOf("src", "LivenessSdk");
        IReadOnlyDictionary<int, string> sources = SymbolFiles.Read(Path.ChangeExtension(library, ".pdb"));
        MethodRecording.AddTo(library);
        using OtherProcess process = OtherProcess.StartCommand(program.Command, ArgosCheckProcess.Name);

        (int exitCode, string[] lines, string error) = await process.EndAsync();

        exitCode.Should().Be(0, because: error);
        lines[0].Should().Be("Live");
        const int MethodTable = 0x06000000;
        return
        [
            .. lines[1].Split(' ')
                .Select(number => sources.GetValueOrDefault(MethodTable | int.Parse(number, CultureInfo.InvariantCulture)))
                .OfType<string>()
                .Select(file => Path.GetRelativePath(root, file))
                .Where(file => !file.StartsWith("obj", StringComparison.Ordinal) && !file.StartsWith("..", StringComparison.Ordinal))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> ListedFiles()
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "architecture.md"));
        string section = page[page.IndexOf("## One check, file by file", StringComparison.Ordinal)..];
        int end = section.IndexOf("\n## ", StringComparison.Ordinal);
        return SourceLink().Matches(end < 0 ? section : section[..end]).Select(match => match.Groups["file"].Value);
    }

    [GeneratedRegex(@"\(\.\./src/LivenessSdk/(?<file>[^)]+\.cs)\)")]
    private static partial Regex SourceLink();
}
