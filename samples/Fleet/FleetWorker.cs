using System.Text.Json.Nodes;

namespace Fleet;

/// <summary>Represents a worker and its health.</summary>
internal sealed class FleetWorker : IAsyncDisposable
{
    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(1) };

    private readonly FleetProcess _process;
    private readonly Uri _health;
    private long _paidBefore;

    private FleetWorker(int number, FleetProcess process, Uri health)
    {
        Number = number;
        _process = process;
        _health = health;
    }

    public int Number { get; }

    public TimeSpan ProcessorTime => _process.ProcessorTime;

    public static FleetWorker Start(int number, IReadOnlyDictionary<string, string?> environment, string folder)
    {
        string address = $"http://127.0.0.1:{FleetServer.FindFreePort()}";
        FleetProcess process = FleetProcess.Start(
            "LivenessSdk.Worker.Tool", "liveness-worker", [.. environment, new("Urls", address)], Path.Combine(folder, $"worker-{number}.log"));
        return new FleetWorker(number, process, new Uri($"{address}/health"));
    }

    /// <summary>Describes the state of the worker, and its checks since the last call.</summary>
    public async Task<string> DescribeAsync()
    {
        if (_process.Ended.IsCompleted)
        {
            return $"worker {Number}  ended: {(await File.ReadAllLinesAsync(_process.Log)).LastOrDefault()}";
        }

        try
        {
            using HttpResponseMessage response = await s_client.GetAsync(_health);
            JsonNode health = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            long paid = Read(health, "paid");
            long now = paid - _paidBefore;
            _paidBefore = paid;
            return $"worker {Number}  {health["status"],-9} {Read(health, "inFlight"),9} {Read(health, "waiting"),8} {paid,7} {now,9} {Read(health, "repeated"),9} {Read(health, "unknown"),8} {health["description"]}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return $"worker {Number}  starting";
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static long Read(JsonNode health, string name) => health[name]?.GetValue<long>() ?? 0;
}
