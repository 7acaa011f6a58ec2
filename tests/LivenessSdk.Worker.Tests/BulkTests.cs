using System.Text.Json;
using LivenessSdk.Cli.Tests;
using LivenessSdk.Worker.Tests.Support;
using Npgsql;
using RabbitMQ.Client;

namespace LivenessSdk.Worker.Tests;

/// <summary>Runs <c>liveness bulk FOLDER --broker …</c> as a process beside a worker.</summary>
public sealed class BulkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public async Task Workers_check_a_folder_and_a_second_run_costs_nothing()
    {
        await using WorkerRig rig = await CreateAsync(photos: 5);
        Directory.CreateDirectory(rig.PathOf("below"));
        await File.WriteAllBytesAsync(rig.PathOf("below/six.jpg"), SamplePhoto.Bytes.ToArray(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(rig.PathOf("text.jpg"), "This is no photo.", TestContext.Current.CancellationToken);
        rig.Simulator.Argos.Next(Scenario.Attack);
        await rig.StartAsync();

        ToolOutput first = await RunAsync(rig);

        first.Error.Should().NotContain("Exception");
        first.OutputLines.Should().Contain(["Live         5", "NotLive      1", "failed       1", "photos       7"]);
        first.ExitCode.Should().Be(2, "one file is no photo");
        string[] lines = await File.ReadAllLinesAsync(_folder.PathOf("results.jsonl"), TestContext.Current.CancellationToken);
        lines.Should().HaveCount(7);
        lines.Count(line => JsonDocument.Parse(line).RootElement.TryGetProperty("result", out _)).Should().Be(6);
        rig.Posts.Should().Be(6);

        ToolOutput second = await RunAsync(rig);

        second.OutputLines.Should().Contain(["Live         5", "NotLive      1", "failed       1", "photos       7, 6 of them from earlier runs"]);
        (await File.ReadAllLinesAsync(_folder.PathOf("results.jsonl"), TestContext.Current.CancellationToken)).Should().HaveCount(7);
        rig.Posts.Should().Be(6);
    }

    [UnixFact]
    public async Task Ctrl_C_leaves_the_workers_working_and_the_same_command_collects_what_they_did()
    {
        await using WorkerRig rig = await CreateAsync(photos: 6);
        rig.Simulator.Argos.Always(Scenario.Stall);
        await rig.StartAsync();
        using ToolProcess tool = Start(rig);
        await WorkerRig.WaitUntilAsync(() => Task.FromResult(rig.Posts == rig.Options.Concurrency));
        await WorkerRig.WaitUntilAsync(async () => await rig.Inbox.CountAsync(rig.Options.Queue) == 2);

        await tool.InterruptAsync();
        ToolOutput interrupted = await tool.WaitAsync();
        rig.Simulator.Argos.Always(Scenario.Live);
        rig.Simulator.Argos.ReleaseStalled();
        foreach (int _ in Enumerable.Range(0, 6))
        {
            (await rig.Inbox.ReadResultAsync()).Outcome.Verdict.Should().Be(LivenessVerdict.Live);
        }

        interrupted.ExitCode.Should().Be(130);
        interrupted.Output.Should().Contain("The workers continue").And.Contain("liveness ledger summary");
        ToolOutput collected = await RunAsync(rig);
        collected.ExitCode.Should().Be(0);
        collected.OutputLines.Should().Contain(["Live         6", "photos       6, 6 of them from earlier runs"]);
        rig.Posts.Should().Be(6);
    }

    [UnixFact]
    public async Task What_workers_reject_is_a_failure_of_the_run()
    {
        await using WorkerRig rig = await CreateAsync(photos: 2);
        rig.Simulator.Argos.Next(Scenario.CutBody);
        await rig.StartAsync();

        ToolOutput run = await RunAsync(rig);

        run.ExitCode.Should().Be(4);
        run.OutputLines.Should().Contain(["Live         1", "failed       1"]);
    }

    [UnixFact]
    public async Task A_photo_whose_result_arrives_just_after_a_lost_connection_is_counted_once()
    {
        using RabbitMqServer broker = await RabbitMqServer.StartOwnAsync();
        await using WorkerRig rig = await CreateAsync(photos: 1, broker);
        LedgerSecret earlier = LedgerSecret.Generate("earlier"); // Because of it, the tool asks the ledger before it sends a photo again.
        using ToolProcess tool = Start(rig, new("Liveness:Ledger:Secrets:1:Name", earlier.Name), new("Liveness:Ledger:Secrets:1:Key", earlier.Key));
        string key = (await rig.Inbox.TakeAsync(rig.Options.Queue)).MessageId!;
        await broker.KillAsync();
        await tool.ReadErrorLineAsync("Waiting for the broker");
        await using NpgsqlConnection database = new(rig.ConnectionString);
        await database.OpenAsync(TestContext.Current.CancellationToken);
        NpgsqlTransaction held = await database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync("LOCK TABLE liveness_check IN ACCESS EXCLUSIVE MODE");
        await broker.StartAgainAsync();
        await WorkerRig.WaitUntilAsync(async () => await ExecuteAsync("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'liveness_check'::regclass") is 1L);

        await using IConnection connection = await BrokerConnection.OpenAsync(broker.Address, "test", TestContext.Current.CancellationToken);
        await using IChannel channel = await connection.OpenConfirmingChannelAsync(TestContext.Current.CancellationToken);
        CheckResultMessage result = new(key, "argos", new LedgerOutcome { ClientName = "argos", Verdict = LivenessVerdict.Live });
        await channel.PublishDurablyAsync(rig.Options.ResultExchange, "argos", key, WorkerJson.Write(result), headers: null, TestContext.Current.CancellationToken);
        await WorkerRig.WaitUntilAsync(() => Task.FromResult(new FileInfo(_folder.PathOf("results.jsonl")) is { Exists: true, Length: > 0 }));
        await held.RollbackAsync(TestContext.Current.CancellationToken);
        await rig.ConnectAsync();
        await rig.StartAsync(); // Answers whatever the tool may have sent again.

        ToolOutput run = await tool.WaitAsync().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        run.OutputLines.Should().Contain(["Live         1", "photos       1"]);
        rig.Posts.Should().Be(0);

        async Task<object?> ExecuteAsync(string sql)
        {
            await using NpgsqlCommand command = new(sql, database);
            return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }
    }

    [UnixFact]
    public async Task A_database_without_the_tables_is_told_with_the_command_that_prints_them()
    {
        string empty = await (await PostgreSqlServer.GetAsync()).CreateSchemaAsync();
        Dictionary<string, string?> settings = new() { ["Liveness:Ledger:Secrets:0:Name"] = "test", ["Liveness:Ledger:Secrets:0:Key"] = LedgerSecret.Generate("test").Key };
        using ToolProcess tool = ToolProcess.Start(_folder.Path, settings, "ledger", "summary", "--ledger", empty);

        ToolOutput output = await tool.WaitAsync();

        output.ExitCode.Should().Be(2);
        output.ErrorLines.Should().ContainSingle().Which.Should().Contain("liveness ledger schema");
    }

    [Theory]
    [InlineData("--broker", "amqp://localhost")]
    [InlineData("--ledger", "Host=localhost")]
    [InlineData("--broker", "http://localhost", "--ledger", "Host=localhost")]
    [InlineData("--broker", "amqp://localhost", "--ledger", "file.ledger")]
    [InlineData("--broker", "amqp://localhost", "--ledger", "Host=localhost", "--simulator")]
    [InlineData("--broker", "amqp://localhost", "--ledger", "Host=localhost", "--concurrency", "4")]
    public async Task A_command_line_that_does_not_fit_is_a_mistake_of_the_caller(params string[] options)
    {
        await File.WriteAllBytesAsync(_folder.PathOf("a.jpg"), SamplePhoto.Bytes.ToArray(), TestContext.Current.CancellationToken);
        using ToolProcess tool = ToolProcess.Start(_folder.Path, [], ["bulk", ".", "--provider", "argos", .. options]);

        (await tool.WaitAsync()).ExitCode.Should().Be(2);
    }

    private static async Task<WorkerRig> CreateAsync(int photos, RabbitMqServer? broker = null)
    {
        WorkerRig rig = await WorkerRig.CreateAsync(broker);
        rig.Options.ResultExchange = new LivenessWorkerOptions().ResultExchange; // The tool listens to the usual one.
        await rig.ConnectAsync();
        foreach (int i in Enumerable.Range(0, photos))
        {
            await File.WriteAllBytesAsync(rig.PathOf($"{i}.jpg"), SamplePhoto.Bytes.ToArray());
        }

        return rig;
    }

    private async Task<ToolOutput> RunAsync(WorkerRig rig)
    {
        using ToolProcess tool = Start(rig);
        return await tool.WaitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    private ToolProcess Start(WorkerRig rig, params KeyValuePair<string, string?>[] more)
    {
        LedgerSecret secret = rig.Ledger.Options.Secrets[0];
        Dictionary<string, string?> settings = new() { ["Liveness:Ledger:Secrets:0:Name"] = secret.Name, ["Liveness:Ledger:Secrets:0:Key"] = secret.Key };
        return ToolProcess.Start(
            _folder.Path,
            [.. settings, .. more],
            "bulk", rig.Options.PhotoFolder!, "--provider", "argos", "--output", "results.jsonl",
            "--broker", rig.Options.Broker!.ToString(), "--queue", rig.Options.Queue, "--ledger", rig.ConnectionString);
    }
}
