using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using LivenessSdk.Ledger.Tests.Support;
using LivenessSdk.Simulator;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LivenessSdk.Ledger.Tests.Chaos;

/// <summary>Checks photos by Riset, which is sent the key of each, through a ledger, in a process of its own that a test kills or stops.</summary>
internal sealed class WorkerProcess : IDisposable
{
    public const string Name = "worker";
    public const int Concurrency = 4;

    private readonly object _lock = new();
    private readonly Process _process;
    private bool _isDisposed;

    private WorkerProcess(Process process)
    {
        _process = process;
    }

    public static WorkerProcess Start(WorkerSettings settings)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string[] all = ["exec", typeof(WorkerProcess).Assembly.Location, Name, .. settings.ToArguments()];
        Array.ForEach(all, start.ArgumentList.Add);
        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Reads the next line, or <see langword="null"/> at the end of a process that was killed or has finished.</summary>
    public async Task<string?> ReadAsync() => await _process.StandardOutput.ReadLineAsync();

    /// <summary>Kills the process, unless it has ended.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _process.Kill();
            }
        }
    }

    /// <summary>Stops the process as if its machine were suspended.</summary>
    public Task StopAsync() => SignalAsync("-STOP");

    public Task ContinueAsync() => SignalAsync("-CONT");

    public void Dispose()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _process.Kill();
                _process.Dispose();
                _isDisposed = true;
            }
        }
    }

    public static async Task RunAsync(string[] arguments)
    {
        WorkerSettings settings = WorkerSettings.Parse(arguments);
        await using CheckLedger ledger = settings.OpenLedger();
        ServiceCollection services = new();
        services.AddLiveness()
            .AddRiset("riset", options =>
            {
                options.Endpoint = new Uri(settings.Endpoint);
                options.ClientId = settings.ClientId;
                options.Password = settings.Password;
                options.Timeout = TimeSpan.FromMinutes(2);
            })
            .ConfigureHttpClient("riset", http => http.ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("X-Worker", settings.Worker)))
            .UseLedger((_, _) => ledger)
            .AddIdempotent("once", "riset");
        if (settings.ReportsSending)
        {
            services.AddHttpClient("LivenessSdk:riset").AddHttpMessageHandler(() => new PausingHandler(() =>
            {
                Console.WriteLine("sending");
                return Task.Delay(Random.Shared.Next(40));
            }));
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        await (settings.ChecksMany ? CheckManyAsync(provider, ledger, settings.Keys) : CheckEachAsync(provider, settings));
        Console.WriteLine("done");
    }

    private static async Task CheckEachAsync(ServiceProvider provider, WorkerSettings settings)
    {
        ILivenessClient client = provider.GetRequiredKeyedService<ILivenessClient>("once");
        LivenessImage photo = SamplePhoto.ToImage();
        await Parallel.ForEachAsync(
            settings.Keys,
            new ParallelOptions { MaxDegreeOfParallelism = settings.ReportsSending ? 16 : Concurrency },
            async (key, cancellationToken) => Console.WriteLine($"{key} {await CheckAsync(client, photo, key, cancellationToken)}"));
    }

    private static async Task CheckManyAsync(ServiceProvider provider, CheckLedger ledger, IEnumerable<string> keys)
    {
        LivenessImage photo = SamplePhoto.ToImage();
        IAsyncEnumerable<LivenessRequest> requests = keys.ToAsyncEnumerable().Select(key => new LivenessRequest(photo) { TransactionId = key });
        CheckManyOptions options = new() { Ledger = ledger, MaxConcurrency = Concurrency };
        await foreach (CheckManyItem item in provider.GetRequiredKeyedService<ILivenessClient>("riset").CheckManyAsync(requests, options))
        {
            Console.WriteLine($"{item.IdempotencyKey} {item.Result?.Verdict.ToString() ?? item.Failure?.Error.ToString() ?? nameof(LivenessError.OutcomeUnknown)}");
        }
    }

    /// <summary>Checks one photo, and again while that is safe and may help.</summary>
    private static async Task<string> CheckAsync(ILivenessClient client, LivenessImage photo, string key, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                LivenessResult result = await client.CheckAsync(new LivenessRequest(photo) { IdempotencyKey = key, TransactionId = key }, cancellationToken);
                return result.Verdict.ToString();
            }
            catch (LivenessException e) when (e is { IsTransient: true, MayHaveBeenProcessed: false })
            {
                await Task.Delay(e.RetryAfter ?? TimeSpan.FromMilliseconds(200), cancellationToken);
            }
            catch (LivenessException e)
            {
                return e.Error.ToString();
            }
        }
    }

    private async Task SignalAsync(string signal)
    {
        Process kill;
        lock (_lock)
        {
            if (_isDisposed || _process.HasExited)
            {
                return;
            }

            kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        }

        using (kill)
        {
            await kill.WaitForExitAsync();
        }
    }
}

