using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Docs.Tests;

/// <summary>Builds the site once, by the script that everyone uses, and serves it on a free port.</summary>
public sealed class Site : IAsyncLifetime
{
    private WebApplication? _server;

    /// <summary>Gets the folder of the site, which CI keeps.</summary>
    public static string Folder { get; } = Repository.PathOf("artifacts", "site");

    /// <summary>Gets a value indicating whether this machine can run the script.</summary>
    public static bool CanBuild => !OperatingSystem.IsWindows();

    /// <summary>Gets the address of the site.</summary>
    public Uri Address => new($"{_server!.Urls.Single()}/");

    /// <summary>Gets the HTML pages, by their path below the site's folder.</summary>
    public IReadOnlyDictionary<string, SitePage> Pages { get; private set; } = new Dictionary<string, SitePage>();

    public async ValueTask InitializeAsync()
    {
        if (!CanBuild)
        {
            return;
        }

        await BuildAsync();
        Pages = Directory.EnumerateFiles(Folder, "*.html", SearchOption.AllDirectories)
            .Select(file => new SitePage(Path.GetRelativePath(Folder, file), File.ReadAllText(file)))
            .ToDictionary(page => page.Path);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(Folder), StaticFileOptions = { ServeUnknownFileTypes = true } });
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static async Task BuildAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(4));
        ProcessStartInfo start = new("bash", [Repository.PathOf(".ci", "site"), Folder, AppContext.BaseDirectory]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            process.ExitCode.Should().Be(0, "the site is built without a warning: {0} {1}", await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
