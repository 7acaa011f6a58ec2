using LivenessSdk.Simulator;

// Without a vendor in the configuration, such as Liveness__Providers__argos__ApiKey, answers are simulated: --Scenario NoFace selects another scenario.
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
simulator.Always(Scenario.All.Single(known => known.Name == (builder.Configuration["Scenario"] ?? nameof(Scenario.Live))));
IConfiguration liveness = builder.Configuration.GetSection("Liveness:Providers").Exists()
    ? builder.Configuration
    : new ConfigurationBuilder().AddConfiguration(simulator.ToConfiguration()).AddConfiguration(builder.Configuration).Build();
builder.Services.AddLiveness(liveness.GetSection("Liveness")).AddLivenessCheck(o =>
{
    o.FrameCount = builder.Configuration.GetValue("Photos", 1);
    o.OnChecked = (context, result, _) => Console.Out.WriteLineAsync($"Check {context.CheckId}: {result}");
});

WebApplication app = builder.Build();
app.Use((context, next) =>
{
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    context.Response.Headers["Permissions-Policy"] = "camera=(self), microphone=()";
    return next(context);
});
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapLivenessCheck("/liveness");
await app.RunAsync();
