using LivenessSdk.Tests.Composition;

namespace LivenessSdk.Tests.CheckMany;

/// <summary>Makes sequences of requests, and collects what comes of them.</summary>
internal static class ManyPhotos
{
    /// <summary>Makes requests whose references are their positions.</summary>
    public static IAsyncEnumerable<LivenessRequest> Numbered(int count) =>
        Requests([.. Enumerable.Range(0, count).Select(index => (string?)$"t{index}")]);

    public static async IAsyncEnumerable<LivenessRequest> Requests(params string?[] transactionIds)
    {
        await Task.CompletedTask;
        foreach (string? transactionId in transactionIds)
        {
            yield return new LivenessRequest(FakeVendor.Photo) { TransactionId = transactionId };
        }
    }

    public static async Task<List<CheckManyItem>> ToListAsync(this IAsyncEnumerable<CheckManyItem> items)
    {
        List<CheckManyItem> list = [];
        await foreach (CheckManyItem item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
