using LivenessSdk.Simulator;
using WorkerService;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);

// Only for this sample: with a vendor in appsettings.json or in environment variables, the simulator is not needed.
bool isSimulated = !builder.Configuration.GetSection("Liveness:Providers").GetChildren().Any();
await using LivenessSimulator? simulator = isSimulated ? await LivenessSimulator.StartAsync() : null;
if (simulator is not null)
{
    Console.WriteLine("Simulated: a local server plays the vendor, and its verdicts are scripted.");
    builder.Configuration.AddConfiguration(simulator.ToConfiguration());
}

builder.Services.AddLiveness(builder.Configuration.GetSection("Liveness"));
builder.Services.AddHostedService<SelfieWorker>();
await builder.Build().RunAsync();
