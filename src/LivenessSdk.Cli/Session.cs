using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Represents the clients of a command: the configured ones, or those of a simulator that runs as long as the command.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly LivenessSimulator? _simulator;

    private Session(IConfiguration configuration, LivenessSimulator? simulator, Scenario? scenario)
    {
        Configuration = configuration;
        // Idempotent clients use an in-memory ledger here: the tool must not write to the application's ledger.
        Client = LivenessClient.Create(
            configuration, configure: liveness => liveness.UseLedger((_, options) => new InMemoryCheckLedger(options.Secrets.Count > 0 ? options : null)));
        DefaultName = configuration["Default"] is { Length: > 0 } chosen ? chosen : Client.Names.First();
        _simulator = simulator;
        Scenario = scenario;
    }

    /// <summary>Gets the section "Liveness".</summary>
    public IConfiguration Configuration { get; }

    public LivenessClient Client { get; }

    public string DefaultName { get; }

    /// <summary>Gets the names of the vendors' clients, without compositions of them.</summary>
    public IEnumerable<string> VendorNames => Client.Names.Where(name => Client.GetProviderInfo(name) is not null);

    /// <summary>Gets the scenario of the simulated vendors, or <c>null</c> if they are real.</summary>
    public Scenario? Scenario { get; }

    public bool IsSimulated => Scenario is not null;

    /// <summary>Opens the configured clients.</summary>
    /// <exception cref="UsageException">No client is configured.</exception>
    public static Session OpenConfigured(FileInfo? file)
    {
        IConfiguration configuration = ToolConfiguration.Load(file);
        return ToolConfiguration.ProviderNames(configuration).Count == 0
            ? throw new UsageException(ToolConfiguration.NothingConfigured)
            : new Session(configuration, simulator: null, scenario: null);
    }

    /// <summary>Starts a simulator, and opens one client for each of its vendors.</summary>
    public static async Task<Session> OpenSimulatedAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        LivenessSimulator simulator = await LivenessSimulator
            .StartAsync(new LivenessSimulatorOptions { KeepPhotos = false, MaxRequests = 1 }, cancellationToken);
        simulator.Always(scenario);
        return new Session(simulator.ToConfiguration().GetSection(ToolConfiguration.Section), simulator, scenario);
    }

    /// <summary>Gets the client with the specified name.</summary>
    /// <exception cref="UsageException">There is no such client.</exception>
    public ILivenessClient Find(string name) => Client.GetClient(NameOf(name));

    /// <summary>Gets the name of a client as it was registered.</summary>
    /// <exception cref="UsageException">There is no such client.</exception>
    public string NameOf(string name) =>
        Client.Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"The client '{name}' does not exist. {(IsSimulated ? "Simulated" : "Configured")} clients: {string.Join(", ", Client.Names)}.");

    /// <summary>Sets the scenario of the simulated vendors.</summary>
    public void Simulate(Scenario scenario) => _simulator!.Always(scenario);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }
    }
}
