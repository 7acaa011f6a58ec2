using LivenessSdk.Providers;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers;

/// <summary>Shows that machines with one account each obtain an access token of their own, and none disturbs the other.</summary>
public sealed class TokensOfSeveralMachinesTests
{
    [Theory]
    [InlineData("progeny")]
    [InlineData("riset")]
    public async Task Each_machine_has_a_token_of_its_own_and_renews_it_itself(string client)
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        VendorSimulator vendor = client == "progeny" ? simulator.Progeny : simulator.Riset;
        await using ServiceProvider first = Build(simulator);
        await using ServiceProvider second = Build(simulator);

        await CheckTogetherAsync(client, first, second);
        await CheckTogetherAsync(client, first, second);
        Tokens(vendor).Should().Be(2, "a token serves until it expires, whatever the other machine obtains");

        ExpireTokens(simulator, client);
        await CheckTogetherAsync(client, first, second);
        await CheckTogetherAsync(client, first, second);
        Tokens(vendor).Should().Be(4, "each machine renewed its own once");
    }

    private static int Tokens(VendorSimulator vendor) => vendor.Requests.Count(request => request.Kind == RequestKind.Token);

    private static void ExpireTokens(LivenessSimulator simulator, string client)
    {
        if (client == "progeny")
        {
            simulator.Progeny.ExpireTokens();
        }
        else
        {
            simulator.Riset.ExpireTokens();
        }
    }

    private static async Task CheckTogetherAsync(string client, params ServiceProvider[] machines)
    {
        LivenessResult[] results = await Task.WhenAll(machines.Concat(machines).Select(machine =>
            machine.GetRequiredKeyedService<ILivenessClient>(client).CheckAsync(new LivenessRequest(SamplePhoto.ToImage()), TestContext.Current.CancellationToken)));
        results.Should().OnlyContain(result => result.IsLive);
    }

    private static ServiceProvider Build(LivenessSimulator simulator)
    {
        ServiceCollection services = new();
        services.AddLiveness(simulator.ToConfiguration().GetSection("Liveness"));
        return services.BuildServiceProvider();
    }
}
