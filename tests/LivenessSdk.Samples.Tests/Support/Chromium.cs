using Microsoft.Playwright;

namespace LivenessSdk.Samples.Tests;

/// <summary>Starts the installed Chromium with a camera that films the sample photo.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("liveness-camera-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Gets the path of the browser; null where none is installed.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => s_names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Path is null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args = ["--no-sandbox", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={FilmPhoto()}"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Opens a page in a context of its own.</summary>
    /// <param name="address">The server whose page to open, or a file.</param>
    /// <param name="allowCamera">Whether the person lets the page use the camera.</param>
    /// <param name="width">The width of the window in pixels.</param>
    /// <param name="dark">Whether the person prefers dark pages.</param>
    public async Task<IPage> OpenAsync(Uri address, bool allowCamera = true, int width = 1000, bool dark = false)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.IsFile ? null : address.OriginalString,
            ViewportSize = new ViewportSize { Width = width, Height = 860 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Permissions = allowCamera ? ["camera"] : [],
        });
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(address.IsFile ? address.AbsoluteUri : "/");
        return page;
    }

    /// <summary>Makes a film for Chromium's camera: Motion JPEG is nothing but one JPEG after another.</summary>
    private string FilmPhoto()
    {
        string film = System.IO.Path.Combine(_folder.FullName, "camera.mjpeg");
        using FileStream stream = File.Create(film);
        for (int frame = 0; frame < 10; frame++)
        {
            stream.Write(SamplePhoto.Bytes.Span);
        }

        return film;
    }
}
