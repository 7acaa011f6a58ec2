namespace LivenessSdk.Packages.Tests;

/// <summary>Determines whether this machine can link what Native AOT compiles.</summary>
internal static class NativeToolchain
{
    public const string NotInstalled = "Needs a C toolchain for Native AOT, which `bash .ci/install native_aot` installs on Debian and Ubuntu.";

    public static bool IsInstalled { get; } = OperatingSystem.IsLinux()
        && File.Exists("/usr/include/zlib.h")
        && Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "clang")));
}
