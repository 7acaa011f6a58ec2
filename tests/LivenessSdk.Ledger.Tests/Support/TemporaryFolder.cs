namespace LivenessSdk.Ledger.Tests.Support;

/// <summary>Represents a folder that is deleted after a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("liveness-ledger-").FullName;

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
