using System.Text.Json;

namespace LivenessSdk.Packages.Tests;

/// <summary>Builds programs outside the repository that use the packages, and lets them check a photo by the simulator.</summary>
[Collection(nameof(PackedPackages))]
public sealed class ConsumerTests(PackedPackages packages)
{
    private const string Answer = "Live (argos, score 0.95)";

    private static string Photo => Repository.PathOf("samples", "photos", "astronaut_12mp.jpg");

    [Fact]
    public async Task Console_program_checks_a_large_photo_on_both_targets()
    {
        string folder = packages.CopyConsumer("Console");
        await DotNet.RunAsync(folder, ["build", .. packages.Settings]);
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();

        foreach (string framework in new[] { "net10.0", "net8.0" })
        {
            string output = await DotNet.RunAsync(folder, [$"bin/Debug/{framework}/Consumer.dll", .. ArgumentsFor(simulator)]);

            output.Trim().Should().Be($"{Answer}, 1080 px", "that is what {0} says", framework);
        }
    }

    [Fact]
    public async Task Web_application_checks_a_photo_on_both_targets()
    {
        string folder = packages.CopyConsumer("Web");
        await DotNet.RunAsync(folder, ["build", .. packages.Settings]);

        foreach (string framework in new[] { "net10.0", "net8.0" })
        {
            string output = await DotNet.RunAsync(folder, $"bin/Debug/{framework}/Consumer.dll", Photo);

            output.Trim().Should().Be(Answer, "that is what {0} says", framework);
        }
    }

    // The compiler to native code looks for the same problems, so that this one belongs to .ci/run-long.
    [Fact(Explicit = true)]
    public async Task Trimmed_self_contained_program_checks_a_large_photo_and_is_published_without_a_warning()
    {
        string folder = packages.CopyConsumer("Console");
        await DotNet.RunAsync(
            folder,
            [
                "publish", "-f", "net10.0", "-r", PackedPackages.Platform, "--self-contained", "-o", "published",
                "-p:PublishTrimmed=true", "-p:TrimmerSingleWarn=false", .. packages.Settings,
            ]);
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();

        string output = await DotNet.RunAsync(folder, Path.Combine(folder, "published", "Consumer"), ArgumentsFor(simulator));

        output.Trim().Should().Be($"{Answer}, 1080 px");
    }

    [Fact]
    public async Task Natively_compiled_program_checks_a_large_photo_and_is_published_without_a_warning()
    {
        Assert.SkipUnless(NativeToolchain.IsInstalled, NativeToolchain.NotInstalled);
        string folder = packages.CopyConsumer("Console");
        await DotNet.RunAsync(
            folder,
            [
                "publish", "-f", "net10.0", "-r", PackedPackages.Platform, "-o", "published",
                "-p:PublishAot=true", "-p:TrimmerSingleWarn=false", .. packages.Settings,
            ]);
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();

        string program = Path.Combine(folder, "published", "Consumer");
        string output = await DotNet.RunAsync(folder, program, ArgumentsFor(simulator));

        output.Trim().Should().Be($"{Answer}, 1080 px");
        File.Exists(Path.ChangeExtension(program, ".dll")).Should().BeFalse("it is native code");
    }

    [Fact]
    public async Task Tool_is_installed_with_one_libvips_and_checks_a_large_photo()
    {
        await DotNet.RunAsync(
            packages.Packages,
            "tool", "install", "LivenessSdk.Cli", "--version", packages.Version, "--tool-path", packages.ToolFolder, "--add-source", packages.Packages);

        string output = await DotNet.RunAsync(packages.Packages, Path.Combine(packages.ToolFolder, "liveness"), ["check", Photo, "--simulator", "--json"]);

        using JsonDocument line = JsonDocument.Parse(output);
        line.RootElement.GetProperty("simulated").GetBoolean().Should().BeTrue();
        JsonElement result = line.RootElement.GetProperty("result");
        result.GetProperty("verdict").GetString().Should().Be("Live");
        result.GetProperty("frames")[0].GetProperty("sent").GetProperty("height").GetInt32().Should().Be(1080);
        Directory.EnumerateFiles(packages.ToolFolder, "libvips*", SearchOption.AllDirectories).Should().ContainSingle();
    }

    private static string[] ArgumentsFor(LivenessSimulator simulator) =>
        [simulator.Argos.Endpoint.OriginalString, simulator.Argos.ApiKey, Photo];
}
