using System.Text.RegularExpressions;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Images;

/// <summary>Watches a process that fits photos of every kind in every way: no pixel of them is written to a disk, and nothing to the standard error stream.</summary>
public sealed partial class DiskTests
{
    /// <summary>Keeps the runtime itself from creating files, so that every file that is created is ours.</summary>
    private static readonly string[] s_quietRuntime = ["env", "DOTNET_EnableDiagnostics=0", "DOTNET_EnableWriteXorExecute=0"];

    [StraceFact]
    public async Task No_file_is_opened_for_writing()
    {
        using PhotoFolder photos = PhotoFolder.OfEveryKind();
        using PhotoFolder output = new();
        string log = Path.Combine(output.Path, "log");

        using OtherProcess process = DecodingProcess.FitAll(
            photos.Path, [.. s_quietRuntime, "strace", "-f", "-qq", "-e", "trace=open,openat,openat2,creat,memfd_create,mknod,mknodat", "-e", "signal=none", "-o", log]);
        (int exitCode, string[] lines, string error) = await process.EndAsync();

        exitCode.Should().Be(0, because: error);
        lines.Should().Contain("done");
        string[] calls = await File.ReadAllLinesAsync(log);
        calls.Should().Contain(call => call.Contains("flat49.webp", StringComparison.Ordinal), because: "otherwise nothing was watched");
        calls.Where(call => Writing().IsMatch(call) && !Harmless().IsMatch(call)).Should().BeEmpty();
    }

    [UnixFact]
    public async Task A_process_that_may_write_no_file_and_has_no_temporary_folder_fits_every_sound_photo_in_silence()
    {
        using PhotoFolder photos = PhotoFolder.OfEveryKind();

        using OtherProcess process = DecodingProcess.FitAll(
            photos.Path, [.. s_quietRuntime, "TMPDIR=/nonexistent", "bash", "-c", "ulimit -f 0; exec \"$@\"", "bash"]);
        (int exitCode, string[] lines, string error) = await process.EndAsync();

        exitCode.Should().Be(0, because: error);
        lines.Should().Contain("done");
        lines.Where(line => line != "done" && !HostilePhotos.Damaged.Keys.Any(damaged => line.StartsWith(damaged, StringComparison.Ordinal))).Should().BeEmpty();
        error.Should().BeEmpty();
    }

    [GeneratedRegex("O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|creat\\(|memfd_create|mknod")]
    private static partial Regex Writing();

    /// <summary>Opened by the runtime to write: devices, and the kernel's files about the process.</summary>
    [GeneratedRegex("\"/dev/(null|tty|random|urandom)\"|\"/proc/")]
    private static partial Regex Harmless();
}
