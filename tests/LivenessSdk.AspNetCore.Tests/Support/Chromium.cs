using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(LivenessSdk.AspNetCore.Tests.Support.Chromium))]

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Starts the installed Chromium with a camera that plays a film.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // No request but those of the page: what the browser does by itself would be counted too.
    private static readonly string[] s_arguments =
    [
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--host-resolver-rules=MAP camera.test 127.0.0.1",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("liveness-films-");
    private readonly Dictionary<Film, byte[]> _films = [];
    private readonly Dictionary<string, IBrowser> _browsers = [];
    private readonly SemaphoreSlim _turn = new(1);
    private IPlaywright? _playwright;

    public async ValueTask InitializeAsync()
    {
        if (ChromiumProgram.Path is not null)
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

        _playwright?.Dispose();
        _turn.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Gets a browser whose camera shows a face as it should be; the same one for all tests.</summary>
    public Task<IBrowser> WithGoodCameraAsync() => WithCameraAsync(Film.Good);

    /// <summary>Gets a browser whose camera plays that film when it is opened the next time; one for all films of a size. Tests of one collection use it.</summary>
    public async Task<IBrowser> WithCameraAsync(Film film)
    {
        await _turn.WaitAsync();
        try
        {
            string path = Path.Combine(_folder.FullName, film == Film.Good ? "good.y4m" : $"{film.Size.Width}x{film.Size.Height}.y4m");
            if (film != Film.Good || !File.Exists(path))
            {
                await PutInAsync(film, path);
            }

            return await GetAsync(path, "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={path}");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gets a browser without a camera; the same one for all tests, and for making films.</summary>
    public async Task<IBrowser> WithoutCameraAsync()
    {
        await _turn.WaitAsync();
        try
        {
            return await GetAsync("none");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Chromium reads the file anew whenever the camera is opened. What it plays already stays as it is, under no name.</summary>
    private async Task PutInAsync(Film film, string path)
    {
        if (!_films.TryGetValue(film, out byte[]? content))
        {
            IPage page = await (await GetAsync("none")).NewPageAsync();
            _films[film] = content = await film.ShootAsync(page);
            await page.CloseAsync();
        }

        await File.WriteAllBytesAsync($"{path}.next", content);
        File.Move($"{path}.next", path, overwrite: true);
    }

    private async Task<IBrowser> GetAsync(string name, params string[] arguments)
    {
        if (!_browsers.TryGetValue(name, out IBrowser? browser))
        {
            _browsers[name] = browser = await LaunchAsync(arguments);
        }

        return browser;
    }

    private Task<IBrowser> LaunchAsync(params string[] arguments) => _playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = ChromiumProgram.Path,
        Args = [.. ChromiumProgram.Arguments, .. s_arguments, .. arguments],
        Timeout = CheckPage.Patience,
    });
}
