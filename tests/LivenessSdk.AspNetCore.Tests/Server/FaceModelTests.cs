using System.Diagnostics;
using System.Security.Cryptography;
using LivenessSdk.AspNetCore.Tests.Support;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>The weights are what the committed script makes of the committed model.</summary>
public sealed class FaceModelTests
{
    private static readonly string s_weights = Repository.PathOf("src", "LivenessSdk.AspNetCore", "Browser", "face-weights.bin.br");

    [Fact(Explicit = true)]
    public async Task The_script_makes_the_committed_weights()
    {
        string target = Path.GetTempFileName();
        try
        {
            ProcessStartInfo start = new("dotnet", ["run", Repository.PathOf("tools", "face-model", "convert.cs"), "--", target]) { RedirectStandardOutput = true };
            start.Environment.Remove("MSBUILD_EXE_PATH");
            start.Environment.Remove("MSBuildSDKsPath");
            using Process script = Process.Start(start)!;
            string output = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await script.WaitForExitAsync(TestContext.Current.CancellationToken);

            script.ExitCode.Should().Be(0, output);
            (await ReadAsync(target)).Should().Equal(await ReadAsync(s_weights));
        }
        finally
        {
            File.Delete(target);
        }
    }

    [Fact]
    public async Task The_hashes_and_the_notice_are_on_the_page()
    {
        string page = await File.ReadAllTextAsync(Repository.PathOf("tools", "face-model", "README.md"));
        string notices = await File.ReadAllTextAsync(Repository.PathOf("THIRD-PARTY-NOTICES.md"));
        byte[] model = await File.ReadAllBytesAsync(Repository.PathOf("tools", "face-model", "face_detection_short_range.tflite"));

        page.Should().Contain(Convert.ToHexStringLower(SHA256.HashData(await ReadAsync(s_weights)))).And.Contain(Convert.ToHexStringLower(SHA256.HashData(model)));
        notices.Should().Contain("BlazeFace").And.Contain("Apache-2.0");
    }

    private static Task<byte[]> ReadAsync(string path) => Brotli.DecompressAsync(File.OpenRead(path));
}
