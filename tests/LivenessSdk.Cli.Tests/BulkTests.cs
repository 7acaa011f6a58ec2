using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Cli.Tests;

public sealed class BulkTests : ToolTest
{
    [Fact]
    public async Task All_photos_of_a_folder_and_below_are_checked_and_counted()
    {
        AddPhoto("photos/a.jpg");
        AddPhoto("photos/below/b.JPEG");
        Write("photos/notes.txt", "no photo"u8.ToArray());
        Write("photos/broken.png", "no photo either"u8.ToArray());

        ToolOutput run = await RunAsync("bulk", "photos", "--simulator", "--output", "results.jsonl");

        run.ExitCode.Should().Be(2, "one file is no photo");
        run.ErrorLines.Should().ContainSingle("failures are told there, one line each").Which.Should().Contain("broken.png");
        run.OutputLines.Should().Contain(["Live         2", "failed       1", "photos       3", "1 file skipped (.txt)"]);
        run.OutputLines.Should().ContainSingle(line => line.StartsWith("  1 x failed: InvalidImage: ", StringComparison.Ordinal));
        run.OutputLines.Should().ContainSingle(line => line.StartsWith("Run the same command again", StringComparison.Ordinal));
        JsonElement[] lines = [.. File.ReadLines(Path.Combine(Folder, "results.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
        lines.Select(line => line.GetProperty("file").GetString()).Should().BeEquivalentTo(
            Path.Combine("photos", "a.jpg"), Path.Combine("photos", "below", "b.JPEG"), Path.Combine("photos", "broken.png"));
        lines.Should().OnlyContain(line => line.GetProperty("simulated").GetBoolean());
    }

    [UnixFact]
    public async Task A_folder_that_links_back_to_itself_is_paid_for_once()
    {
        AddPhoto("photos/a.jpg");
        File.CreateSymbolicLink(Path.Combine(Folder, "photos", "again"), ".");
        File.CreateSymbolicLink(Path.Combine(Folder, "photos", "b.jpg"), "a.jpg");

        ToolOutput run = await RunAsync(SettingsOf("argos"), "bulk", "photos");

        run.OutputLines.Should().Contain("photos       2", "a link to a photo is one, a link to a folder is passed over");
        Simulator.Argos.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task The_answer_of_one_vendor_never_stands_for_another()
    {
        AddPhoto("photos/a.jpg");
        Simulator.Dojah.Always(Scenario.Attack);

        ToolOutput argos = await RunAsync(SettingsOf(), "bulk", "photos", "--output", "results.jsonl");
        ToolOutput dojah = await RunAsync(SettingsOf(), "bulk", "photos", "--output", "results.jsonl", "--provider", "dojah");
        ToolOutput simulated = await RunAsync(SettingsOf(), "bulk", "photos", "--output", "results.jsonl", "--simulator", "--scenario", "NoFace");

        (argos.ExitCode, dojah.ExitCode, simulated.ExitCode).Should().Be((0, 1, 3));
    }

    [Fact]
    public async Task A_second_run_leaves_the_answers_of_the_first_as_they_are()
    {
        string results = Path.Combine(Folder, "photos.argos.jsonl");
        AddPhoto("photos/a.jpg");
        AddPhoto("photos/b.jpg");
        AddPhoto("photos/c.jpg");
        string[] command = ["bulk", "photos", "--concurrency", "1"];
        Simulator.Argos.Next(Scenario.Live, Scenario.ServerError, Scenario.Attack);
        (await RunAsync(SettingsOf("argos"), command)).ExitCode.Should().Be(4);
        string[] first = File.ReadAllLines(results);

        ToolOutput second = await RunAsync(SettingsOf("argos"), command);
        File.ReadAllLines(results).Should().Equal(first);
        ToolOutput third = await RunAsync(SettingsOf("argos"), [.. command, "--resend-unknown"]);

        second.OutputLines.Should().Contain("photos       3, 3 of them from earlier runs");
        second.OutputLines.Should().ContainSingle(line => line.StartsWith("  1 x failed: Unavailable, may have been billed: ", StringComparison.Ordinal));
        second.OutputLines.Should().Contain(line => line.Contains("--resend-unknown", StringComparison.Ordinal));
        third.OutputLines.Should().Contain(["Live         2", "NotLive      1", "failed       0"]);
        Simulator.Argos.Requests.Should().HaveCount(4);
        string[] last = File.ReadAllLines(results);
        last.Should().HaveCount(3).And.Contain([first[0], first[2]]);
        last.Should().OnlyContain(line => line.Contains("\"attempts\"", StringComparison.Ordinal));
        Directory.GetFiles(Folder).Should().NotContain(file => file.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_that_a_crash_left_unfinished_is_replaced_and_other_peoples_lines_stay()
    {
        string results = Path.Combine(Folder, "photos.argos.jsonl");
        AddPhoto("photos/a.jpg");
        await RunAsync(SettingsOf("argos"), "bulk", "photos");
        string line = File.ReadAllText(results);
        File.WriteAllText(results, "a note\n" + line[..^20]);

        await RunAsync(SettingsOf("argos"), "bulk", "photos");

        string[] lines = File.ReadAllLines(results);
        lines.Should().HaveCount(2);
        lines[0].Should().Be("a note");
        lines[1].Should().Contain("\"fromJournal\":true", "the details of a line that was never finished are lost");
        Simulator.Argos.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_secret_that_was_configured_or_rotated_later_pays_for_nothing_twice()
    {
        AddPhoto("photos/a.jpg");
        KeyValuePair<string, string?>[] SecretOf(int position, string name, LedgerSecret secret) =>
            [new($"Liveness:Ledger:Secrets:{position}:Name", name), new($"Liveness:Ledger:Secrets:{position}:Key", secret.Key)];
        LedgerSecret may = LedgerSecret.Generate("may");
        LedgerSecret june = LedgerSecret.Generate("june");
        await RunAsync(SettingsOf("argos"), "bulk", "photos");

        ToolOutput configured = await RunAsync([.. SettingsOf("argos"), .. SecretOf(0, "may", may)], "bulk", "photos");
        AddPhoto("photos/b.jpg");
        await RunAsync([.. SettingsOf("argos"), .. SecretOf(0, "may", may)], "bulk", "photos");
        ToolOutput rotated = await RunAsync([.. SettingsOf("argos"), .. SecretOf(0, "june", june), .. SecretOf(1, "may", may)], "bulk", "photos");

        configured.OutputLines.Should().Contain("photos       1, 1 of them from earlier runs");
        rotated.OutputLines.Should().Contain("photos       2, 2 of them from earlier runs");
        Simulator.Argos.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_journal_of_version_0_1_is_imported_once()
    {
        AddPhoto("photos/a.jpg");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"\nargos\n{Path.Combine(Folder, "photos", "a.jpg")}"));
        string reference = Convert.ToHexStringLower(hash.AsSpan(0, 16)); // As version 0.1 made it.
        Write("results.jsonl.journal", $$"""
            {"journal":"LivenessSdk","version":1}
            {"event":"Intent","index":0,"transactionId":"{{reference}}"}
            {"event":"Answer","index":0,"transactionId":"{{reference}}","provider":"argos","vendor":"Argos","verdict":"NotLive","verdictSource":"Vendor","reasons":["PresentationAttack"]}

            """.ReplaceLineEndings("\n"));

        ToolOutput first = await RunAsync(SettingsOf("argos"), "bulk", "photos", "--output", "results.jsonl");
        ToolOutput second = await RunAsync(SettingsOf("argos"), "bulk", "photos", "--output", "results.jsonl");

        (first.ExitCode, second.ExitCode).Should().Be((1, 1), first.Error);
        Simulator.Argos.Requests.Should().BeEmpty("the journal has the answer");
        Directory.GetFiles(Folder, "results.jsonl.journal*").Should().ContainSingle().Which.Should().EndWith(".imported");
    }

    [Fact]
    public async Task An_outage_is_told_and_waited_out()
    {
        AddPhoto("photos/a.jpg");
        AddPhoto("photos/b.jpg");
        Simulator.Argos.Next([.. Enumerable.Repeat(Scenario.Unavailable(), 3)]);

        ToolOutput run = await RunAsync(SettingsOf("argos"), "bulk", "photos", "--concurrency", "1");

        run.ExitCode.Should().Be(0);
        run.OutputLines.Should().Contain(["Live         2", "failed       0"]);
        run.ErrorLines.Should().HaveCount(2);
        run.ErrorLines[0].Should().StartWith("liveness: Waiting, next try in 1 s: argos: HTTP 503.");
        run.ErrorLines[1].Should().Be("liveness: Continuing.");
    }

    [Fact]
    public async Task Credentials_that_are_rejected_ten_times_end_the_run()
    {
        for (int i = 0; i < 20; i++)
        {
            AddPhoto($"photos/{i:00}.jpg");
        }

        Simulator.Argos.Always(Scenario.Unauthorized);

        ToolOutput run = await RunAsync(SettingsOf("argos"), "bulk", "photos", "--concurrency", "1");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().HaveCount(11);
        run.ErrorLines[^1].Should().StartWith("liveness: The run ended early: argos: ");
        run.OutputLines.Should().Contain("10 of 20 photos are left. Run the same command again to resume.");
        Simulator.Argos.Requests.Should().HaveCount(10);
    }

    [LinuxFact]
    public async Task A_machine_without_libvips_ends_the_run_once()
    {
        for (int i = 0; i < 20; i++)
        {
            AddPhoto($"photos/{i:00}.jpg");
        }

        ToolOutput run = await ToolProcess.RunWithoutLibvipsAsync(
            Folder, [.. SettingsOf("argos"), new("Liveness:Providers:argos:MaxHeight", "10")], "bulk", "photos", "--concurrency", "1");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().HaveCount(2);
        run.ErrorLines[^1].Should().StartWith("liveness: The run ended early: The photo must be decoded").And.Contain("NetVips.Native");
        run.OutputLines.Should().Contain("19 of 20 photos are left. Run the same command again to resume.");
        Simulator.Argos.Requests.Should().BeEmpty();
    }

    [TerminalFact]
    public async Task The_rate_is_shown_once_there_is_one()
    {
        AddPhoto("photos/a.jpg");
        AddPhoto("photos/b.jpg");
        Simulator.Argos.Next(Scenario.Slow(TimeSpan.FromSeconds(1)), Scenario.Slow(TimeSpan.FromSeconds(1)));
        using ToolProcess tool = ToolProcess.StartInTerminal(Folder, SettingsOf("argos"), 100, "bulk", "photos", "--concurrency", "1");

        string output = (await tool.WaitAsync()).Output;

        string[] bars = [.. output.Split('\r', '\n').Where(line => line.Contains("2 photos", StringComparison.Ordinal))];
        bars[0].Should().Contain("0%").And.NotContain("/s");
        bars.Should().Contain(line => line.Contains("/s", StringComparison.Ordinal));
        output.Should().NotContain("?/s").And.NotContain("NaN").And.NotContain("∞");
    }

    [Fact]
    public async Task A_file_that_is_not_from_an_earlier_run_is_not_overwritten()
    {
        AddPhoto("photos/a.jpg");
        Write("precious.jsonl", "precious");

        ToolOutput run = await RunAsync("bulk", "photos", "--simulator", "--output", "precious.jsonl");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("--output");
        File.ReadAllText(Path.Combine(Folder, "precious.jsonl")).Should().Be("precious");
    }

    [Fact]
    public async Task A_second_run_at_the_same_time_is_refused_and_leaves_the_first_alone()
    {
        AddPhoto("photos/a.jpg");
        AddPhoto("photos/b.jpg");
        string[] command = ["bulk", "photos", "--concurrency", "1"];
        Simulator.Argos.Next(Scenario.Live, Scenario.Stall);
        using ToolProcess first = ToolProcess.Start(Folder, SettingsOf("argos"), command);
        await Simulator.Argos.WaitForRequestAsync(request => request.Scenario == Scenario.Stall);

        ToolOutput second = await RunAsync(SettingsOf("argos"), command);

        second.ExitCode.Should().Be(2);
        second.ErrorLines.Should().ContainSingle().Which.Should().Contain("in use by another run");
        Simulator.Argos.ReleaseStalled();
        (await first.WaitAsync()).ExitCode.Should().Be(0);
        File.ReadAllLines(Path.Combine(Folder, "photos.argos.jsonl")).Should().HaveCount(2).And.OnlyContain(line => line.StartsWith('{'));
        Simulator.Argos.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_folder_without_photos_is_a_mistake_of_the_caller()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "empty"));
        AddPhoto("phone/1.heic");
        AddPhoto("phone/2.HEIC");

        (await RunAsync("bulk", "empty", "--simulator")).ExitCode.Should().Be(2);
        (await RunAsync("bulk", "phone", "--simulator")).ErrorLines.Should().ContainSingle().Which.Should().EndWith("2 files skipped (.heic).");
    }

    [Fact]
    public async Task A_file_in_place_of_a_folder_is_a_mistake_whose_remedy_is_check()
    {
        ToolOutput run = await RunAsync("bulk", Photo, "--simulator");

        run.ExitCode.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain($"{Photo} is a file").And.Contain($"'liveness check {Photo}'");
    }

    [Fact]
    public async Task A_failure_that_may_have_been_billed_has_the_key_that_settles_it()
    {
        AddPhoto("photos/a.jpg");
        Simulator.Argos.Next(Scenario.ServerError);
        await RunAsync(SettingsOf("argos"), "bulk", "photos");
        using JsonDocument line = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "photos.argos.jsonl")));

        ToolOutput settled = await RunAsync(
            "ledger", "unknown", "settle", line.RootElement.GetProperty("key").GetString()!, "--not-processed", "--ledger", "photos.argos.ledger");
        ToolOutput again = await RunAsync(SettingsOf("argos"), "bulk", "photos");

        settled.OutputLines.Should().Equal("1 settled");
        again.OutputLines.Should().Contain("Live         1");
        File.ReadAllText(Path.Combine(Folder, "photos.argos.jsonl")).Should().NotContain("\"key\"", "an answer needs no settling");
    }
}
