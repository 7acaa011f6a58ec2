using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Simulator;

/// <summary>Provides extension methods for all vendors of a simulator.</summary>
public static class LivenessSimulatorExtensions
{
    /// <summary>Creates the configuration of an application that uses the simulator: a section "Liveness" with one client per built-in vendor, named after the vendor in lower case.</summary>
    /// <remarks>Add it to an application's configuration, or pass its section to <c>AddLiveness</c> or <c>LivenessClient.Create</c>. It contains the credentials at the time of the call.</remarks>
    /// <param name="simulator">The running simulator.</param>
    public static IConfiguration ToConfiguration(this LivenessSimulator simulator)
    {
        ArgumentNullException.ThrowIfNull(simulator);

        (ArgosSimulator argos, DojahSimulator dojah, ProgenySimulator progeny) = (simulator.Argos, simulator.Dojah, simulator.Progeny);
        (RisetSimulator riset, VerihubsSimulator verihubs) = (simulator.Riset, simulator.Verihubs);
        return new ConfigurationBuilder()
            .AddInMemoryCollection(
            [
                .. Registration("argos", argos, (nameof(ArgosOptions.ApiKey), argos.ApiKey)),
                .. Registration("dojah", dojah, (nameof(DojahOptions.AppId), dojah.AppId), (nameof(DojahOptions.SecretKey), dojah.SecretKey)),
                .. Registration("progeny", progeny, (nameof(ProgenyOptions.Username), progeny.Username), (nameof(ProgenyOptions.Password), progeny.Password)),
                .. Registration("riset", riset, (nameof(RisetOptions.ClientId), riset.ClientId), (nameof(RisetOptions.Password), riset.Password)),
                .. Registration("verihubs", verihubs, (nameof(VerihubsOptions.AppId), verihubs.AppId), (nameof(VerihubsOptions.ApiKey), verihubs.ApiKey)),
            ])
            .Build();
    }

    /// <summary>Sets the lasting scenario of checks for every vendor.</summary>
    /// <param name="simulator">The simulator.</param>
    /// <param name="scenario">The scenario.</param>
    public static void Always(this LivenessSimulator simulator, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(simulator);

        foreach (VendorSimulator vendor in simulator.Vendors)
        {
            vendor.Always(scenario);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Registration(
        string name, VendorSimulator vendor, params (string Key, string Value)[] credentials)
    {
        (string Key, string Value)[] settings =
        [
            (nameof(LivenessProviderInfo.Vendor), vendor.Vendor),
            (nameof(LivenessProviderOptions.Endpoint), vendor.Endpoint.OriginalString),
            .. credentials,
        ];
        return settings.Select(setting => KeyValuePair.Create($"Liveness:Providers:{name}:{setting.Key}", (string?)setting.Value));
    }
}
