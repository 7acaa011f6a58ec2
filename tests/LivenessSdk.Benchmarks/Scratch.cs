#pragma warning disable
using LivenessSdk.Benchmarks.Measuring;
using LivenessSdk.Benchmarks.Overhead;
using LivenessSdk.Tests.Images;
using Microsoft.Extensions.DependencyInjection;
using System.Text;
using System.Net;
namespace LivenessSdk.Benchmarks;
internal static class Scratch
{
    public static async Task RunAsync()
    {
        int n = 2048;
        ReadOnlyMemory<byte> photo = SamplePhoto.Bytes;
        await using LoopbackVendor vendor = await LoopbackVendor.StartAsync();
        using SocketsHttpHandler network = new() { MaxConnectionsPerServer = 512 };
        using HttpClient http = new(network);
        Uri address = new(vendor.Endpoint, "liveness");
        HandWrittenClient hand = new(http, address);
        using SocketsHttpHandler network2 = new();
        ProviderHttpClient.Configure(network2);
        using HttpClient http2 = new(network2);
        HandWrittenClient hand2 = new(http2, address);
        ServiceCollection services = new();
        services.AddHttpClient("x").RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(() => { SocketsHttpHandler h = new(); ProviderHttpClient.Configure(h); return h; });
        IHttpClientFactory factory = services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
        ProviderResilience resilience = new("x", null, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        ProviderTransport transport = new(factory, "x", resilience, TimeProvider.System);
        HttpRequestMessage Msg() { HttpRequestMessage m = new(HttpMethod.Post, address) { Content = new Base64JsonContent("{\"faceImage\":\"", photo, "\"}") }; m.Headers.TryAddWithoutValidation("x-api-key", "key"); return m; }
        await using LivenessClient ours = LivenessClient.Create(l => l.AddArgos(o => { o.Endpoint = vendor.Endpoint; o.ApiKey = "key"; }));
        (string, Func<Task<bool>>, bool)[] variants = [
            ("hand", () => hand.IsLiveAsync(photo), false),
            ("hand clear", () => hand.IsLiveAsync(photo), true),
            ("hand our handler", () => hand2.IsLiveAsync(photo), false),
            ("hand our content", async () => { using var m = Msg(); using var r = await http2.SendAsync(m, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false); return await ReplyBody.ReadAsync(r.Content, default).ConfigureAwait(false) != null; }, false),
            ("transport", async () => (await transport.SendAsync(Msg, RequestKind.Billable, default).ConfigureAwait(false)).IsSuccess, false),
            ("ours", async () => (await ours.CheckAsync(LivenessImage.FromBytes(photo)).ConfigureAwait(false)).IsLive, false),
        ];
        foreach (int c in new[] { 1, 64, 512 })
        {
            Func<Task>[] all = [.. variants.Select(v => (Func<Task>)(() => { HandWrittenClient.Clear = v.Item3; return RunAsync(n, c, v.Item2); }))];
            await Stopclock.WarmUpAsync(TimeSpan.FromSeconds(4), all);
            double[][] ts = [.. all.Select(_ => new double[15])];
            for (int r = 0; r < 15; r++) for (int i = 0; i < all.Length; i++) { var s = Environment.CpuUsage.TotalTime; await all[i](); ts[i][r] = (Environment.CpuUsage.TotalTime - s).TotalMilliseconds; }
            double[] t = [.. ts.Select(Stopclock.Median)];
            for (int i = 0; i < t.Length; i++) Console.WriteLine($"{c,4} {variants[i].Item1,-20} {t[i] * 1000 / n,8:F1} us  {t[0] / t[i]:F2}");
        }
    }
    private static Task RunAsync(int n, int concurrency, Func<Task<bool>> check)
    {
        int left = n;
        return Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () => { while (Interlocked.Decrement(ref left) >= 0) if (!await check().ConfigureAwait(false)) throw new InvalidOperationException(); })));
    }
}
