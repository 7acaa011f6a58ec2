using LivenessSdk.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LivenessSdk.Worker.Tests.Support;

/// <summary>Represents a worker on a real broker and a real database, with a simulated vendor and a folder of photos.</summary>
internal sealed class WorkerRig : IAsyncDisposable
{
    private static int s_queues;

    private readonly TemporaryFolder _folder = new();
    private readonly NpgsqlDataSource _dataSource;
    private IHost? _host;

    private WorkerRig(LivenessSimulator simulator, NpgsqlDataSource dataSource, string connectionString, FaultyLedger ledger, LivenessWorkerOptions options)
    {
        ConnectionString = connectionString;
        Simulator = simulator;
        _dataSource = dataSource;
        Ledger = ledger;
        Options = options;
        options.PhotoFolder = _folder.Path;
    }

    public LivenessSimulator Simulator { get; }

    /// <summary>Gets how others connect to the database of the ledger.</summary>
    public string ConnectionString { get; }

    public FaultyLedger Ledger { get; }

    public LivenessWorkerOptions Options { get; }

    public RecordedLogs Logs { get; } = new();

    public ResultInbox Inbox { get; private set; } = null!;

    public CheckPublisher Publisher { get; private set; } = null!;

    public string DeadLetters => $"{Options.Queue}.dead";

    public string FirstRetry => $"{Options.Queue}.retry.{(long)Options.RetryDelays[0].TotalMilliseconds}ms";

    /// <summary>Gets the number of photos that arrived at the vendor.</summary>
    public int Posts => Simulator.Argos.Requests.Count(request => request.Kind == RequestKind.Billable);

    public IServiceProvider Services => _host!.Services;

    /// <summary>Starts everything, but for the worker.</summary>
    public static async Task<WorkerRig> CreateAsync(RabbitMqServer? broker = null, TimeSpan? lease = null)
    {
        broker ??= await RabbitMqServer.GetAsync();
        PostgreSqlServer database = await PostgreSqlServer.GetAsync();
        string connectionString = await database.CreateSchemaAsync();
        NpgsqlDataSource dataSource = NpgsqlDataSource.Create(connectionString);
        SqlCheckLedger ledger = new(
            dataSource, SqlLedgerDialect.PostgreSql, new CheckLedgerOptions { Lease = lease ?? TimeSpan.FromSeconds(60), Secrets = { LedgerSecret.Generate("test") } });
        await ledger.CreateSchemaAsync();
        int number = Interlocked.Increment(ref s_queues);
        LivenessWorkerOptions options = new() { Broker = broker.Address, Queue = $"checks{number}", ResultExchange = $"results{number}", Concurrency = 4 };
        WorkerRig rig = new(await LivenessSimulator.StartAsync(), dataSource, connectionString, new FaultyLedger(ledger), options);
        await rig.ConnectAsync();
        return rig;
    }

    /// <summary>Connects the publisher and the inbox, again if the broker was away.</summary>
    public async Task ConnectAsync()
    {
        Publisher = await CheckPublisher.ConnectAsync(Options);
        Inbox = await ResultInbox.OpenAsync(Options);
    }

    /// <summary>Starts the worker.</summary>
    public async Task<WorkerRig> StartAsync(Action<IServiceCollection>? configure = null, Action<LivenessBuilder>? configureClients = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(Logs);
        LivenessBuilder liveness = builder.Services.AddLiveness(Simulator.ToConfiguration().GetSection("Liveness")).UseLedger((_, _) => Ledger);
        configureClients?.Invoke(liveness);
        builder.Services.AddLivenessWorker(options =>
        {
            options.Broker = Options.Broker;
            options.Queue = Options.Queue;
            options.ResultExchange = Options.ResultExchange;
            options.Concurrency = Options.Concurrency;
            options.OutageTimeout = Options.OutageTimeout;
            options.PhotoFolder = Options.PhotoFolder;
            options.RetryDelays = Options.RetryDelays;
        });
        configure?.Invoke(builder.Services);
        _host = builder.Build();
        await _host.StartAsync();
        return this;
    }

    /// <summary>Sends a check of a photo that is put into the folder.</summary>
    public async Task PublishAsync(string key, string client = "argos")
    {
        await File.WriteAllBytesAsync(_folder.PathOf($"{key}.jpg"), SamplePhoto.Bytes.ToArray());
        await Publisher.PublishAsync(new CheckMessage(key, $"{key}.jpg", client));
    }

    public string PathOf(string file) => _folder.PathOf(file);

    public async Task<LedgerEntry?> FindAsync(string key, string client = "argos") => await Ledger.FindAsync(new LedgerKey(key, client));

    /// <summary>Claims and dispatches a key as a worker does that is killed then.</summary>
    public async Task DispatchElsewhereAsync(string key)
    {
        LedgerClaim claim = Ledger.CreateClaim(
            new LedgerKey(key, "argos"), hash => LedgerFingerprint.Append(hash, "argos", new LivenessRequest(SamplePhoto.ToImage()) { IdempotencyKey = key }));
        await Ledger.ClaimAsync(claim, default);
        await Ledger.DispatchAsync(claim, default);
    }

    public async Task<HealthReportEntry> CheckHealthAsync()
    {
        HealthReport report = await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries[LivenessWorkerDiagnostics.HealthCheckName];
    }

    /// <summary>Stops the worker as an operator does.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _host!.StopAsync(cancellationToken);

    public static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }

        await Publisher.DisposeAsync();
        await Inbox.DisposeAsync();
        await Simulator.DisposeAsync();
        await Ledger.DisposeAsync();
        await _dataSource.DisposeAsync();
        _folder.Dispose();
    }
}
