using System.Diagnostics;
using LivenessSdk.Samples.Tests;
using Microsoft.Playwright;

namespace LivenessSdk.Packages.Tests;

/// <summary>Follows docs/camera.md outside the repository: what it prints runs, and shows the component.</summary>
[Collection(nameof(PackedPackages))]
public sealed class CameraPageTests(PackedPackages packages, Chromium chromium) : IClassFixture<Chromium>
{
    private const string Page = "camera.md";

    [ChromiumFact]
    public async Task The_printed_lines_show_the_component_while_developing_and_in_production()
    {
        string folder = packages.CreateFolder();
        string commands = PrintedPage.Read(Page, null, "sh")[0];
        await DotNet.RunAsync(folder, "bash", ["-euc", commands.Replace("dotnet add package LivenessSdk", $"dotnet add package --version {packages.Version} LivenessSdk", StringComparison.Ordinal)]);
        string project = Path.Combine(folder, "MyApp");
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), PrintedPage.Read(Page, null, "csharp")[0]);
        await DotNet.RunAsync(project, "publish", "-c", "Debug", "-o", "published");

        await ShouldCheckAPhotoAsync(project, "run", "--no-build", "--urls", "http://127.0.0.1:0");
        await ShouldCheckAPhotoAsync(Path.Combine(project, "published"), "MyApp.dll", "--urls", "http://127.0.0.1:0", "--environment", "Production");
    }

    private async Task ShouldCheckAPhotoAsync(string folder, params string[] arguments)
    {
        using Process server = DotNet.Start(folder, "dotnet", arguments);
        try
        {
            IPage page = await chromium.OpenAsync(new Uri(await DotNet.ReadAddressAsync(server)));
            Task Press(string button) => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
            Task Read(string heading) => Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();

            await Read("Take a photo of your face");
            await Press("Start the camera");
            await Read("No camera found");
            IFileChooser chooser = await page.RunAndWaitForFileChooserAsync(() => Press("Choose a photo instead"));
            await chooser.SetFilesAsync(Repository.PathOf("samples", "photos", "astronaut_1080.jpg"));
            await Press("Use this photo");
            await Read("Thank you, you’re all set");
            await page.Context.CloseAsync();
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }
}
