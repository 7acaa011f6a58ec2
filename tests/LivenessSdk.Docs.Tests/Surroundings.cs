using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Docs.Tests;

#pragma warning disable IDE1006 // These are named as the pages name them.

/// <summary>Supplies the names that snippets use without declaring them. Every vendor in it is a simulated one.</summary>
public abstract class Surroundings : IAsyncDisposable
{
    private readonly WebApplicationBuilder _builder = WebApplication.CreateBuilder();
    private readonly HttpClient _http = new();
    private LivenessSimulator? _simulator;
    private WebApplication? _application;
    private LivenessSdk.LivenessClient? _client;

    /// <summary>Gets the application that the snippet has built upon; null when it has not.</summary>
    internal WebApplication? Application => _application;

    internal IServiceCollection Services => _builder.Services;

    protected WebApplicationBuilder builder => _builder;

    /// <summary>Gets the arguments of a web application: a reader's settings, and a free port.</summary>
    protected string[] args =>
    [
        .. _simulator!.ToConfiguration().AsEnumerable().Where(setting => setting.Value is not null).Select(setting => $"--{setting.Key}={setting.Value}"),
        "--Logging:LogLevel:Default=None",
        "--urls=http://127.0.0.1:0",
    ];

    protected IServiceCollection services => _builder.Services;

    protected IConfiguration configuration => _builder.Configuration;

    protected IConfiguration config => _builder.Configuration;

    protected WebApplication app => _application ??= BuildApplication();

    protected ILivenessClient client => _client ??= LivenessSdk.LivenessClient.Create(configuration.GetSection("Liveness"));

    /// <summary>Gets the creator of clients, under the name of the class, so that a vendor's default address leads to the simulator.</summary>
    protected SimulatedClients LivenessClient { get; private set; } = null!;

    protected LivenessImage photo => SamplePhoto.ToImage();

    protected string key => _simulator!.Argos.ApiKey;

    protected ILivenessClient progeny => ((ILivenessClientFactory)client).GetClient("progeny");

    protected LivenessImage front => photo;

    protected LivenessImage left => photo;

    protected LivenessImage mouthOpen => photo;

    protected CancellationToken cancellationToken => CancellationToken.None;

    // What hand-written clients have around them.
    protected HttpClient http => _http;

    protected HttpResponseMessage response => throw MustNotRun();

    protected string url => throw MustNotRun();

    protected string image => throw MustNotRun();

    protected double raw => throw MustNotRun();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _http.Dispose();
        _client?.Dispose();
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    internal async Task RunAsync(LivenessSimulator simulator)
    {
        _simulator = simulator;
        LivenessClient = new SimulatedClients(simulator);
        _builder.Logging.ClearProviders();
        _builder.Configuration.AddConfiguration(simulator.ToConfiguration()).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Argos:ApiKey"] = simulator.Argos.ApiKey,
            ["Dojah:AppId"] = simulator.Dojah.AppId,
            ["Dojah:SecretKey"] = simulator.Dojah.SecretKey,
            ["Progeny:Username"] = simulator.Progeny.Username,
            ["Progeny:Password"] = simulator.Progeny.Password,
            ["Riset:Endpoint"] = simulator.Riset.Endpoint.AbsoluteUri,
            ["Riset:ClientId"] = simulator.Riset.ClientId,
            ["Riset:Password"] = simulator.Riset.Password,
            ["Verihubs:AppId"] = simulator.Verihubs.AppId,
            ["Verihubs:ApiKey"] = simulator.Verihubs.ApiKey,
        });
        _application = await RunSnippetAsync() as WebApplication ?? _application;
    }

    [SuppressMessage("Performance", "CA1822", Justification = "Called like a method of the reader's class.")]
    protected object AskForAnotherPhoto(IReadOnlyList<LivenessReason> reasons) => reasons;

    protected abstract Task<object?> RunSnippetAsync();

    private static NotSupportedException MustNotRun() => new("Snippets that show a mistake are compiled and not run.");

    private WebApplication BuildApplication()
    {
        _builder.Services.AddLiveness(configuration.GetSection("Liveness"));
        WebApplication application = _builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        return application;
    }

    /// <summary>Stands for a reader's typed client.</summary>
    protected sealed class Vendor(HttpClient http)
    {
        public HttpClient Http { get; } = http;
    }
}
