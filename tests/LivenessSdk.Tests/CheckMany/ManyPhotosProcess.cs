using LivenessSdk.Simulator;
using LivenessSdk.Tests.Simulator;
using LivenessSdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.CheckMany;

/// <summary>Checks many photos by Riset, which is sent the reference of each, in a process of its own.</summary>
internal static class ManyPhotosProcess
{
    public const string Name = "many";
    public const int Photos = 1000;
    public const int Concurrency = 8;

    /// <summary>Starts a process that writes a line for each item: its reference, its outcome, and whether it came from the journal.</summary>
    public static OtherProcess Start(RisetSimulator vendor, string journal) =>
        OtherProcess.Start(Name, vendor.Endpoint.AbsoluteUri, vendor.ClientId, vendor.Password, journal);

    public static async Task RunAsync(string[] arguments)
    {
        await using LivenessClient client = LivenessClient.Create(builder => builder.AddRiset(options =>
        {
            options.Endpoint = new Uri(arguments[0]);
            options.ClientId = arguments[1];
            options.Password = arguments[2];
        }));
        CheckManyOptions options = new() { MaxConcurrency = Concurrency, JournalPath = arguments[3] };
        await foreach (CheckManyItem item in client.CheckManyAsync(PhotosAsync(), options))
        {
            Console.WriteLine($"{item.TransactionId} {item.Outcome} {item.FromJournal}");
        }

        Console.WriteLine("done");
    }

    private static async IAsyncEnumerable<LivenessRequest> PhotosAsync()
    {
        await Task.CompletedTask;
        byte[] photo = TestPhoto.Jpeg(640, 480);
        for (int i = 0; i < Photos; i++)
        {
            yield return new LivenessRequest(LivenessImage.FromBytes(photo)) { TransactionId = $"t{i}" };
        }
    }
}
