using LivenessSdk.Simulator;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.CheckMany;

public sealed class KilledProcessTests
{
    [Fact]
    public async Task A_run_whose_process_is_killed_three_times_goes_on_without_loss_and_without_paying_twice()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        using TemporaryFile journal = new("");
        HashSet<string> answered = [];
        HashSet<RecordedRequest> posts = [];
        foreach (int point in new[] { 1, 211, 640 })
        {
            using OtherProcess process = ManyPhotosProcess.Start(simulator.Riset, journal.Path);
            await simulator.Riset.WaitForRequestAsync(request => request.Kind == RequestKind.Billable && posts.Add(request) && posts.Count >= point);
            await process.KillAsync();
            answered.UnionWith(await ReadAnsweredAsync(process));
        }

        using OtherProcess last = ManyPhotosProcess.Start(simulator.Riset, journal.Path);
        List<string[]> items = [];
        while (await last.ReadAsync() is var line && line != "done")
        {
            items.Add(line.Split(' '));
        }

        string[] references = [.. Enumerable.Range(0, ManyPhotosProcess.Photos).Select(i => $"t{i}")];
        items.Select(item => item[0]).Should().BeEquivalentTo(references);
        items.Where(item => item[1] == "Unknown").Should().HaveCountLessThanOrEqualTo(3 * ManyPhotosProcess.Concurrency);
        items.Should().OnlyContain(item => item[1] != "Failed");
        items.Where(item => item[1] == "Answered" && item[2] == "True").Select(item => item[0]).Should().Contain(answered);
        simulator.Riset.Requests.Where(request => request.Kind == RequestKind.Billable).Select(request => request.Fields.GetValueOrDefault("trx_id"))
            .Where(reference => reference is not null) // Null where the kill cut the upload short.
            .Should().OnlyHaveUniqueItems("no photo is sent twice");
    }

    /// <summary>Reads what a killed process wrote of items that it had answers to; the last line may be torn.</summary>
    private static async Task<IEnumerable<string>> ReadAnsweredAsync(OtherProcess process)
    {
        string[] lines = (await process.ReadToEndAsync()).Split('\n')[..^1];
        return lines.Select(line => line.Split(' ')).Where(item => item[1] == "Answered").Select(item => item[0]);
    }
}
