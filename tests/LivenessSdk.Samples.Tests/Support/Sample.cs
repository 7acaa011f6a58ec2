using System.Diagnostics;
using System.Reflection;

namespace LivenessSdk.Samples.Tests;

/// <summary>Runs a built sample as a process of its own, with nothing of the machine's own configuration.</summary>
internal sealed class Sample : IDisposable
{
    private readonly Process _process;

    private Sample(Process process)
    {
        _process = process;
        Error = process.StandardError.ReadToEndAsync();
    }

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public Task<string> Error { get; }

    /// <summary>Starts a sample in its own folder.</summary>
    public static Sample Start(string name, IEnumerable<KeyValuePair<string, string?>> settings, params string[] arguments)
    {
        string folder = Path.Combine(RepositoryRoot, "samples", name);
        string program = Path.Combine(folder, "bin", Metadata("Configuration"), "net10.0", $"{name}.dll");
        ProcessStartInfo start = new("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string variable in start.Environment.Keys.Where(IsOwn).ToArray())
        {
            start.Environment.Remove(variable);
        }

        foreach ((string key, string? value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new Sample(Process.Start(start)!);
    }

    /// <summary>Reads output up to the first line that holds <paramref name="text"/>.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The sample ended without a line with '{text}': {await Error}");
    }

    /// <summary>Waits for the end.</summary>
    public async Task<(int ExitCode, string Output)> WaitAsync()
    {
        string output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, output + await Error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static bool IsOwn(string variable) =>
        variable.StartsWith("Liveness", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase);

    private static string Metadata(string key) => typeof(Sample).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
