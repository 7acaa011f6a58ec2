using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LivenessSdk.Packages.Tests;

/// <summary>Follows docs/getting-started.md command by command, outside the repository, with the simulator on a port of its own.</summary>
[Collection(nameof(PackedPackages))]
public sealed partial class GettingStartedTests(PackedPackages packages) : IAsyncLifetime
{
    private const string Page = "getting-started.md";
    private const string ConsoleStep = "4. A console program";
    private const string WebStep = "5. A web application";

    private LivenessSimulator _simulator = null!;

    private string Photo => Repository.PathOf("samples", "photos", "astronaut_1080.jpg");

    /// <summary>Gets the commands by which a reader without a key stores the simulated vendor's, with the simulator's port in place of the usual one.</summary>
    private string Settings => PrintedPage.Read(Page, ConsoleStep, "sh")[2]
        .Replace("http://127.0.0.1:5480", _simulator.Argos.Endpoint.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);

    public async ValueTask InitializeAsync() => _simulator = await LivenessSimulator.StartAsync();

    public async ValueTask DisposeAsync() => await _simulator.DisposeAsync();

    [Fact]
    public async Task The_console_program_prints_what_the_page_says()
    {
        string folder = packages.CreateFolder();
        string[] commands = [.. PrintedPage.Read(Page, ConsoleStep, "sh")];
        string program = PrintedPage.Read(Page, ConsoleStep, "csharp").Single();

        await TypeAsync(folder, commands[0]);
        string project = Path.Combine(folder, "HelloLiveness");
        File.Copy(Photo, Path.Combine(project, "face.jpg"));
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), program);
        await TypeAsync(project, Settings);
        string output = await TypeAsync(project, commands[3]);

        output.Trim().Should().Be(Promise().Match(program).Groups["text"].Value);
    }

    [Fact]
    public async Task The_web_application_answers_what_the_page_says()
    {
        string folder = Directory.CreateDirectory(Path.Combine(packages.CreateFolder(), "HelloLiveness")).FullName;
        string[] commands = [.. PrintedPage.Read(Page, WebStep, "sh")];

        await TypeAsync(folder, commands[0]);
        string project = Path.Combine(folder, "..", "HelloLivenessWeb");
        await TypeAsync(project, Settings);
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), PrintedPage.Read(Page, WebStep, "csharp").Single());
        await TypeAsync(project, "dotnet build");
        using Process server = DotNet.Start(project, "bash", ["-euc", Secrets + "exec " + commands[1].Replace(":5000", ":0", StringComparison.Ordinal)]);
        try
        {
            string address = await DotNet.ReadAddressAsync(server);
            using HttpClient browser = new();
            using MultipartFormDataContent form = new() { { new StreamContent(File.OpenRead(Photo)), "selfie", "face.jpg" } };
            using HttpResponseMessage response = await browser.PostAsync($"{address}/selfie", form);

            (await response.Content.ReadAsStringAsync()).Should().Be("\"welcome\"");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Types commands of the page. A reader gets the newest version of a package; here it is the one just packed, or the one this repository uses.</summary>
    private Task<string> TypeAsync(string folder, string commands) => DotNet.RunAsync(folder, "bash",
        ["-euc", Secrets + AddPackage().Replace(commands, command => $"{command.Value} --version {VersionOf(command.Groups["id"].Value)}")]);

    /// <summary>Keeps the store of secrets, which is in the user's home folder, in a folder of the test.</summary>
    private string Secrets => $"export APPDATA='{packages.Packages}'\n";

    private string VersionOf(string package)
    {
        if (package.StartsWith("LivenessSdk", StringComparison.Ordinal))
        {
            return packages.Version;
        }

        XDocument versions = XDocument.Load(Repository.PathOf("Directory.Packages.props"));
        string version = versions.Descendants("PackageVersion").Single(listed => listed.Attribute("Include")?.Value == package).Attribute("Version")!.Value;
        return version.StartsWith("$(", StringComparison.Ordinal) ? versions.Descendants(version[2..^1]).Single().Value : version;
    }

    [GeneratedRegex("dotnet add package (?<id>[A-Za-z.]+)")]
    private static partial Regex AddPackage();

    [GeneratedRegex(@"Console\.WriteLine\(result\);\s*// (?<text>.*)")]
    private static partial Regex Promise();
}
