using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Simulator;

public sealed class AdditionalVendorTests : SimulatorTest
{
    [Fact]
    public async Task A_vendor_of_ones_own_has_scripts_records_and_faults()
    {
        var initech = new InitechSimulator("/initech/v1");
        await using LivenessSimulator other = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { AdditionalVendors = [initech] });
        initech.Next(Scenario.Attack, Scenario.RateLimited(TimeSpan.FromSeconds(3)));

        (await SendAsync(Check(initech))).Should().Be((200, """{"verdict":"fake"}"""));
        (await SendAsync(Check(initech))).Status.Should().Be(429);
        (await SendAsync(Check(initech))).Should().Be((200, """{"verdict":"genuine"}"""));
        other.Vendors[^1].Should().BeSameAs(initech);
        initech.Requests.Should().HaveCount(3).And.OnlyContain(request => request.Photos.Count == 1);
    }

    [Fact]
    public async Task A_vendor_whose_simulator_fails_answers_500()
    {
        var broken = new InitechSimulator("/initech/v1") { Failing = true };
        await using LivenessSimulator other = await LivenessSimulator.StartAsync(new LivenessSimulatorOptions { AdditionalVendors = [broken] });

        (await SendAsync(Check(broken))).Should().Be((500, ""));
    }

    [Fact]
    public async Task Two_vendors_at_one_path_are_refused()
    {
        var options = new LivenessSimulatorOptions { AdditionalVendors = [new InitechSimulator("/argos/modules/")] };

        await FluentActions.Awaiting(() => LivenessSimulator.StartAsync(options)).Should().ThrowAsync<ArgumentException>().WithMessage("*/argos/modules*");
    }

    [Fact]
    public void A_vendor_has_no_endpoint_before_it_is_started()
    {
        FluentActions.Invoking(() => new InitechSimulator("/initech/v1").Endpoint).Should().Throw<InvalidOperationException>().WithMessage("*StartAsync*");
    }

    private static HttpRequestMessage Check(InitechSimulator vendor) => Json(vendor, "/checks", $$"""{"photo":"{{PhotoText}}"}""");

    private sealed class InitechSimulator(string path) : VendorSimulator("Initech", path, "photo")
    {
        public bool Failing { get; init; }

        protected override SimulatedResponse Answer(RecordedRequest request) =>
            Failing ? throw new InvalidOperationException("Failing on purpose.")
            : request.Is("POST", "/checks") && request.Photos is [{ Encoding: PhotoEncoding.Base64 }] ? Play(request)
            : Failure(400);

        protected override SimulatedResponse Outcome(Scenario scenario, RecordedRequest request) => scenario.Name switch
        {
            nameof(Scenario.Live) => new(200, """{"verdict":"genuine"}"""),
            nameof(Scenario.Attack) => new(200, """{"verdict":"fake"}"""),
            _ => new(200, """{"verdict":"unclear"}"""),
        };

        protected override SimulatedResponse Failure(int status) => new(status, """{"error":"see status"}""");
    }
}
