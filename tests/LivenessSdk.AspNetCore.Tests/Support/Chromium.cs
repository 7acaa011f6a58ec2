using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(LivenessSdk.AspNetCore.Tests.Support.Chromium))]

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Starts the installed Chromium with a camera that plays a film.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    // No request but those of the page: what the browser does by itself would be counted too.
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--host-resolver-rules=MAP camera.test 127.0.0.1",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("liveness-films-");
    private readonly Dictionary<Film, string> _films = [];
    private IPlaywright? _playwright;
    private IBrowser? _studio;
    private IBrowser? _good;

    /// <summary>Gets the path of the browser; null where none is installed.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => s_names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Path is not null)
        {
            Assertions.SetDefaultExpectTimeout(30_000);
            _playwright = await Playwright.CreateAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IBrowser? browser in (IBrowser?[])[_good, _studio])
        {
            if (browser is not null)
            {
                await browser.DisposeAsync();
            }
        }

        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Gets a browser whose camera shows a face as it should be; the same one for all tests.</summary>
    public async Task<IBrowser> WithGoodCameraAsync() => _good ??= await StartAsync(Film.Good);

    /// <summary>Starts a browser whose camera plays that film.</summary>
    public async Task<IBrowser> StartAsync(Film film)
    {
        if (!_films.TryGetValue(film, out string? path))
        {
            _films[film] = path = System.IO.Path.Combine(_folder.FullName, $"{_films.Count}.mjpeg");
            IPage page = await (await StudioAsync()).NewPageAsync();
            await File.WriteAllBytesAsync(path, await film.ShootAsync(page));
            await page.CloseAsync();
        }

        return await LaunchAsync("--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={path}");
    }

    /// <summary>Gets a browser without a camera; the same one for all tests, and for making films.</summary>
    public async Task<IBrowser> WithoutCameraAsync() => await StudioAsync();

    private async Task<IBrowser> StudioAsync() => _studio ??= await LaunchAsync();

    private Task<IBrowser> LaunchAsync(params string[] arguments) => _playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Path,
        Args = [.. s_arguments, .. arguments],
    });
}
