using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.Providers.Dojah;

public sealed class DojahRequestTests : DojahTests
{
    [Fact]
    public async Task The_request_carries_both_keys_and_the_bare_photo()
    {
        await CheckAsync(Scenario.Live);

        RecordedRequest request = Vendor.Requests.Should().ContainSingle().Which;
        request.Method.Should().Be("POST");
        request.Path.Should().Be("/api/v1/ml/liveness/");
        request.HasHeader("AppId", Simulator.Dojah.AppId).Should().BeTrue();
        request.HasHeader("Authorization", Simulator.Dojah.SecretKey).Should().BeTrue();
        request.HasContentType("application/json").Should().BeTrue();
        request.Json!.Value.EnumerateObject().Should().ContainSingle().Which.Name.Should().Be("image");
        request.Photos.Should().ContainSingle().Which.Data.ToArray().Should().Equal(SamplePhoto.Bytes.ToArray());
    }

    [Theory]
    [InlineData("prod_sk_a+b/c==")]
    [InlineData("key,with,commas")]
    [InlineData("\"quoted\"")]
    public async Task A_key_with_odd_characters_arrives_as_it_is(string key)
    {
        Simulator.Dojah.SecretKey = key;

        LivenessResult result = await CheckAsync(Scenario.Live);

        result.IsLive.Should().BeTrue();
    }

    [Fact]
    public async Task A_result_from_the_sandbox_says_so()
    {
        LivenessResult result = await CheckAsync(Scenario.Live, options => options.Environment = DojahEnvironment.Sandbox);

        result.Vendor.Should().Be("Dojah (sandbox)");
    }

    [Theory]
    [InlineData(DojahEnvironment.Production, null, "https://api.dojah.io/", false)]
    [InlineData(DojahEnvironment.Sandbox, null, "https://sandbox.dojah.io/", true)]
    [InlineData(DojahEnvironment.Sandbox, "https://proxy.example/", "https://proxy.example/", true)]
    [InlineData(DojahEnvironment.Production, "https://sandbox.dojah.io", "https://sandbox.dojah.io/", true)]
    public void The_environment_chooses_the_address_unless_one_is_set(
        DojahEnvironment environment, string? endpoint, string address, bool isSandbox)
    {
        DojahOptions options = new() { Environment = environment, Endpoint = endpoint is null ? null : new Uri(endpoint) };

        options.Address.AbsoluteUri.Should().Be(address);
        options.IsSandbox.Should().Be(isSandbox);
    }

    [Fact]
    public void All_that_is_wrong_is_found_at_start_up()
    {
        Action create = () => LivenessClient.Create(builder => builder.AddDojah(options =>
        {
            options.AppId = " ";
            options.SecretKey = "key\n";
            options.Environment = (DojahEnvironment)7;
        }));

        create.Should().Throw<OptionsValidationException>().Which.Failures.Should().SatisfyRespectively(
            fault => fault.Should().StartWith("dojah: AppId is missing"),
            fault => fault.Should().StartWith("dojah: SecretKey contains a line break").And.NotContain("key\n"),
            fault => fault.Should().StartWith("dojah: Environment must be"));
    }

    [Fact]
    public async Task Configuration_names_the_vendor_and_sets_its_options()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Providers:dojah-ng:Vendor"] = "dojah",
            ["Providers:dojah-ng:Endpoint"] = Vendor.Endpoint.AbsoluteUri,
            ["Providers:dojah-ng:AppId"] = Simulator.Dojah.AppId,
            ["Providers:dojah-ng:SecretKey"] = Simulator.Dojah.SecretKey,
            ["Providers:dojah-ng:Environment"] = "Sandbox",
            ["Providers:dojah-ng:IncludeDemographics"] = "true",
        }).Build();
        ServiceCollection services = new();
        services.AddLiveness(configuration);
        await using ServiceProvider provider = services.BuildServiceProvider();

        LivenessResult result = await provider.GetRequiredKeyedService<ILivenessClient>("dojah-ng").CheckAsync(SamplePhoto.ToImage());

        result.ClientName.Should().Be("dojah-ng");
        result.Vendor.Should().Be("Dojah (sandbox)");
        result.Frames[0].Face!.Demographics!.Gender.Should().Be("Female");
    }
}
