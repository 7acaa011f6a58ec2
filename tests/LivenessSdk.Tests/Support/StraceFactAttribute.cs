using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LivenessSdk.Tests.Support;

/// <summary>Marks a test that watches a process by Debian's <c>strace</c>; it is skipped, visibly, where that cannot run.</summary>
public sealed class StraceFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> s_runs = new(Runs);

    public StraceFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!CanRun)
        {
            Skip = "Needs strace and the right to trace a process; .ci/install installs it.";
        }
    }

    /// <summary>Gets a value indicating whether strace can watch a process here.</summary>
    public static bool CanRun => s_runs.Value;

    private static bool Runs()
    {
        try
        {
            using Process process = Process.Start("strace", ["-f", "--seccomp-bpf", "-e", "trace=openat", "-o", "/dev/null", "true"]);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
