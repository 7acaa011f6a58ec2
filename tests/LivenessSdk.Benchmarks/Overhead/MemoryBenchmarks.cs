using LivenessSdk.Benchmarks.Measuring;
using LivenessSdk.Tests.Images;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Benchmarks.Overhead;

/// <summary>Measures a check over a handler in memory, where the time is the clients' own, side by side with two clients for the same handler.</summary>
internal static class MemoryBenchmarks
{
    // Rounds are short, so that most of them escape what else the machine does.
    private const int Rounds = 2001;

    private const int ChecksPerRound = 10;
    private const int UsualRounds = 401;

    public static async Task RunAsync(Table table)
    {
        byte[] photo = PhotoFile.Convert(Photos.Astronaut1080, "jpegsave_buffer", "Q=83,keep=none");
        LivenessImage image = LivenessImage.FromBytes(photo);
        Uri address = new("https://argos.example/liveness");
        using DrainingHandler network = new();
        using HttpClient http = new(network);
        HandWrittenClient handWritten = new(http, address);
        UsualClient usual = new(http, address);
        await using ServiceProvider standard = new ServiceCollection()
            .AddHttpClient("standard", _ => { }).ConfigurePrimaryHttpMessageHandler(() => network).AddStandardResilienceHandler().Services.BuildServiceProvider();
        using HttpClient resilientHttp = standard.GetRequiredService<IHttpClientFactory>().CreateClient("standard");
        HandWrittenClient resilient = new(resilientHttp, address);
        await using LivenessClient ours = LivenessClient.Create(liveness => liveness
            .AddArgos(options =>
            {
                options.Endpoint = new Uri(address, "/");
                options.ApiKey = "key";
            })
            .ConfigureHttpClient("argos", client => client.ConfigurePrimaryHttpMessageHandler(() => network)));

        void Check() => Require(IsLiveAsync(ours, image));
        void WriteByHand() => Require(handWritten.IsLiveAsync(photo));
        void WriteResiliently() => Require(resilient.IsLiveAsync(photo));
        void DoAsUsual() => Require(usual.IsLiveAsync(photo));
        await Stopclock.WarmUpAsync(TimeSpan.FromSeconds(5), Repeat(Check), Repeat(WriteByHand), Repeat(WriteResiliently), Repeat(DoAsUsual));
        double[] times = await Stopclock.CompareAsync(Rounds, Repeat(Check), Repeat(WriteByHand));
        double[] resilientTimes = await Stopclock.CompareAsync(Rounds, Repeat(WriteByHand), Repeat(WriteResiliently));
        double[] usualTimes = await Stopclock.CompareAsync(UsualRounds, Repeat(Check), Repeat(DoAsUsual));
        double check = times[0] * 1000 / ChecksPerRound;
        double byHand = times[1] * 1000 / ChecksPerRound;
        double asUsual = usualTimes[1] * 1000 / ChecksPerRound;
        long checkBytes = Stopclock.AllocatedBytes(Check);
        long byHandBytes = Stopclock.AllocatedBytes(WriteByHand);
        long asUsualBytes = Stopclock.AllocatedBytes(DoAsUsual);

        string size = $"photo of {photo.Length / 1000} KB";
        table.Add($"{size}: a check, the hand-written client, the usual client",
            $"{Table.Text(check, "µs")}, {Table.Text(byHand, "µs")}, {Table.Text(asUsual, "µs")}");
        table.Add("the same, allocated", $"{checkBytes:N0}, {byHandBytes:N0}, {asUsualBytes:N0} bytes");
        table.Add("the hand-written client with Http.Resilience's standard handler: more than without",
            $"{Table.Text((resilientTimes[1] - resilientTimes[0]) * 1000 / ChecksPerRound, "µs")}, {Stopclock.AllocatedBytes(WriteResiliently) - byHandBytes:N0} bytes");
        table.Add("reading the photo's file before that", Table.Text(Stopclock.Nanoseconds(() => LivenessImage.FromBytes(photo)) / 1000, "µs"));
        table.AddAtMost("a check: more than the hand-written client takes", check - byHand, 6, "µs");
        table.AddAtMost("a check: more than the hand-written client allocates", checkBytes - byHandBytes, 2560, "bytes");
        table.AddAtLeast("a check: times faster than the usual client", asUsual / check, 50, "×");
        table.AddAtLeast("a check: times less allocated than by the usual client", (double)asUsualBytes / checkBytes, 300, "×");
    }

    private static async Task<bool> IsLiveAsync(LivenessClient client, LivenessImage photo) =>
        (await client.CheckAsync(photo).ConfigureAwait(false)).IsLive;

    /// <summary>Nothing waits in memory, so that a client's work is done when its method returns.</summary>
    private static void Require(Task<bool> isLive)
    {
        if (!isLive.IsCompletedSuccessfully || !isLive.Result)
        {
            throw new InvalidOperationException("The check did not come out live at once.");
        }
    }

    private static Func<Task> Repeat(Action action) => () =>
    {
        for (int i = 0; i < ChecksPerRound; i++)
        {
            action();
        }

        return Task.CompletedTask;
    };
}
