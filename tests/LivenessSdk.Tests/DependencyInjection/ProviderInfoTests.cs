using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.DependencyInjection;

public sealed class ProviderInfoTests
{
    [Fact]
    public async Task The_factory_tells_what_a_registered_vendor_takes()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using LivenessClient client = LivenessClient.Create(simulator.ToConfiguration().GetSection("Liveness"));

        client.GetProviderInfo("riset")!.MaxFrames.Should().Be(8);
        client.GetProviderInfo("verihubs")!.AcceptsUri.Should().BeTrue();
        client.GetProviderInfo("argos")!.MaxFrames.Should().Be(1);
    }

    [Fact]
    public async Task Every_vendor_names_the_address_it_is_called_at()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using LivenessClient client = LivenessClient.Create(simulator.ToConfiguration().GetSection("Liveness"));

        client.Names.Should().OnlyContain(name => client.GetProviderInfo(name)!.Endpoint!.Port == simulator.Argos.Endpoint.Port);
    }

    [Fact]
    public void Asking_for_a_name_that_is_not_registered_lists_those_that_are()
    {
        using LivenessClient client = LivenessClient.Create(liveness => liveness.AddArgos(options => options.ApiKey = "key"));

        FluentActions.Invoking(() => client.GetProviderInfo("dojah")).Should().Throw<ArgumentException>().WithMessage("*argos*");
    }
}
