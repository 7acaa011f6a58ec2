using KeyedServices;
using LivenessSdk;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });

// appsettings.json contains two clients. Addresses and keys are added here by the simulator; in production, they come from your secret store.
await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Liveness:Providers:everyday:Endpoint"] = simulator.Argos.Endpoint.OriginalString,
    ["Liveness:Providers:everyday:ApiKey"] = simulator.Argos.ApiKey,
    ["Liveness:Providers:large-payments:Endpoint"] = simulator.Verihubs.Endpoint.OriginalString,
    ["Liveness:Providers:large-payments:AppId"] = simulator.Verihubs.AppId,
    ["Liveness:Providers:large-payments:ApiKey"] = simulator.Verihubs.ApiKey,
});

builder.Services.AddLiveness(builder.Configuration.GetSection("Liveness"));
builder.Services.AddTransient<Payments>();
using IHost host = builder.Build();
await host.StartAsync();    // with invalid settings, the program ends here, with all problems in one message

Console.WriteLine("Simulated: the vendors run on a local server, and their verdicts are scripted.");
LivenessImage selfie = await LivenessImage.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "selfie.jpg"));
Payments payments = host.Services.GetRequiredService<Payments>();
Console.WriteLine($"10: {await payments.CheckPayerAsync(selfie, amount: 10)}");
Console.WriteLine($"10000: {await payments.CheckPayerAsync(selfie, amount: 10_000)}");
