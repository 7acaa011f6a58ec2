using System.Text.RegularExpressions;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Images;

/// <summary>Watches a process that fits photos of every kind in every way: no pixel of them is written to a disk, and nothing to the standard error stream.</summary>
public sealed partial class DiskTests(DiskTests.WatchedProcess process) : IClassFixture<DiskTests.WatchedProcess>
{
    [StraceFact]
    public void No_file_is_opened_for_writing()
    {
        process.Calls.Should().Contain(call => call.Contains("flat49.webp", StringComparison.Ordinal), because: "otherwise nothing was watched");
        process.Calls.Where(call => Writing().IsMatch(call) && !Harmless().IsMatch(call)).Should().BeEmpty();
    }

    [UnixFact]
    public void A_process_that_may_write_no_file_and_has_no_temporary_folder_fits_every_sound_photo_in_silence()
    {
        process.ExitCode.Should().Be(0, because: process.Error);
        process.Lines.Should().Contain("done");
        process.Lines.Where(line => line != "done" && !HostilePhotos.Damaged.Keys.Any(damaged => line.StartsWith(damaged, StringComparison.Ordinal))).Should().BeEmpty();
        process.Error.Should().BeEmpty();
    }

    [GeneratedRegex("O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|creat\\(|memfd_create|mknod")]
    private static partial Regex Writing();

    /// <summary>Opened by the runtime to write: devices, and the kernel's files about the process.</summary>
    [GeneratedRegex("\"/dev/(null|tty|random|urandom)\"|\"/proc/")]
    private static partial Regex Harmless();

    /// <summary>Fits the photos once, in a process that may write no file, has no temporary folder, and is watched by strace where that can run.</summary>
    public sealed class WatchedProcess : IAsyncLifetime
    {
        /// <summary>Keeps the runtime itself from creating files, so that every file that is created is ours.</summary>
        private static readonly string[] s_withoutFiles =
            ["env", "DOTNET_EnableDiagnostics=0", "DOTNET_EnableWriteXorExecute=0", "TMPDIR=/nonexistent", "bash", "-c", "ulimit -f 0; exec \"$@\"", "bash"];

        public int ExitCode { get; private set; }

        public string[] Lines { get; private set; } = [];

        public string Error { get; private set; } = "";

        /// <summary>Gets the calls of the system that open files; none without strace.</summary>
        public string[] Calls { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            if (OperatingSystem.IsWindows())
            {
                return;
            }

            using PhotoFolder photos = PhotoFolder.OfEveryKind();
            using PhotoFolder output = new();
            string log = Path.Combine(output.Path, "log");
            string[] strace = StraceFactAttribute.CanRun
                ? ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=open,openat,openat2,creat,memfd_create,mknod,mknodat", "-e", "signal=none", "-o", log]
                : [];

            using OtherProcess process = DecodingProcess.FitAll(photos.Path, [.. strace, .. s_withoutFiles]);
            (ExitCode, Lines, Error) = await process.EndAsync();
            Calls = strace.Length > 0 ? await File.ReadAllLinesAsync(log) : [];
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
