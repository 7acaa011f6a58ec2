namespace LivenessSdk.Worker;

/// <summary>Finds the file that a path leads to when every link on the way is followed.</summary>
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
                throw new IOException("There are too many links on the way to the file.");
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

    /// <summary>Lists the parts of a path, the last first.</summary>
    private static IEnumerable<string> PartsOf(string path) =>
        Enumerable.Reverse(path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries));
}
