using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Sdk;

namespace LivenessSdk.Tests.ContractTests.Hooli;

/// <summary>Tests what the verdict contract reports about an adapter or an oracle that fails.</summary>
public sealed class VerdictContractTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(LivenessError.InProgress)]
    [InlineData(LivenessError.LedgerUnavailable)]
    [InlineData(LivenessError.OutcomeUnknown)]
    [InlineData(LivenessError.Unsupported)]
    [InlineData(LivenessError.ImageProcessingUnavailable)]
    public async Task An_error_that_no_response_can_cause_is_a_problem_and_does_not_crash(LivenessError error)
    {
        await using ResponseClient client = new("under-test", (builder, _) => builder.AddClient("under-test", _ => new FailingClient(error)));

        ResponseOutcome outcome = await client.CheckAsync(HooliVerdicts.Live, new LivenessRequest(SamplePhoto.ToImage()));

        outcome.Outcome.Should().Be(CheckOutcomes.None);
        outcome.FindProblems().Should().ContainSingle().Which.Should().Contain(error.ToString());
    }

    [Fact]
    public void Every_other_error_has_an_outcome() =>
        Enum.GetNames<LivenessError>().Except(Enum.GetNames<CheckOutcomes>()).Should().BeEquivalentTo(
            "InProgress", "LedgerUnavailable", "OutcomeUnknown", "Unsupported", "ImageProcessingUnavailable");

    [Fact]
    public async Task An_exception_of_the_oracle_is_reported_with_the_response()
    {
        HooliVerdicts contract = new(output);

        (await FluentActions.Awaiting(contract.Every_recorded_response_permits_one_outcome_and_comes_to_it).Should().ThrowAsync<XunitException>())
            .WithMessage("*live: HTTP 200*Permit threw an exception: *FormatException: No such word.*");
        (await FluentActions.Awaiting(contract.No_broken_response_comes_to_an_outcome_that_is_not_permitted).Should().ThrowAsync<XunitException>())
            .WithMessage("*live: HTTP 200*Permit threw an exception: *FormatException: No such word.*");
    }

    private sealed class FailingClient(LivenessError error) : ILivenessClient
    {
        public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default) =>
            throw new LivenessException(error, "Nothing was sent.");
    }

    /// <summary>Represents a contract whose oracle throws.</summary>
    private sealed class HooliVerdicts(ITestOutputHelper output) : VerdictContract(output)
    {
        public static RecordedResponse Live { get; } = new("live", 200, Encoding.UTF8.GetBytes("""{"state":"live"}"""));

        protected override IReadOnlyList<RecordedResponse> Responses => [Live];

        protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) =>
            builder.AddProvider(Name, HooliProvider.Descriptor, options =>
            {
                (options.ApiKey, options.Endpoint) = ("key", new Uri("https://hooli.example"));
                configure(options);
            });

        protected override CheckOutcomes Permit(RecordedResponse response) => throw new FormatException("No such word.");
    }
}
