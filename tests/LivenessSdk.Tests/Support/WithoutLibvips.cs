using System.Runtime.InteropServices;

namespace LivenessSdk.Tests.Support;

/// <summary>Represents a copy of a built program whose libvips is a library that is something else, so that none can be used.</summary>
internal sealed class WithoutLibvips : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("liveness-without-libvips-");
    private readonly string _program;

    /// <param name="program">The assembly of the program.</param>
    public WithoutLibvips(string program)
    {
        string source = Path.GetDirectoryName(program)!;
        string other = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string path = Path.GetRelativePath(source, file);
            if (!path.StartsWith("runtimes", StringComparison.Ordinal) || path.Contains("linux", StringComparison.Ordinal))
            {
                string copy = Path.Combine(_folder.FullName, path);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(path.EndsWith("libvips.so.42", StringComparison.Ordinal) ? other : file, copy);
            }
        }

        _program = Path.Combine(_folder.FullName, Path.GetFileName(program));
    }

    /// <summary>Gets the command that runs the program.</summary>
    public string[] Command => [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", _program];

    public void Dispose() => _folder.Delete(recursive: true);
}
