using System.Diagnostics;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Architecture;

/// <summary>Runs <c>.ci/install</c> as on a machine that has none of the programs, with commands that write down how they are called.</summary>
public sealed class InstallScriptTests : IDisposable
{
    private readonly string _programs = Directory.CreateTempSubdirectory("install-").FullName;

    private string Calls => Path.Combine(_programs, "calls");

    [UnixFact]
    public async Task Programs_that_are_missing_are_installed_by_one_call()
    {
        AddProgram("id", "echo 0");
        AddProgram("dpkg", "exit 0");
        AddProgram("apt-get", $"echo \"$*\" >> {Calls}");

        await InstallAsync("chromium", "firefox", "strace");

        (await File.ReadAllLinesAsync(Calls)).Should().SatisfyRespectively(
            update => update.Should().EndWith(" update"),
            install => install.Should().EndWith(" install -y --no-install-recommends chromium firefox-esr strace"));
    }

    [UnixFact]
    public async Task Programs_that_are_there_are_not_installed()
    {
        AddProgram("id", "echo 0");
        AddProgram("apt-get", $"echo \"$*\" >> {Calls}");
        AddProgram("google-chrome", "exit 0");
        AddProgram("firefox", "exit 0");
        AddProgram("strace", "exit 0");

        (await InstallAsync("chromium", "firefox", "strace")).Should().BeEmpty();

        File.Exists(Calls).Should().BeFalse();
    }

    [UnixFact]
    public async Task Whoever_may_not_install_is_told_which_tests_are_skipped()
    {
        AddProgram("id", "echo 1000");
        AddProgram("apt-get", $"echo \"$*\" >> {Calls}");

        (await InstallAsync("chromium")).Should().Be("No right to install chromium: the tests of the camera page will be skipped.\n");

        File.Exists(Calls).Should().BeFalse();
    }

    public void Dispose() => Directory.Delete(_programs, recursive: true);

    private void AddProgram(string name, string script)
    {
        string path = Path.Combine(_programs, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    /// <returns>What the script said.</returns>
    private async Task<string> InstallAsync(params string[] parts)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        ProcessStartInfo start = new("/bin/bash", [Repository.PathOf(".ci", "install"), .. parts]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = _programs;
        using Process process = Process.Start(start)!;
        string said = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.Should().Be(0);
        return said;
    }
}
