using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.Providers.Argos;

public sealed class ArgosRequestTests : ArgosTests
{
    [Fact]
    public async Task The_request_carries_the_key_and_the_bare_photo()
    {
        await CheckAsync(Scenario.Live);

        RecordedRequest request = Vendor.Requests.Should().ContainSingle().Which;
        request.Is("POST", "/liveness").Should().BeTrue();
        request.HasHeader("x-api-key", Simulator.Argos.ApiKey).Should().BeTrue();
        request.HasContentType("application/json").Should().BeTrue();
        request.Json!.Value.EnumerateObject().Should().ContainSingle().Which.Name.Should().Be("faceImage");
        request.Photos.Should().ContainSingle().Which.Data.ToArray().Should().Equal(SamplePhoto.Bytes.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100.5)]
    [InlineData(double.NaN)]
    public void A_threshold_that_decides_nothing_is_found_at_start_up(double threshold)
    {
        Action create = () => LivenessClient.Create(builder => builder.AddArgos(options => options.LiveThreshold = threshold));

        create.Should().Throw<OptionsValidationException>().Which.Failures.Should().SatisfyRespectively(
            fault => fault.Should().StartWith("argos: ApiKey is missing"),
            fault => fault.Should().StartWith("argos: LiveThreshold must be above 0"));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.9)]
    [InlineData(1)]
    public void A_threshold_on_the_scale_of_scores_is_found_at_start_up(double threshold)
    {
        Action create = () => LivenessClient.Create(builder => builder.AddArgos(options => (options.ApiKey, options.LiveThreshold) = ("key", threshold)));

        create.Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle()
            .Which.Should().Be("argos: LiveThreshold is on Argos' scale of 0 to 100, on which 1 or less lets almost every attack pass. Write 50 for a Score of 0.5.");
    }
}
