using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli.Tests;

/// <summary>Gives each test a folder of its own to run the tool in, with the sample photo, and a simulator outside of the tool.</summary>
public abstract class ToolTest : IAsyncLifetime
{
    internal const string Photo = "face.jpg";

    protected LivenessSimulator Simulator { get; private set; } = null!;

    /// <summary>Gets the folder in which the tool runs.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("liveness-tool-").FullName;

    public async ValueTask InitializeAsync()
    {
        Simulator = await LivenessSimulator.StartAsync();
        AddPhoto(Photo);
    }

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected void AddPhoto(string path) => Write(path, SamplePhoto.Bytes.ToArray());

    protected void Write(string path, byte[] content)
    {
        string file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    protected void Write(string path, string content) => File.WriteAllText(Path.Combine(Folder, path), content);

    /// <summary>Returns the settings that point registrations at the simulator outside, for all vendors or for one.</summary>
    protected IEnumerable<KeyValuePair<string, string?>> SettingsOf(string provider = "") =>
        Simulator.ToConfiguration().AsEnumerable()
            .Where(setting => setting.Value is not null && setting.Key.StartsWith($"Liveness:Providers:{provider}", StringComparison.Ordinal));

    /// <summary>Runs the tool without any configuration.</summary>
    internal Task<ToolOutput> RunAsync(params string[] arguments) => RunAsync([], arguments);

    internal async Task<ToolOutput> RunAsync(IEnumerable<KeyValuePair<string, string?>> settings, params string[] arguments)
    {
        using ToolProcess tool = ToolProcess.Start(Folder, settings, arguments);
        return await tool.WaitAsync();
    }
}
