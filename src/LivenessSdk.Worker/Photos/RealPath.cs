namespace LivenessSdk.Worker;

/// <summary>Resolves all links in a path.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    /// <exception cref="IOException">There are too many links, most likely in a cycle.</exception>
    public static string Resolve(string path)
    {
        int links = 0;
        string root = Path.GetPathRoot(path)!;
        string resolved = root;
        Stack<string> parts = new(PartsOf(path[root.Length..]));
        while (parts.TryPop(out string? part))
        {
            string next = Path.GetFullPath(part, resolved);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                throw new IOException("The path of the file contains too many links.");
            }

            string full = Path.IsPathRooted(target) ? target : Path.Combine(resolved, target);
            resolved = Path.GetPathRoot(full)!;
            foreach (string piece in PartsOf(full[resolved.Length..]))
            {
                parts.Push(piece);
            }
        }

        return resolved;
    }

    /// <summary>Lists the parts of a path, starting with the last.</summary>
    private static IEnumerable<string> PartsOf(string path) =>
        Enumerable.Reverse(path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries));
}
