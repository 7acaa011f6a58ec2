using LivenessSdk.Worker.Tests.Support;
using Microsoft.Extensions.Configuration;
using Npgsql;
using RabbitMQ.Client;

namespace LivenessSdk.Worker.Tests.Chaos;

/// <summary>Represents workers in processes of their own, with servers that a test kills, and a durable queue of results.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const string AllResults = "all-results";

    private readonly TemporaryFolder _folder = new();
    private readonly List<WorkerProcess> _workers = [];
    private readonly Dictionary<string, string> _settings = [];
    private readonly LivenessWorkerOptions _options;
    private readonly CheckLedgerOptions _ledgerOptions = new() { Lease = TimeSpan.FromSeconds(2), Secrets = { LedgerSecret.Generate("chaos") } };
    private readonly string _connectionString;

    private Fleet(RabbitMqServer broker, PostgreSqlServer database, string connectionString, LivenessSimulator simulator, VendorCount count, int concurrency)
    {
        Broker = broker;
        Database = database;
        Simulator = simulator;
        Count = count;
        _connectionString = connectionString;
        _options = new LivenessWorkerOptions { Broker = broker.Address };
        foreach ((string key, string? value) in simulator.ToConfiguration().AsEnumerable().Where(setting => setting.Value is not null && setting.Key.Contains(":argos", StringComparison.Ordinal)))
        {
            _settings[key] = value!;
        }

        Set("ConnectionStrings:Ledger", connectionString);
        Set("Liveness:Ledger:Lease", _ledgerOptions.Lease.ToString());
        Set("Liveness:Ledger:Secrets:0:Name", _ledgerOptions.Secrets[0].Name);
        Set("Liveness:Ledger:Secrets:0:Key", _ledgerOptions.Secrets[0].Key);
        Set("Liveness:Worker:Broker", broker.Address.ToString());
        Set("Liveness:Worker:PhotoFolder", _folder.Path);
        Set("Liveness:Worker:Concurrency", $"{concurrency}");
    }

    public RabbitMqServer Broker { get; }

    public PostgreSqlServer Database { get; }

    public LivenessSimulator Simulator { get; }

    public VendorCount Count { get; }

    public IReadOnlyList<WorkerProcess> Workers => _workers;

    public static async Task<Fleet> CreateAsync(int concurrency)
    {
        RabbitMqServer broker = await RabbitMqServer.StartOwnAsync();
        PostgreSqlServer database = await PostgreSqlServer.StartOwnAsync();
        string connectionString = await database.CreateSchemaAsync();
        VendorCount count = new();
        Fleet fleet = new(broker, database, connectionString, await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { LoggerFactory = count, MaxRequests = 5000 }), count, concurrency);
        await using NpgsqlDataSource dataSource = NpgsqlDataSource.Create(connectionString);
        await using SqlCheckLedger ledger = new(dataSource, SqlLedgerDialect.PostgreSql, fleet._ledgerOptions);
        await ledger.CreateSchemaAsync();
        return fleet;
    }

    /// <summary>Has all workers together keep a limit.</summary>
    public void Limit(int permitsPerSecond)
    {
        Set("Liveness:Providers:argos:Resilience:RateLimit:PermitsPerSecond", $"{permitsPerSecond}");
        Set("Liveness:Providers:argos:Resilience:RateLimit:OutagePermitsPerSecond", "0");
        Set("Liveness:Providers:argos:Resilience:RateLimit:Burst", "1");
    }

    /// <summary>Sets a setting of the workers that are started from now on.</summary>
    public void Set(string key, string value) => _settings[key] = value;

    /// <summary>Writes photos and sends a check of each, and declares a queue that keeps all results.</summary>
    /// <returns>The hashes of the photos, by the keys of their checks.</returns>
    public async Task<Dictionary<string, string>> PublishAsync(int photos, string prefix = "k")
    {
        await using CheckPublisher publisher = await CheckPublisher.ConnectAsync(_options);
        await using (IConnection connection = await new ConnectionFactory { Uri = Broker.Address }.CreateConnectionAsync())
        {
            await using IChannel channel = await connection.CreateChannelAsync();
            await channel.QueueDeclareAsync(AllResults, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
            await channel.QueueBindAsync(AllResults, _options.ResultExchange, "#");
        }

        Dictionary<string, string> hashes = [];
        foreach (int[] batch in Enumerable.Range(0, photos).Chunk(100))
        {
            (string Key, string Hash)[] written = await Task.WhenAll(batch.Select(async i =>
            {
                string key = $"{prefix}{i}";
                string hash = await PhotoSet.WriteAsync(_folder.PathOf($"{key}.jpg"), i);
                await publisher.PublishAsync(new CheckMessage(key, $"{key}.jpg", "argos"));
                return (key, hash);
            }));
            Array.ForEach(written, photo => hashes.Add(photo.Key, photo.Hash));
        }

        return hashes;
    }

    /// <summary>Starts workers, and waits until they take checks.</summary>
    public Task StartAsync(int workers)
    {
        _workers.AddRange(Enumerable.Range(0, workers).Select(_ => WorkerProcess.Start(_settings)));
        return Task.WhenAll(_workers.Select(worker => worker.Connected)).WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async Task StopAsync()
    {
        foreach (WorkerProcess worker in _workers)
        {
            await worker.DisposeAsync();
        }

        _workers.Clear();
    }

    /// <summary>Takes the results that the broker keeps, and adds their outcomes to those of their keys.</summary>
    public async Task TakeResultsAsync(Dictionary<string, List<string>> results)
    {
        try
        {
            await using IConnection connection = await new ConnectionFactory { Uri = Broker.Address }.CreateConnectionAsync();
            await using IChannel channel = await connection.CreateChannelAsync();
            while (await channel.BasicGetAsync(AllResults, autoAck: false) is { } found)
            {
                CheckResultMessage result = CheckResultMessage.Parse(found.Body);
                if (!results.TryGetValue(result.Key, out List<string>? outcomes))
                {
                    results[result.Key] = outcomes = [];
                }

                outcomes.Add(result.Outcome.ToString());
                await channel.BasicAckAsync(found.DeliveryTag, multiple: false); // Taken only now: the broker may be killed in between.
            }
        }
        catch (Exception e) when (e is IOException or RabbitMQ.Client.Exceptions.RabbitMQClientException)
        {
            // The broker is down at the moment.
        }
    }

    /// <summary>Reads the states of all keys.</summary>
    public async Task<Dictionary<string, LedgerState>> ReadLedgerAsync()
    {
        await using NpgsqlDataSource dataSource = NpgsqlDataSource.Create(_connectionString);
        await using SqlCheckLedger ledger = new(dataSource, SqlLedgerDialect.PostgreSql, _ledgerOptions);
        Dictionary<string, LedgerState> states = [];
        await foreach (LedgerEntry entry in ledger.ListAsync())
        {
            states.Add(entry.Key.IdempotencyKey, entry.State);
        }

        return states;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Simulator.DisposeAsync();
        Database.Dispose();
        Broker.Dispose();
        _folder.Dispose();
    }
}
