using LivenessSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using static LivenessSdk.LivenessVerdict;

namespace LivenessSdk.Tests.Composition;

public sealed class ConsensusOneByOneTests
{
    [Theory]
    [InlineData(new[] { Live, Live, NotLive }, 2, false, 2)]
    [InlineData(new[] { NotLive, NotLive, Live }, 2, false, 2)]
    [InlineData(new[] { Live, NotLive, Live }, 2, false, 3)]
    [InlineData(new[] { Inconclusive, Inconclusive, Live }, 2, false, 2)]
    [InlineData(new[] { NotLive, Live, Live }, 2, true, 1)]
    [InlineData(new[] { Live, Live, Live }, 2, true, 3)]
    [InlineData(new[] { Live, NotLive, Live }, 3, false, 2)]
    public async Task One_by_one_stops_as_soon_as_the_verdict_cannot_change(LivenessVerdict[] verdicts, int required, bool veto, int asked)
    {
        FakeVendor[] vendors = FakeVendor.Saying(verdicts);

        LivenessResult result = await Consensus.CheckAsync(vendors, o => { o.Sequential = true; o.RequiredAgreements = required; o.NotLiveVetoes = veto; });

        vendors.Count(vendor => vendor.Received.Count > 0).Should().Be(asked);
        result.Attempts.Should().HaveCount(asked);
    }

    [Fact]
    public async Task One_by_one_goes_on_while_a_client_may_still_contradict_its_group()
    {
        FakeVendor a = FakeVendor.Says("a", Live, "one");
        FakeVendor c = FakeVendor.Says("c", NotLive, "one");

        LivenessResult result = await Consensus.CheckAsync([a, FakeVendor.Says("b", Live), c], o => o.Sequential = true);

        c.Received.Should().ContainSingle();
        result.IsLive.Should().BeFalse();
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    public async Task One_by_one_nobody_is_paid_for_a_verdict_that_failures_have_put_out_of_reach(bool veto, int asked)
    {
        FakeVendor[] vendors = [FakeVendor.Fails("a", LivenessError.Unavailable), FakeVendor.Fails("b", LivenessError.Unavailable), FakeVendor.Says("c", Live)];

        Func<Task> check = () => Consensus.CheckAsync(vendors, o => { o.Sequential = true; o.NotLiveVetoes = veto; });

        if (veto)
        {
            await check.Should().NotThrowAsync("the last one may still veto");
        }
        else
        {
            (await check.Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.Unavailable);
        }

        vendors.Count(vendor => vendor.Received.Count > 0).Should().Be(asked);
    }

    [Fact]
    public async Task One_by_one_shares_out_the_time_and_at_once_gives_all_of_it_to_each()
    {
        ManualTimeProvider time = new();
        List<double> shares = [];
        FakeVendor Slow(string name) => new(name, (request, _) =>
        {
            shares.Add(request.TimeFor(TimeSpan.FromHours(1)).TotalSeconds);
            time.Advance(TimeSpan.FromSeconds(shares[^1] / 2));
            throw FakeVendor.Failure(name, LivenessError.TimedOut);
        });

        foreach (bool oneByOne in new[] { true, false })
        {
            await using ServiceProvider services = FakeVendor.Build(
                liveness => liveness.AddConsensus("composed", o => { o.Clients = ["a", "b"]; o.RequiredAgreements = 1; o.Sequential = oneByOne; }), time, Slow("a"), Slow("b"));
            await services.GetRequiredKeyedService<ILivenessClient>("composed").Awaiting(c => c.CheckAsync(FakeVendor.Photo)).Should().ThrowAsync<LivenessException>();
        }

        shares.Should().Equal(30, 45, 60, 60);
    }
}
