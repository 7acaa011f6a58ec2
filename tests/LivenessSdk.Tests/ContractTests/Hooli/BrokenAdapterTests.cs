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

    private static async Task ShouldFail(AdapterBug bug, Func<HooliContractTests, Task> test, string message)
    {
        await using HooliContractTests contract = new() { Bug = bug };
        await contract.InitializeAsync();

        (await FluentActions.Awaiting(() => test(contract)).Should().ThrowAsync<XunitException>()).WithMessage(message);
    }
}
