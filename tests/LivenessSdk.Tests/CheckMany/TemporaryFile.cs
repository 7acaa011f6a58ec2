namespace LivenessSdk.Tests.CheckMany;

/// <summary>Holds a file for one test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string content)
    {
        File.WriteAllText(Path, content);
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    public void Dispose() => File.Delete(Path);
}
