using LivenessSdk.Simulator;
using Xunit.Sdk;

namespace LivenessSdk.Tests.ContractTests.Hooli;

/// <summary>Proves that the contract tests notice bugs of adapters, and say what is wrong.</summary>
public sealed class BrokenAdapterTests
{
    [Fact]
    public async Task An_adapter_that_throws_before_it_sends_is_noticed_at_once()
    {
        await ShouldFail(AdapterBug.ThrowsBeforeSending, contract => contract.A_canceled_check_ends_with_the_callers_token(), "*ended before its request arrived*adapter failed*");
        await ShouldFail(AdapterBug.ThrowsBeforeSending, contract => contract.A_vendor_that_never_answers_is_timed_out(), "*ended before its request arrived*adapter failed*");
    }

    [Fact]
    public async Task An_adapter_that_ignores_its_token_does_not_hang_the_tests() => await Task.WhenAll(
        ShouldFail(AdapterBug.IgnoresCancellation, contract => contract.A_canceled_check_ends_with_the_callers_token(), "*did not end within 00:00:10*"),
        ShouldFail(AdapterBug.IgnoresCancellation, contract => contract.A_vendor_that_never_answers_is_timed_out(), "*did not end within 00:00:10*"));

    [Fact]
    public async Task Photos_that_are_missing_repeated_or_in_another_order_are_noticed()
    {
        await ShouldFail(AdapterBug.SendsFirstPhotoOnly, contract => contract.Several_photos_arrive_in_order_with_their_poses(), "*Expected: 3*Actual:   1*");
        await ShouldFail(AdapterBug.SendsOnePhotoTwice, contract => contract.Several_photos_arrive_in_order_with_their_poses(), "Photo 1 of 3 did not arrive*");
        await ShouldFail(AdapterBug.ReversesPhotos, contract => contract.Several_photos_arrive_in_order_with_their_poses(), "Photo 0 of 3 did not arrive*");
    }

    [Fact]
    public async Task A_pose_that_is_not_sent_is_noticed() =>
        await ShouldFail(AdapterBug.SendsEveryPoseAsFront, contract => contract.Several_photos_arrive_in_order_with_their_poses(), "*Left as 'Front'*");

    [Fact]
    public async Task A_verdict_of_another_caller_is_noticed() =>
        await ShouldFail(AdapterBug.SharesState, contract => contract.Checks_run_in_parallel(), "*Parallel checks must not share state*");

    [Fact]
    public async Task A_key_in_the_error_code_the_exceptions_data_or_the_address_is_noticed()
    {
        await ShouldFail(AdapterBug.LeaksIntoErrorCode, contract => contract.Nothing_secret_shows(nameof(Scenario.ServerError)), "*simulated-hooli-key*");
        await ShouldFail(AdapterBug.LeaksIntoExceptionData, contract => contract.Nothing_secret_shows(nameof(Scenario.ServerError)), "*simulated-hooli-key*");
        await ShouldFail(AdapterBug.LeaksIntoAddress, contract => contract.Nothing_secret_shows(nameof(Scenario.Live)), "*simulated-hooli-key*");
    }

    [Fact]
    public async Task A_pending_check_that_cannot_be_continued_is_noticed()
    {
        await ShouldFail(AdapterBug.RecordsNoContinuation, contract => contract.A_pending_check_is_continued_without_a_photo(), "*needs ProviderCheck.ContinuationToken*");
        await ShouldFail(AdapterBug.RecordsNoContinuation, contract => contract.A_check_that_is_pending_at_its_deadline_can_be_continued(), "*Call RecordContinuationAsync*");
        await ShouldFail(AdapterBug.IgnoresReturnWhenPending, contract => contract.A_pending_check_is_continued_without_a_photo(), "*Inconclusive*");
    }

    [Fact]
    public async Task A_continued_check_that_is_paid_again_is_noticed()
    {
        await ShouldFail(AdapterBug.UploadsWhenContinued, contract => contract.A_pending_check_is_continued_without_a_photo(), "*collection*");
        await ShouldFail(AdapterBug.PollsAsCheck, contract => contract.A_pending_check_is_continued_without_a_photo(), "*RequestKind.Poll*");
    }

    /// <summary>Needs no test in the contract: the client knows by itself what it sent.</summary>
    [Theory]
    [InlineData(nameof(Scenario.TaskFailed), LivenessError.Unavailable)]
    [InlineData(nameof(Scenario.NotAPhoto), LivenessError.InvalidImage)]
    [InlineData(nameof(Scenario.QuotaExceeded), LivenessError.QuotaExceeded)]
    public async Task A_failure_in_a_poll_of_HTTP_200_may_have_been_processed_whatever_the_adapter_says(string scenario, LivenessError error)
    {
        await using HooliContractTests contract = new() { Bug = AdapterBug.ClaimsNothingWasProcessed };
        await contract.InitializeAsync();
        contract.Hooli.Next(Scenario.Pending(1).Then(Scenario.All.Single(candidate => candidate.Name == scenario)));

        LivenessException failure = await contract.FailAsync();

        failure.Error.Should().Be(error);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.Attempts.Should().ContainSingle().Which.MayHaveBeenProcessed.Should().BeTrue();
    }

    private static async Task ShouldFail(AdapterBug bug, Func<HooliContractTests, Task> test, string message)
    {
        await using HooliContractTests contract = new() { Bug = bug };
        await contract.InitializeAsync();

        (await FluentActions.Awaiting(() => test(contract)).Should().ThrowAsync<XunitException>()).WithMessage(message);
    }
}
