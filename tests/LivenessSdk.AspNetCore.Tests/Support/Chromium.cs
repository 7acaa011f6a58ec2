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
    private readonly Dictionary<Film, byte[]> _films = [];
    private readonly Dictionary<(int Width, int Height), IBrowser> _browsers = [];
    private IPlaywright? _playwright;
    private IBrowser? _studio;

    /// <summary>Gets the path of the browser; null where none is installed.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => s_names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Path is not null)
        {
            Assertions.SetDefaultExpectTimeout(CheckPage.Patience);
            _playwright = await Playwright.CreateAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IBrowser browser in _browsers.Values)
        {
            await browser.DisposeAsync();
        }

        await (_studio?.DisposeAsync() ?? default);
        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Gets a browser whose camera shows a face as it should be.</summary>
    public Task<IBrowser> WithGoodCameraAsync() => WithCameraAsync(Film.Good);

    /// <summary>Gets a browser whose camera plays that film when it is opened the next time; the same one for all tests.</summary>
    public async Task<IBrowser> WithCameraAsync(Film film)
    {
        if (!_films.TryGetValue(film, out byte[]? content))
        {
            IPage page = await (await WithoutCameraAsync()).NewPageAsync();
            _films[film] = content = await film.ShootAsync(page);
            await page.CloseAsync();
        }

        // Chromium reads the file anew whenever the camera is opened. What it plays already stays as it is, under no name.
        string path = System.IO.Path.Combine(_folder.FullName, $"{film.Size.Width}x{film.Size.Height}.mjpeg");
        await File.WriteAllBytesAsync($"{path}.next", content);
        File.Move($"{path}.next", path, overwrite: true);
        if (!_browsers.TryGetValue(film.Size, out IBrowser? browser))
        {
            _browsers[film.Size] = browser = await LaunchAsync("--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={path}");
        }

        return browser;
    }

    /// <summary>Gets a browser without a camera; the same one for all tests, and for making films.</summary>
    public async Task<IBrowser> WithoutCameraAsync() => _studio ??= await LaunchAsync();

    private Task<IBrowser> LaunchAsync(params string[] arguments) => _playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Path,
        Args = [.. s_arguments, .. arguments],
        Timeout = CheckPage.Patience,
    });
}
