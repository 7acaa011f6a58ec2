using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Simulator;

public sealed class SimulatorConfigurationTests
{
    [Fact]
    public async Task The_configuration_of_a_simulator_registers_every_vendor_ready_to_use()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using LivenessClient client = LivenessClient.Create(simulator.ToConfiguration().GetSection("Liveness"));

        client.Names.Should().Equal("argos", "dojah", "progeny", "riset", "verihubs");
        foreach (string name in client.Names)
        {
            (await client.GetClient(name).CheckAsync(SamplePhoto.ToImage())).Verdict.Should().Be(LivenessVerdict.Live, because: name);
        }
    }

    [Fact]
    public async Task The_configuration_holds_the_credentials_of_the_moment()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        simulator.Argos.ApiKey = "another-key";

        simulator.ToConfiguration()["Liveness:Providers:argos:ApiKey"].Should().Be("another-key");
    }

    [Fact]
    public async Task A_scenario_can_be_set_for_all_vendors_at_once()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using LivenessClient client = LivenessClient.Create(simulator.ToConfiguration().GetSection("Liveness"));

        simulator.Always(Scenario.Attack);

        foreach (string name in client.Names)
        {
            (await client.GetClient(name).CheckAsync(SamplePhoto.ToImage())).Verdict.Should().Be(LivenessVerdict.NotLive, because: name);
        }
    }
}
