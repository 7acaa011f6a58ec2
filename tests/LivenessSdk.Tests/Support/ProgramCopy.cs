using System.Runtime.InteropServices;

namespace LivenessSdk.Tests.Support;

/// <summary>Represents a copy of a built program, in which files can be others.</summary>
internal sealed class ProgramCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("liveness-program-");
    private readonly string _program;

    /// <param name="program">The assembly of the program.</param>
    public ProgramCopy(string program)
    {
        string source = Path.GetDirectoryName(program)!;
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string path = Path.GetRelativePath(source, file);
            if (!path.StartsWith("runtimes", StringComparison.Ordinal) || path.Contains("linux", StringComparison.Ordinal))
            {
                string copy = Path.Combine(_folder.FullName, path);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        _program = Path.Combine(_folder.FullName, Path.GetFileName(program));
    }

    /// <summary>Gets the command that runs the program.</summary>
    public string[] Command => [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", _program];

    /// <summary>Copies a program and makes its libvips a library that is something else, so that none can be used.</summary>
    public static ProgramCopy WithoutLibvips(string program)
    {
        ProgramCopy copy = new(program);
        string other = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so");
        foreach (string file in Directory.EnumerateFiles(copy._folder.FullName, "*libvips.so.42", SearchOption.AllDirectories))
        {
            File.Copy(other, file, overwrite: true);
        }

        return copy;
    }

    /// <summary>Gets the path of a file of the copy.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
