using LivenessSdk;
using LivenessSdk.Simulator;

await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
WebApplicationBuilder builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddLiveness(simulator.ToConfiguration().GetSection("Liveness"));
await using WebApplication app = builder.Build();
app.MapPost("/selfie", async (Stream photo, ILivenessClient liveness, CancellationToken cancellationToken) =>
    (await liveness.CheckAsync(await LivenessImage.FromStreamAsync(photo, cancellationToken: cancellationToken), cancellationToken)).ToString());
await app.StartAsync();

using HttpClient browser = new();
using StreamContent selfie = new(File.OpenRead(args[0]));
using HttpResponseMessage response = await browser.PostAsync($"{app.Urls.Single()}/selfie", selfie);
Console.WriteLine(await response.Content.ReadAsStringAsync());
