using System.Diagnostics;
using Fleet;
using LivenessSdk;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Npgsql;

IConfiguration settings = new ConfigurationBuilder().AddCommandLine(args).Build();
int photos = settings.GetValue("Photos", 5000);
int workerCount = settings.GetValue("Workers", 3);
double rate = settings.GetValue("Rate", 200.0);
int latency = settings.GetValue("Latency", 100);
int concurrency = settings.GetValue("Concurrency", 16);

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

Console.WriteLine("Simulated: the vendor runs on a local server, and its verdicts are scripted.");
DirectoryInfo folder = Directory.CreateTempSubdirectory("liveness-fleet-");
await using FleetParts parts = new();
try
{
    // The servers: you can use your own PostgreSQL and RabbitMQ instead.
    FleetServer database = parts.Add(FleetServer.Start("postgresql", ports: 1));
    FleetServer broker = parts.Add(FleetServer.Start("rabbitmq", ports: 3));
    await Task.WhenAll(database.WaitAsync(), broker.WaitAsync());
    string ledgerAddress = $"Host=127.0.0.1;Port={database.Port};Username=liveness;Database=postgres";
    string brokerAddress = $"amqp://guest:guest@127.0.0.1:{broker.Port}";

    // The tables, once: as the owner of the database.
    NpgsqlDataSource dataSource = parts.Add(NpgsqlDataSource.Create(ledgerAddress));
    await using (NpgsqlCommand schema = dataSource.CreateCommand(SqlLedgerDialect.PostgreSql.Schema))
    {
        await schema.ExecuteNonQueryAsync();
    }

    // The vendor.
    LivenessSimulator simulator = parts.Add(await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { KeepPhotos = false }));
    simulator.Argos.Always(Scenario.Slow(TimeSpan.FromMilliseconds(latency)).Then(Scenario.Live));

    // The photos: one, under many names.
    string photoFolder = folder.CreateSubdirectory("photos").FullName;
    File.Copy(Path.Combine(AppContext.BaseDirectory, "photo.jpg"), Path.Combine(photoFolder, "photo-00000.jpg"));
    for (int i = 1; i < photos; i++)
    {
        File.CreateSymbolicLink(Path.Combine(photoFolder, $"photo-{i:00000}.jpg"), "photo-00000.jpg");
    }

    // The settings of all workers and of the bulk run, which would be environment variables in production.
    LedgerSecret secret = LedgerSecret.Generate("fleet");
    Dictionary<string, string?> environment = simulator.ToConfiguration().AsEnumerable()
        .Where(setting => setting.Value is not null && setting.Key.StartsWith("Liveness:Providers:argos:", StringComparison.OrdinalIgnoreCase))
        .ToDictionary();
    environment["Liveness:Ledger:Secrets:0:Name"] = secret.Name;
    environment["Liveness:Ledger:Secrets:0:Key"] = secret.Key;
    environment["ConnectionStrings:Ledger"] = ledgerAddress;
    environment["Liveness:Worker:Broker"] = brokerAddress;
    environment["Liveness:Worker:PhotoFolder"] = photoFolder;
    environment["Liveness:Worker:Concurrency"] = $"{concurrency}";
    if (rate > 0)
    {
        string limit = "Liveness:Providers:argos:Resilience:RateLimit";
        environment[$"{limit}:PermitsPerSecond"] = FormattableString.Invariant($"{rate}");
        environment[$"{limit}:OutagePermitsPerSecond"] = "0";
    }

    FleetWorker[] workers = [.. Enumerable.Range(1, workerCount).Select(number => parts.Add(FleetWorker.Start(number, environment, folder.FullName)))];
    long started = Stopwatch.GetTimestamp();
    FleetProcess bulk = parts.Add(FleetProcess.Start(
        "LivenessSdk.Cli",
        "liveness",
        environment,
        Path.Combine(folder.FullName, "bulk.log"),
        ["bulk", photoFolder, "--broker", brokerAddress, "--ledger", ledgerAddress, "--provider", "argos", "--output", Path.Combine(folder.FullName, "results.jsonl")]));

    FleetTable table = new(dataSource, simulator.Argos, workers);
    decimal writtenBefore = await table.ReadWrittenAsync();
    while (!bulk.Ended.IsCompleted && !stop.IsCancellationRequested)
    {
        await Task.WhenAny(bulk.Ended, Task.Delay(TimeSpan.FromSeconds(1), stop.Token));
        await table.WriteAsync(Stopwatch.GetElapsedTime(started));
    }

    if (stop.IsCancellationRequested)
    {
        Console.WriteLine("Stopped.");
        return 130;
    }

    TimeSpan time = Stopwatch.GetElapsedTime(started);
    Console.WriteLine(await File.ReadAllTextAsync(bulk.Log));
    Console.WriteLine(FormattableString.Invariant($"{photos} photos in {time.TotalSeconds:0.0} s, {photos / time.TotalSeconds:0} a second; {await table.SummarizeAsync()}"));
    Console.WriteLine(FormattableString.Invariant($"workers: {workers.Sum(worker => worker.ProcessorTime.TotalMilliseconds) / photos:0.0} ms of a processor a check, their start included"));
    Console.WriteLine(FormattableString.Invariant(
        $"database: {await table.ReadRowSizeAsync():0} bytes a check, {(await table.ReadWrittenAsync() - writtenBefore) / photos:0} bytes a check written to its log"));
    return await bulk.Ended;
}
finally
{
    await parts.DisposeAsync();
    folder.Delete(recursive: true);
}
