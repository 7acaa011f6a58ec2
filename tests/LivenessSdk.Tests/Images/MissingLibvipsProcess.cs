using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Images;

/// <summary>Checks photos in a process that has no libvips, and writes what comes of them.</summary>
internal static class MissingLibvipsProcess
{
    public const string Name = "missing libvips";

    public static async Task RunAsync()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using LivenessClient client = LivenessClient.Create(liveness => liveness
            .AddArgos("small", options => (options.Endpoint, options.ApiKey, options.MaxHeight) = (simulator.Argos.Endpoint, simulator.Argos.ApiKey, 100))
            .AddArgos("any", options => (options.Endpoint, options.ApiKey, options.MaxHeight) = (simulator.Argos.Endpoint, simulator.Argos.ApiKey, null))
            .AddFailover("both", "small", "any"));
        Console.WriteLine(client.Health.GetHealth("small"));
        try
        {
            await client.GetClient("small").CheckAsync(SamplePhoto.ToImage());
        }
        catch (LivenessException e)
        {
            Console.WriteLine($"{e.Error}, transient: {e.IsTransient}, photo sent: {e.Attempts.Any(attempt => attempt.PhotoSent)}: {e.Message}");
        }

        Console.WriteLine($"as it is: {(await client.GetClient("any").CheckAsync(SamplePhoto.ToImage())).Verdict}");
        Console.WriteLine($"failover: {(await client.GetClient("both").CheckAsync(SamplePhoto.ToImage())).ClientName}");
        await CheckManyAsync(client.GetClient("small"));
        Console.WriteLine($"requests: {simulator.Argos.Requests.Count}");
    }

    private static async Task CheckManyAsync(ILivenessClient client)
    {
        int items = 0;
        try
        {
            await foreach (CheckManyItem item in client.CheckManyAsync(PhotosAsync(), new CheckManyOptions { MaxConcurrency = 1 }))
            {
                items++;
            }
        }
        catch (LivenessException e)
        {
            Console.WriteLine($"many: {e.Error} after {items}");
        }

        static async IAsyncEnumerable<LivenessRequest> PhotosAsync()
        {
            await Task.CompletedTask;
            for (int i = 0; i < 100; i++)
            {
                yield return new LivenessRequest(SamplePhoto.ToImage());
            }
        }
    }
}
