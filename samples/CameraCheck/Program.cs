using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using CameraCheck;
using LivenessSdk;
using LivenessSdk.Simulator;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

// Without a vendor in the configuration the page works too, with simulated vendors, and says so.
bool isSimulated = !builder.Configuration.GetSection("Liveness:Providers").GetChildren().Any();
await using LivenessSimulator? simulator = isSimulated ? await LivenessSimulator.StartAsync() : null;
if (simulator is not null)
{
    string scenario = builder.Configuration["Scenario"] ?? nameof(Scenario.Live);
    simulator.Always(Scenario.All.SingleOrDefault(known => known.Name.Equals(scenario, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"Scenario '{scenario}' is unknown. Known are: {string.Join(", ", Scenario.All.Select(known => known.Name))}."));
    builder.Configuration.AddConfiguration(simulator.ToConfiguration());
}

builder.Services.AddLiveness(builder.Configuration.GetSection("Liveness"));
builder.Services.AddSingleton<PoseChallenge>();
builder.Services.AddSingleton(services => new CheckProvider(services.GetRequiredService<ILivenessClientFactory>(), builder.Configuration, isSimulated));
builder.Services.AddAntiforgery(options => options.HeaderName = CheckEndpoints.AntiforgeryHeader);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
builder.Services.AddRateLimiter(options =>
{
    // Every check costs money, and a page without a limit invites people to try attacks until one passes.
    options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
    options.AddPolicy(CheckEndpoints.RateLimit, context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress,
        _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) }));
});

WebApplication app = builder.Build();
app.Use((context, next) =>
{
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    context.Response.Headers["Permissions-Policy"] = "camera=(self), microphone=()";
    context.Response.Headers["Referrer-Policy"] = "no-referrer";
    context.Response.Headers.XContentTypeOptions = "nosniff";
    return next();
});
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseRouting();
app.UseRateLimiter();
app.UseAntiforgery();
app.MapChecks();
await app.RunAsync();
