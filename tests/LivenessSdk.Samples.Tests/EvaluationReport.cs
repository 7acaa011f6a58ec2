namespace LivenessSdk.Samples.Tests;

/// <summary>Runs the sample Evaluation once for all tests of its report.</summary>
public sealed class EvaluationReport : IAsyncLifetime
{
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("liveness-report-");

    public Uri Address => new(Path.Combine(Folder.FullName, "report.html"));

    public async ValueTask InitializeAsync()
    {
        using Sample run = Sample.Start("Evaluation", [], Folder.FullName);
        (int exitCode, string output) = await run.WaitAsync();
        exitCode.Should().Be(0, because: output);
        output.Should().Contain("Simulated").And.Contain("covers the true rate").And.NotContain("Unhandled exception");
    }

    public ValueTask DisposeAsync()
    {
        Folder.Delete(recursive: true);
        return default;
    }
}
