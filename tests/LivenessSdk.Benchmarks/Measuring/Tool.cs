using System.Diagnostics;

namespace LivenessSdk.Benchmarks.Measuring;

/// <summary>Runs a program that may be installed, as a process.</summary>
internal sealed class Tool(string path)
{
    /// <summary>Finds the first of the given programs; null where none is installed.</summary>
    public static Tool? Find(params string[] names)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + suffix)))
            .Where(file => File.Exists(file) && IsProgram(file))
            .Select(file => new Tool(file))
            .FirstOrDefault();
    }

    public async Task RunAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{path} failed: {error}");
        }
    }

    /// <summary>Leaves out scripts that stand in for the program: they would be measured with their interpreter.</summary>
    private static bool IsProgram(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return stream.ReadByte() != '#';
    }
}
