using System.Globalization;
using System.IO.Enumeration;

namespace LivenessSdk.Cli;

/// <summary>Represents the photos of a folder and its subfolders, and the files that are not checked.</summary>
internal sealed class BulkFolder
{
    private static readonly string[] s_extensions = [".jpg", ".jpeg", ".png", ".webp"];

    private BulkFolder(IEnumerable<string> files)
    {
        ILookup<bool, string> found = files.ToLookup(file => s_extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase));
        Files = [.. found[true].Order(StringComparer.Ordinal)];
        string[] others = [.. found[false].Select(ExtensionOf)];
        Skipped = others.Length == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{others.Length} file{(others.Length == 1 ? "" : "s")} skipped ({string.Join(", ", others.Distinct().Order(StringComparer.Ordinal))})");
    }

    /// <summary>Gets the paths of the photos, each once.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Gets the number and the extensions of the files that are not checked, or <see langword="null"/> if there are none.</summary>
    public string? Skipped { get; }

    /// <summary>Finds the files of a folder.</summary>
    /// <exception cref="UsageException">The folder does not exist, is a file, or contains no photo.</exception>
    public static BulkFolder Open(DirectoryInfo folder)
    {
        if (File.Exists(folder.FullName))
        {
            throw new UsageException($"{folder} is a file. To check it, run 'liveness check {folder}'. 'liveness bulk' checks the photos of a folder.");
        }

        if (!folder.Exists)
        {
            throw new UsageException($"The folder {folder} does not exist.");
        }

        BulkFolder found = new(new FileSystemEnumerable<string>(
            folder.ToString(), (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), new EnumerationOptions { RecurseSubdirectories = true })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,

            // A link can point to one of its parents, and every cycle would be paid for again.
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        });
        return found.Files.Count > 0
            ? found
            : throw new UsageException($"The folder {folder} contains no {string.Join(", ", s_extensions)}.{(found.Skipped is { } skipped ? $" {skipped}." : "")}");
    }

    private static string ExtensionOf(string file) =>
        Path.GetExtension(file) is { Length: > 0 } extension ? Terminal.Plain(extension.ToLowerInvariant()) : "without an extension";
}
