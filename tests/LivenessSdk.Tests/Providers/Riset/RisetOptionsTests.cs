using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.Providers.Riset;

public sealed class RisetOptionsTests
{
    [Fact]
    public void Everything_that_is_wrong_comes_in_one_message()
    {
        FaultsOf(options =>
        {
            options.Endpoint = null;
            options.ClientId = "";
            options.Password = "canary\n";
            options.TokenPath = "https://elsewhere.example/token";
            options.ApiPath = "/liveness-api?x=1";
            options.Protocol = (RisetProtocol)7;
        }).Should().SatisfyRespectively(
            fault => fault.Should().Contain("Endpoint is missing").And.Contain("address that Riset gave you"),
            fault => fault.Should().Contain("ClientId is missing"),
            fault => fault.Should().Contain("Password contains a line break").And.NotContain("canary"),
            fault => fault.Should().Contain("TokenPath must be a path"),
            fault => fault.Should().Contain("ApiPath must be a path"),
            fault => fault.Should().Contain("Protocol must be MultiImage or Batch"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("//elsewhere.example/token")]
    [InlineData("/to ken")]
    [InlineData("/token#part")]
    public void A_path_is_a_path(string path)
    {
        FaultsOf(options => options.TokenPath = path).Should().ContainSingle().Which.Should().Contain("TokenPath");
    }

    private static IEnumerable<string> FaultsOf(Action<RisetOptions> change)
    {
        Action create = () => LivenessClient.Create(builder => builder.AddRiset(options =>
        {
            options.Endpoint = new Uri("https://riset.example");
            options.ClientId = "client";
            options.Password = "password";
            change(options);
        }));
        return create.Should().Throw<OptionsValidationException>().Which.Failures;
    }
}
