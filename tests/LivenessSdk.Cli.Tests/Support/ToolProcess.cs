using System.Diagnostics;
using System.Reflection;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Cli.Tests;

/// <summary>Runs the built tool as a process of its own.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly string s_tool = typeof(ToolProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Tool").Value!;

    private readonly Process _process;

    private ToolProcess(Process process)
    {
        _process = process;
    }

    public static ToolProcess Start(string folder, IEnumerable<KeyValuePair<string, string?>> settings, params string[] arguments)
    {
        // A parent that ignores SIGINT, such as a shell's background job, passes that on; a user's terminal does not.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        return Start(folder, settings, [.. command, s_tool, .. arguments], input: null);
    }

    /// <summary>Runs the tool on a machine that has no libvips.</summary>
    public static async Task<ToolOutput> RunWithoutLibvipsAsync(string folder, IEnumerable<KeyValuePair<string, string?>> settings, params string[] arguments)
    {
        using ProgramCopy machine = ProgramCopy.WithoutLibvips(s_tool);
        using ToolProcess tool = Start(folder, settings, [.. machine.Command, .. arguments], input: null);
        return await tool.WaitAsync();
    }

    /// <summary>Runs the tool with something on its standard input.</summary>
    public static ToolProcess StartWithInput(string folder, byte[] input, params string[] arguments) =>
        Start(folder, [], ["dotnet", s_tool, .. arguments], input);

    /// <summary>Runs the tool in a terminal of a width. What it writes to its standard error stream is part of the output.</summary>
    public static ToolProcess StartInTerminal(string folder, IEnumerable<KeyValuePair<string, string?>> settings, int columns, params string[] arguments)
    {
        string command = string.Join(' ', arguments.Prepend(s_tool).Select(argument => $"'{argument}'"));
        return Start(folder, settings, ["script", "--quiet", "--return", "--command", $"stty cols {columns} rows 50; exec dotnet {command}", "/dev/null"], input: []);
    }

    private static ToolProcess Start(string folder, IEnumerable<KeyValuePair<string, string?>> settings, string[] command, byte[]? input)
    {
        ProcessStartInfo start = new(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = input is not null,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsOfTheMachine).ToArray())
        {
            start.Environment.Remove(name);
        }

        // A terminal with every colour, so that leaving them out is the tool's own decision.
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["COLORTERM"] = "truecolor";
        start.Environment["GITHUB_ACTIONS"] = "true";
        start.Environment.Remove("NO_COLOR");
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(folder, ".config"); // What the tool keeps for its user.
        foreach ((string key, string? value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        Process process = Process.Start(start)!;
        if (input is not null)
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }

        return new ToolProcess(process);
    }

    /// <summary>Determines whether a variable belongs to the machine that runs the tests: settings of vendors, and proxies.</summary>
    private static bool IsOfTheMachine(string name) =>
        name.StartsWith("Liveness", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads one line of output; null at its end.</summary>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync();

    /// <summary>Reads lines of the standard error stream up to one that contains <paramref name="part"/>.</summary>
    public async Task ReadErrorLineAsync(string part)
    {
        while (!(await _process.StandardError.ReadLineAsync() ?? throw new InvalidOperationException($"The tool ended without saying '{part}'.")).Contains(part, StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Does what Ctrl+C at the terminal does.</summary>
    public async Task InterruptAsync()
    {
        using Process kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<ToolOutput> WaitAsync()
    {
        Task<string> error = _process.StandardError.ReadToEndAsync();
        string output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return new ToolOutput(_process.ExitCode, output, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
