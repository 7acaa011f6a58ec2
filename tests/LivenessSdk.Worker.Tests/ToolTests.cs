using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using LivenessSdk.Worker.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Worker.Tests;

/// <summary>Runs <c>liveness-worker</c> as an operator does.</summary>
public sealed class ToolTests
{
    private static readonly string s_tool = typeof(ToolTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "WorkerTool").Value!;

    [Fact]
    public async Task The_tool_works_by_settings_alone_and_serves_its_health()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        using Process tool = Start(
            rig,
            "--urls", "http://127.0.0.1:0",
            "--Liveness:Worker:Broker", rig.Options.Broker!.ToString(),
            "--Liveness:Worker:Queue", rig.Options.Queue,
            "--Liveness:Worker:ResultExchange", rig.Options.ResultExchange,
            "--Liveness:Worker:PhotoFolder", rig.Options.PhotoFolder!);
        try
        {
            string address = "";
            while (address.Length == 0)
            {
                string line = await tool.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30))
                    ?? throw new InvalidOperationException(await tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
                address = line.Contains("listening on: ", StringComparison.Ordinal) ? line[(line.IndexOf("http://", StringComparison.Ordinal))..].Trim() : "";
            }

            await rig.PublishAsync("by-tool");
            (await rig.Inbox.ReadResultAsync()).Outcome.Verdict.Should().Be(LivenessVerdict.Live);

            using HttpClient operators = new();
            JsonElement health = default;
            await WorkerRig.WaitUntilAsync(async () =>
            {
                health = await operators.GetFromJsonAsync<JsonElement>($"{address}/health");
                return health.GetProperty("paid").GetInt64() == 1;
            });
            health.GetProperty("status").GetString().Should().Be("Healthy");
            Process.Start("kill", ["-TERM", $"{tool.Id}"]).WaitForExit();
            await tool.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
            tool.ExitCode.Should().Be(0);
        }
        finally
        {
            tool.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task What_is_wrong_with_the_settings_is_told_in_lines_and_ends_the_tool()
    {
        using Process tool = Start(null, "--ConnectionStrings:Ledger", "Host=localhost", "--Liveness:Providers:argos:ApiKey", "key", "--Liveness:Worker:Broker", "http://broker");

        string[] errors = (await tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);

        tool.ExitCode.Should().Be(2);
        errors.Should().OnlyContain(line => line.StartsWith("liveness-worker: ", StringComparison.Ordinal));
        errors.Should().Contain(line => line.Contains("Broker", StringComparison.Ordinal)).And.Contain(line => line.Contains("PhotoFolder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tool_without_a_ledger_says_what_to_set()
    {
        using Process tool = Start(null);

        (await tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().Contain("ConnectionStrings:Ledger");
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        tool.ExitCode.Should().Be(2);
    }

    private static Process Start(WorkerRig? rig, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", s_tool, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        if (rig is not null)
        {
            start.Environment["ConnectionStrings__Ledger"] = rig.ConnectionString;
            start.Environment["Liveness__Ledger__Secrets__0__Name"] = rig.Ledger.Options.Secrets[0].Name;
            start.Environment["Liveness__Ledger__Secrets__0__Key"] = rig.Ledger.Options.Secrets[0].Key;
            foreach ((string key, string? value) in rig.Simulator.ToConfiguration().AsEnumerable().Where(setting => setting.Key.Contains(":argos", StringComparison.Ordinal)))
            {
                start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
            }
        }

        return Process.Start(start)!;
    }
}
