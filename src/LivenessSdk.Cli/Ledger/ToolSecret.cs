namespace LivenessSdk.Cli;

/// <summary>Keeps the secret for the tool's own SQLite files, in the user's configuration folder, readable by the user alone.</summary>
internal static class ToolSecret
{
    private const string Name = "liveness-tool";

    private static string FilePath =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.Create), "liveness", "ledger-secret");

    /// <summary>Gets the secret, or <see langword="null"/> if there is none.</summary>
    public static LedgerSecret? Find() =>
        File.Exists(FilePath) ? new LedgerSecret { Name = Name, Key = File.ReadAllText(FilePath).Trim() } : null;

    /// <summary>Gets the secret, and creates it if there is none.</summary>
    public static LedgerSecret GetOrCreate()
    {
        if (Find() is { } secret)
        {
            return secret;
        }

        Create(FilePath);
        return Find()!;
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Written under another name first: a second tool that starts at the same time reads the complete file or creates its own, and one of the two remains.
        string draft = $"{path}.{Guid.NewGuid():N}";
        using (StreamWriter writer = new(draft, options))
        {
            writer.Write(LedgerSecret.Generate(Name).Key);
        }

        try
        {
            File.Move(draft, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
