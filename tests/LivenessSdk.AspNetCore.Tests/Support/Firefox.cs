using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;

[assembly: AssemblyFixture(typeof(LivenessSdk.AspNetCore.Tests.Support.Firefox))]

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Drives the installed Firefox by WebDriver BiDi, which it speaks by itself.</summary>
public sealed partial class Firefox : IAsyncDisposable
{
    private const string Enter = "\uE007";

    // Nothing but what the test asks for. A page may use the camera if the test gives it one; the real ones are not allowed.
    private const string Settings = """
        user_pref("permissions.default.camera", 2);
        user_pref("media.navigator.streams.fake", true);
        user_pref("app.update.disabledForTesting", true);
        user_pref("datareporting.policy.dataSubmissionEnabled", false);
        user_pref("toolkit.telemetry.server", "");
        user_pref("browser.shell.checkDefaultBrowser", false);
        user_pref("network.captive-portal-service.enabled", false);
        user_pref("network.connectivity-service.enabled", false);
        """;

    private static readonly string[] s_names = ["firefox-esr", "firefox"];
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(CheckPage.Patience);

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("liveness-firefox-");
    private readonly ClientWebSocket _socket = new();
    private Process? _process;
    private string _tab = "";
    private int _lastId;

    /// <summary>Gets the path of the browser; null where none is installed.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => s_names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Opens a page in a tab of its own, after a script has run in it.</summary>
    public async Task OpenAsync(Uri address, string script)
    {
        if (_process is null)
        {
            await StartAsync();
        }

        _tab = (await SendAsync("browsingContext.create", new { type = "tab" })).GetProperty("context").GetString()!;
        await SendAsync("script.addPreloadScript", new { functionDeclaration = $"() => {{ {script} }}", contexts = new[] { _tab } });
        await SendAsync("browsingContext.navigate", new { context = _tab, url = address.OriginalString, wait = "complete" });
    }

    /// <summary>Evaluates an expression in the page; promises are awaited.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        JsonElement answer = await SendAsync("script.evaluate", new
        {
            expression = $"(async () => JSON.stringify(await ({expression}) ?? null))()",
            target = new { context = _tab },
            awaitPromise = true,
        });
        answer.GetProperty("type").GetString().Should().Be("success", answer.ToString());
        return JsonSerializer.Deserialize<T>(answer.GetProperty("result").GetProperty("value").GetString()!, JsonSerializerOptions.Web)!;
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitForAsync(string expression)
    {
        (await EvaluateAsync<bool>($$"""
            new Promise((resolve) => {
              const end = Date.now() + {{s_patience.TotalMilliseconds}};
              const look = () => { const found = Boolean({{expression}}); found || Date.now() > end ? resolve(found) : setTimeout(look, 20); };
              look();
            })
            """)).Should().BeTrue("{0} was expected", expression);
    }

    /// <summary>Presses a button of the element by the keyboard, once it is there.</summary>
    public async Task PressAsync(string button)
    {
        string found = $"[...document.querySelector('liveness-camera').shadowRoot.querySelectorAll('button')].find((button) => !button.disabled && !button.hidden && button.textContent === {JsonSerializer.Serialize(button)})";
        await WaitForAsync(found);
        await EvaluateAsync<object?>($"{found}.focus()");
        object[] keys = [new { type = "keyDown", value = Enter }, new { type = "keyUp", value = Enter }];
        await SendAsync("input.performActions", new { context = _tab, actions = new[] { new { type = "key", id = "keyboard", actions = keys } } });
    }

    public async Task ScreenshotAsync(string path)
    {
        JsonElement answer = await SendAsync("browsingContext.captureScreenshot", new { context = _tab });
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, answer.GetProperty("data").GetBytesFromBase64());
    }

    public async Task CloseAsync() => await SendAsync("browsingContext.close", new { context = _tab });

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
        }

        _profile.Delete(recursive: true);
        return default;
    }

    private async Task StartAsync()
    {
        await File.WriteAllTextAsync(System.IO.Path.Combine(_profile.FullName, "user.js"), Settings);
        ProcessStartInfo start = new(Path!, ["--headless", "--no-remote", "--profile", _profile.FullName, "--remote-debugging-port", "0", "about:blank"])
        {
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync().WaitAsync(s_patience);
        }
        while (line is not null && !Listening().IsMatch(line));

        line.Should().NotBeNull("Firefox says where it can be driven");
        _ = _process.StandardError.BaseStream.CopyToAsync(Stream.Null); // Read on, so that it never waits for us.
        await _socket.ConnectAsync(new Uri($"{Listening().Match(line!).Groups["address"].Value}/session"), CancellationToken.None).WaitAsync(s_patience);
        await SendAsync("session.new", new { capabilities = new { } });
    }

    /// <summary>Sends a command and returns its result; events in between are left out.</summary>
    private async Task<JsonElement> SendAsync(string method, object parameters)
    {
        int id = ++_lastId;
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters }), WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
        {
            JsonElement answer = await ReceiveAsync().WaitAsync(s_patience * 2);
            if (answer.TryGetProperty("id", out JsonElement answered) && answered.ValueKind == JsonValueKind.Number && answered.GetInt32() == id)
            {
                return answer.TryGetProperty("result", out JsonElement result) ? result : throw new InvalidOperationException($"{method}: {answer}");
            }
        }
    }

    private async Task<JsonElement> ReceiveAsync()
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        using JsonDocument document = JsonDocument.Parse(message.ToArray());
        return document.RootElement.Clone();
    }

    [GeneratedRegex("WebDriver BiDi listening on (?<address>ws://[0-9.:]+)")]
    private static partial Regex Listening();
}
