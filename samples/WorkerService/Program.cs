using LivenessSdk;
using LivenessSdk.Simulator;
using Microsoft.Data.Sqlite;
using WorkerService;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);

// Only for this sample: with a vendor in appsettings.json or in environment variables, the simulator is not needed.
bool isSimulated = !builder.Configuration.GetSection("Liveness:Providers").GetChildren().Any();
await using LivenessSimulator? simulator = isSimulated ? await LivenessSimulator.StartAsync() : null;
if (simulator is not null)
{
    Console.WriteLine("Simulated: the vendor runs on a local server, and its verdicts are scripted.");
    builder.Configuration.AddConfiguration(simulator.ToConfiguration());
}

LivenessBuilder liveness = builder.Services.AddLiveness(builder.Configuration.GetSection("Liveness"));

// With --Ledger FILE, and a secret in Liveness:Ledger:Secrets, an interrupted run resumes, and no photo is paid for twice.
if (builder.Configuration["Ledger"] is { } file)
{
    liveness.UseLedger((_, options) =>
        new SqlCheckLedger(SqliteFactory.Instance.CreateDataSource($"Data Source={file};Pooling=False"), SqlLedgerDialect.Sqlite, options));
}

builder.Services.AddHostedService<SelfieWorker>();
IHost host = builder.Build();
if (host.Services.GetService<CheckLedger>() is SqlCheckLedger ledger)
{
    await ledger.CreateSchemaAsync();
}

await host.RunAsync();
