using LivenessSdk;
using LivenessSdk.Simulator;

namespace QuickStart;

/// <summary>Checks one photo with every vendor, in the scenarios that a caller has to distinguish.</summary>
internal static class SimulatedTour
{
    private static readonly (string Name, Scenario Scenario)[] s_cases =
    [
        ("live", Scenario.Live),
        ("attack", Scenario.Attack),
        ("no face", Scenario.NoFace),
        ("outage", Scenario.ServerError),
    ];

    public static async Task RunAsync()
    {
        Console.WriteLine("Simulated: the vendors below run on a local server, and their verdicts are scripted.");

        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using LivenessClient client = LivenessClient.Create(liveness => liveness
            .AddArgos(options =>
            {
                options.Endpoint = simulator.Argos.Endpoint;
                options.ApiKey = simulator.Argos.ApiKey;
            })
            .AddDojah(options =>
            {
                options.Endpoint = simulator.Dojah.Endpoint;
                options.AppId = simulator.Dojah.AppId;
                options.SecretKey = simulator.Dojah.SecretKey;
            })
            .AddProgeny(options =>
            {
                options.Endpoint = simulator.Progeny.Endpoint;
                options.Username = simulator.Progeny.Username;
                options.Password = simulator.Progeny.Password;
            })
            .AddRiset(options =>
            {
                options.Endpoint = simulator.Riset.Endpoint;
                options.ClientId = simulator.Riset.ClientId;
                options.Password = simulator.Riset.Password;
            })
            .AddVerihubs(options =>
            {
                options.Endpoint = simulator.Verihubs.Endpoint;
                options.AppId = simulator.Verihubs.AppId;
                options.ApiKey = simulator.Verihubs.ApiKey;
            }));

        LivenessImage photo = await LivenessImage.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "astronaut_12mp.jpg"));
        ResultTable table = new(photo);
        foreach ((string name, Scenario scenario) in s_cases)
        {
            ResultTable.Begin(name);
            simulator.Always(scenario);
            foreach (string provider in client.Names)
            {
                await table.AddAsync(provider, client.GetClient(provider));
            }
        }
    }
}
