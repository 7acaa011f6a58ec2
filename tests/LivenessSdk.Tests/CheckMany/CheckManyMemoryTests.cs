using LivenessSdk.Tests.Composition;
using LivenessSdk.Tests.Resilience;

namespace LivenessSdk.Tests.CheckMany;

[Collection(RunsAlone.Name)]
public sealed class CheckManyMemoryTests
{
    private const int Count = 100_000;
    private const int PhotoBytes = 1_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Memory_stays_flat_over_a_hundred_thousand_photos(bool isInOrder)
    {
        List<long> live = [];
        long answered = 0;

        await foreach (CheckManyItem item in new YieldingClient().CheckManyAsync(PhotosAsync(), new CheckManyOptions { InOrder = isInOrder }))
        {
            answered += item.Outcome == CheckManyOutcome.Answered ? 1 : 0;
            if (answered % 20_000 == 0)
            {
                live.Add(GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        answered.Should().Be(Count);
        (live[^1] - live[0]).Should().BeLessThan(500_000, "of the 80,000 photos of 1 KB between nothing is kept, not even 8 bytes of each");
    }

    private static async IAsyncEnumerable<LivenessRequest> PhotosAsync()
    {
        await Task.CompletedTask;
        for (int i = 0; i < Count; i++)
        {
            yield return new LivenessRequest(new LivenessImage(new byte[PhotoBytes], ImageFormat.Jpeg, 1, 1));
        }
    }

    private sealed class YieldingClient : ILivenessClient
    {
        private static readonly LivenessResult s_live = FakeVendor.Result("memory", LivenessVerdict.Live);

        public async Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return s_live;
        }
    }
}
