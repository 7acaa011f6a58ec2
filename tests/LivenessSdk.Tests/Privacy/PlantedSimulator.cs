using System.Text.Json.Nodes;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.Privacy;

/// <summary>Runs all vendors with canaries for keys, subjects, photos and replies, and watches everything that shows.</summary>
public abstract class PlantedSimulator : IAsyncLifetime
{
    // Canaries differ from test to test, since others run at the same time and all emit to the same listeners.
    private readonly string _suffix = Guid.NewGuid().ToString("N");
    private ILoggerFactory? _simulatorLogs;
    private LivenessSimulator? _simulator;

    protected static IReadOnlyList<string> Registrations { get; } = ["argos", "dojah", "progeny", "riset", "verihubs"];

    protected LivenessSimulator Simulator => _simulator!;

    internal LeakDetector Detector { get; } = new();

    protected string BodySecret => Secret("body");

    private IEnumerable<Canary> Canaries =>
    [
        new("key of Argos", Secret("argos")),
        new("id of Dojah", Secret("dojahid")), new("key of Dojah", Secret("dojah")),
        new("name at Progeny", Secret("progenyname")), new("password of Progeny", Secret("progeny")),
        new("id at Riset", Secret("risetid")), new("password of Riset", Secret("riset")),
        new("id of Verihubs", Secret("verihubsid")), new("key of Verihubs", Secret("verihubs")),
        new("subject id", Secret("subject")),
        new("transaction id", Secret("transaction"), Surface.Span | Surface.Json | Surface.Debugger | Surface.Ledger),
        new("reply text", BodySecret),
        new("photo address", Secret("address")),
        .. CanaryPhoto.Canaries,
        .. SentTokens().Distinct().Select(token => new Canary("token", token)),
    ];

    public async ValueTask InitializeAsync()
    {
        _simulatorLogs = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Detector.Logs));
        _simulator = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { LoggerFactory = _simulatorLogs });
        Simulator.Argos.ApiKey = Secret("argos");
        (Simulator.Dojah.AppId, Simulator.Dojah.SecretKey) = (Secret("dojahid"), Secret("dojah"));
        (Simulator.Progeny.Username, Simulator.Progeny.Password) = (Secret("progenyname"), Secret("progeny"));
        (Simulator.Riset.ClientId, Simulator.Riset.Password) = (Secret("risetid"), Secret("riset"));
        (Simulator.Verihubs.AppId, Simulator.Verihubs.ApiKey) = (Secret("verihubsid"), Secret("verihubs"));
    }

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        _simulatorLogs?.Dispose();
        Detector.Dispose();
    }

    protected string Secret(string kind) => $"canary{kind}{_suffix}";

    protected VendorSimulator VendorOf(string registration) =>
        Simulator.Vendors.Single(vendor => vendor.Vendor.Equals(registration, StringComparison.OrdinalIgnoreCase));

    /// <summary>Builds a container with all vendors, every log switched on and all replies kept.</summary>
    protected ServiceProvider Build(
        Action<LivenessBuilder>? add = null, TimeProvider? clock = null, Action<LivenessProviderOptions>? configure = null)
    {
        ServiceCollection services = new();
        services.AddSingleton(clock ?? new ImpatientTimeProvider());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Detector.Logs));
        LivenessBuilder builder = services.AddLiveness(Simulator.ToConfiguration().GetSection("Liveness"));
        foreach (string registration in Registrations)
        {
            builder.ConfigureHttpClient(registration, client => client.AddDefaultLogger());
        }

        Common<ArgosOptions>();
        Common<DojahOptions>();
        Common<ProgenyOptions>();
        Common<RisetOptions>();
        Common<VerihubsOptions>();
        add?.Invoke(builder);
        return services.BuildServiceProvider();

        void Common<TOptions>()
            where TOptions : LivenessProviderOptions =>
            services.ConfigureAll<TOptions>(options =>
            {
                options.KeepResponse = KeepResponse.Always;
                configure?.Invoke(options);
            });
    }

    protected LivenessRequest CreateRequest(LivenessImage? image = null) => new(image ?? CanaryPhoto.ToImage())
    {
        TransactionId = Secret("transaction"),
        Parameters = [new RisetParameters { UserId = Secret("subject"), FaceGalleryId = "gallery", IsPreference = true }],
    };

    /// <summary>Makes a check, and shows the detector what went in and what came out.</summary>
    protected async Task<object> ShowAsync(
        IServiceProvider services, string client, LivenessRequest? request = null, CancellationToken cancellationToken = default)
    {
        request ??= CreateRequest();
        Detector.Add(request);
        foreach (ProviderParameters parameters in request.Parameters)
        {
            Detector.Add(parameters);
        }

        try
        {
            LivenessResult result = await services.GetRequiredService<LivenessClientFactory>().GetClient(client).CheckAsync(request, cancellationToken);
            Detector.Add(result);
            return result;
        }
        catch (Exception e) when (e is LivenessException or OperationCanceledException or OptionsValidationException)
        {
            Detector.Add(e);
            return e;
        }
    }

    /// <summary>Lets the vendor answer a scenario with a text in its reply that the contract does not know.</summary>
    /// <param name="services">The clients.</param>
    /// <param name="registration">The vendor.</param>
    /// <param name="scenario">What it answers else.</param>
    /// <param name="place">The member that gets the text; one that the contract does not know unless given.</param>
    protected async Task PlantInReplyAsync(IServiceProvider services, string registration, Scenario scenario, params string[] place)
    {
        VendorOf(registration).Next(scenario);
        LivenessResult plain = await services.GetRequiredService<LivenessClientFactory>().GetClient(registration).CheckAsync(CreateRequest());
        JsonNode body = JsonNode.Parse(plain.Response!.Body.Span)!;
        string[] path = place.Length > 0 ? place : ["personal_note"];
        JsonNode owner = path[..^1].Aggregate(body, (node, name) => node[name]!);
        owner[path[^1]] = BodySecret;
        VendorOf(registration).Next(
            registration == "progeny" ? RequestKind.Poll : RequestKind.Billable,
            Scenario.Response((int)plain.Response.StatusCode, body.ToJsonString()));
    }

    protected void ExpectNoLeak(params Canary[] more) => Detector.FindLeaks([.. Canaries, .. more]).Should().BeEmpty();

    private IEnumerable<string> SentTokens() =>
        Simulator.Progeny.Requests.Select(request => request.Headers.GetValueOrDefault("Authorization")?.Replace("Bearer ", "", StringComparison.Ordinal))
            .Concat(Simulator.Progeny.Requests.Select(request => request.Fields.GetValueOrDefault("refresh")))
            .Concat(Simulator.Riset.Requests.Select(request => request.Headers.GetValueOrDefault("Accesstoken")))
            .OfType<string>();
}