/// <summary>Represents what a worker is told.</summary>
internal sealed record WorkerSettings
{
    public required string Engine { get; init; }

    public required string ConnectionString { get; init; }

    public required LedgerSecret Secret { get; init; }

    public required TimeSpan Lease { get; init; }

    public required string Endpoint { get; init; }

    public required string ClientId { get; init; }

    public required string Password { get; init; }

    public required IReadOnlyList<string> Keys { get; init; }

    public string Worker { get; init; } = "worker";

    /// <summary>Gets a value indicating whether the worker writes a line before each photo, right after its dispatch.</summary>
    public bool ReportsSending { get; init; }

    /// <summary>Gets a value indicating whether the worker checks its photos as one run, not each by an idempotent client.</summary>
    public bool ChecksMany { get; init; }

    public static WorkerSettings Of(string engine, string connectionString, LedgerSecret secret, TimeSpan lease, RisetSimulator vendor, IReadOnlyList<string> keys) =>
        new()
        {
            Engine = engine,
            ConnectionString = connectionString,
            Secret = secret,
            Lease = lease,
            Endpoint = vendor.Endpoint.AbsoluteUri,
            ClientId = vendor.ClientId,
            Password = vendor.Password,
            Keys = keys,
        };

    public static WorkerSettings Parse(string[] arguments) =>
        new()
        {
            Engine = arguments[0],
            ConnectionString = arguments[1],
            Secret = new LedgerSecret { Name = "chaos", Key = arguments[2] },
            Lease = TimeSpan.FromSeconds(double.Parse(arguments[3], CultureInfo.InvariantCulture)),
            Endpoint = arguments[4],
            ClientId = arguments[5],
            Password = arguments[6],
            Worker = arguments[7],
            ReportsSending = arguments[8] == "reports",
            ChecksMany = arguments[9] == "many",
            Keys = File.ReadAllLines(arguments[10]),
        };

    public IEnumerable<string> ToArguments()
    {
        string keys = Path.GetTempFileName();
        File.WriteAllLines(keys, Keys);
        return
        [
            Engine, ConnectionString, Secret.Key, Lease.TotalSeconds.ToString(CultureInfo.InvariantCulture), Endpoint, ClientId, Password, Worker,
            ReportsSending ? "reports" : "silent", ChecksMany ? "many" : "each", keys,
        ];
    }

    public SqlCheckLedger OpenLedger()
    {
        (DbDataSource dataSource, SqlLedgerDialect dialect) = Engine == "PostgreSQL"
            ? ((DbDataSource)NpgsqlDataSource.Create(ConnectionString), SqlLedgerDialect.PostgreSql)
            : (SqliteFactory.Instance.CreateDataSource(ConnectionString), SqlLedgerDialect.Sqlite);
        return new SqlCheckLedger(dataSource, dialect, new CheckLedgerOptions { Lease = Lease, Retention = null, Secrets = { Secret } });
    }
}
