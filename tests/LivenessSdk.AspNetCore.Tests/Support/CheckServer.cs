using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Runs an application with a camera check on a free port, in production mode, with simulated vendors.</summary>
internal sealed class CheckServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CheckServer(WebApplication app, LivenessSimulator simulator)
    {
        (_app, Simulator) = (app, simulator);
        Address = new Uri(app.Urls.Single());
    }

    public LivenessSimulator Simulator { get; }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Gets the number of checks that reached the vendor.</summary>
    public int Checks => Simulator.Vendors.Sum(vendor => vendor.Requests.Count(request => request.Kind == RequestKind.Billable));

    public static async Task<CheckServer> StartAsync(
        Action<LivenessCheckOptions>? configure = null,
        string client = "argos",
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? app = null,
        Action<LivenessBuilder>? liveness = null,
        params (string Key, string Value)[] settings)
    {
        LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging();
        builder.Configuration
            .AddConfiguration(simulator.ToConfiguration())
            .AddInMemoryCollection([KeyValuePair.Create("Liveness:Providers:argos:Timeout", (string?)"00:05:00")]) // A busy machine takes its time.
            .AddInMemoryCollection(settings.Append((Key: "Liveness:Default", Value: client)).Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        services?.Invoke(builder.Services);
        LivenessBuilder clients = builder.Services.AddLiveness(builder.Configuration.GetSection("Liveness"));
        liveness?.Invoke(clients);
        clients.AddLivenessCheck(options =>
        {
            // One machine plays all visitors.
            options.MaxChecksPerMinutePerAddress = options.MaxChecksPerMinutePerSession = 1_000_000;
            options.MaxAttempts = 1_000;
            configure?.Invoke(options);
        });
        WebApplication application = builder.Build();
        app?.Invoke(application);
        application.UseRouting();
        application.MapLivenessCheck("/liveness");
        await application.StartAsync();
        return new CheckServer(application, simulator);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
