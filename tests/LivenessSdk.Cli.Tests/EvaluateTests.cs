using System.Text.Json;
using LivenessSdk.Testing;

namespace LivenessSdk.Cli.Tests;

public sealed class EvaluateTests : ToolTest
{
    private const int Usage = 2;
    private const int VendorFailure = 4;
    private const int GateFailed = 5;
    private const int GateUndecided = 6;
    private const int Interrupted = 130;

    [Fact]
    public async Task Simulated_vendors_are_evaluated_without_a_question()
    {
        WriteManifest(people: 12, attacks: 12);

        ToolOutput run = await RunAsync("evaluate", "set.csv", "--simulator", "--provider", "argos,riset", "--run", "try", "--json", "figures.json", "--csv", "figures.csv");

        run.ExitCode.Should().Be(0, because: run.Error);
        run.Output.Should().ContainAll("argos (simulated)", "riset (simulated)", "Report: set.try.simulated.html").And.NotContain("dojah");
        run.Error.Should().Contain("Run 'try': 24 photos with argos (simulated), riset (simulated).").And.Contain("argos (simulated): 24 of 24");
        ReadText("set.try.simulated.html").Should().ContainAll("Simulated vendors", "of 12", "one-sided 95 %").And.NotContain("<img");
        using JsonDocument json = JsonDocument.Parse(ReadText("figures.json"));
        json.RootElement.GetProperty("summary").GetProperty("systems").GetArrayLength().Should().Be(2);
        ReadText("figures.csv").Should().Contain("argos (simulated),bpcer,");

        (await RunAsync("evaluate", "--results", "set.evaluation.simulated/try.results.csv")).ExitCode.Should().Be(0);
        ReadText("try.results.html").Should().Contain("Simulated vendors");
    }

    [Fact]
    public async Task Nothing_is_sent_without_yes_and_the_number_of_checks_is_shown()
    {
        WriteManifest(people: 3, attacks: 2);

        ToolOutput run = await RunAsync(SettingsOf("argos"), "evaluate", "set.csv");

        run.ExitCode.Should().Be(Usage);
        run.ErrorLines[^1].Should().Be("liveness: Nothing was sent: the run needs at most 5 paid checks (argos 5), no price is configured. Add --yes to pay for them.");
        Simulator.Argos.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_pays_once_and_another_run_pays_again()
    {
        WriteManifest(people: 3, attacks: 2);

        (await RunAsync(SettingsOf("argos"), "evaluate", "set.csv", "--yes", "--run", "june")).ExitCode.Should().Be(0);
        Simulator.Argos.Requests.Should().HaveCount(5);

        // What is paid for needs no confirmation, and the report comes out alike.
        string first = Table(ReadText("set.june.html"));
        ToolOutput again = await RunAsync(SettingsOf("argos"), "evaluate", "set.csv", "--run", "june");
        again.ExitCode.Should().Be(0, because: again.Error);
        Simulator.Argos.Requests.Should().HaveCount(5);
        Table(ReadText("set.june.html")).Should().Be(first);

        (await RunAsync(SettingsOf("argos"), "evaluate", "set.csv", "--yes", "--run", "july")).ExitCode.Should().Be(0);
        Simulator.Argos.Requests.Should().HaveCount(10);

        static string Table(string html) => html[html.IndexOf("<table", StringComparison.Ordinal)..html.IndexOf("</table>", StringComparison.Ordinal)];
    }

    [Fact]
    public async Task Other_settings_and_another_photo_under_the_same_name_are_paid_for()
    {
        WriteManifest(people: 3, attacks: 2);
        await RunAsync(SettingsOf("argos"), "evaluate", "set.csv", "--yes", "--run", "june");

        await RunAsync([.. SettingsOf("argos"), new("Liveness:Providers:argos:LiveThreshold", "70")], "evaluate", "set.csv", "--yes", "--run", "june");
        Simulator.Argos.Requests.Should().HaveCount(10);

        Write("people/0.jpg", Distinct(99));
        await RunAsync([.. SettingsOf("argos"), new("Liveness:Providers:argos:LiveThreshold", "70")], "evaluate", "set.csv", "--yes", "--run", "june");
        Simulator.Argos.Requests.Should().HaveCount(11);
    }

    [UnixFact]
    public async Task An_interrupted_run_is_resumed_without_its_name_and_sends_nothing_twice()
    {
        WriteManifest(people: 4, attacks: 2);
        string[] command = ["evaluate", "set.csv", "--yes", "--concurrency", "1"];
        Simulator.Argos.Next(Scenario.Live, Scenario.Live, Scenario.Stall);
        string name;
        using (ToolProcess tool = ToolProcess.Start(Folder, SettingsOf("argos"), command))
        {
            await Simulator.Argos.WaitForRequestAsync(request => request.Scenario == Scenario.Stall);
            await tool.InterruptAsync();
            ToolOutput interrupted = await tool.WaitAsync();
            interrupted.ExitCode.Should().Be(Interrupted);
            interrupted.Error.Should().Contain("Run the same command again to resume run");
            name = RunName(interrupted);
        }

        ToolOutput resumed = await RunAsync(SettingsOf("argos"), command);

        RunName(resumed).Should().Be(name);
        resumed.Output.Should().Contain("1 of 6", "the photo that was in flight has no answer, and is not sent again by itself");
        Simulator.Argos.Requests.Should().HaveCount(6);

        ToolOutput completed = await RunAsync(SettingsOf("argos"), [.. command, "--resend-unknown"]);
        RunName(completed).Should().Be(name);
        Simulator.Argos.Requests.Should().HaveCount(7);

        // Now that it is finished, the next one is new.
        ToolOutput next = await RunAsync(SettingsOf("argos"), "evaluate", "set.csv");
        RunName(next).Should().NotBe(name);
        next.Error.Should().Contain($"To continue an earlier one, use --run: {name}.");
    }

    [Fact]
    public async Task A_gate_decides_the_exit_code_and_names_the_species()
    {
        WriteManifest(people: 3, attacks: 2);
        string[] command = ["evaluate", "set.csv", "--simulator", "--scenario", "Live", "--provider", "argos"];

        ToolOutput failed = await RunAsync([.. command, "--fail-if", "apcer.max.upper > 0.05", "--fail-if", "bpcer.point > 0"]);
        failed.ExitCode.Should().Be(GateFailed);
        failed.OutputLines.Should().Contain(["failed: argos (simulated): apcer.max.upper > 0.05 (100 %, by print)", "passed: argos (simulated): bpcer.point > 0 (0 %)"]);

        ToolOutput passed = await RunAsync([.. command, "--fail-if", "apcer.max < 0.05"]);
        passed.ExitCode.Should().Be(0);

        ToolOutput unknown = await RunAsync([.. command, "--fail-if", "apcer.mask > 0.05"]);
        unknown.ExitCode.Should().Be(GateUndecided);

        ToolOutput mistyped = await RunAsync([.. command, "--fail-if", "apcre > 0.05"]);
        mistyped.ExitCode.Should().Be(Usage);
        mistyped.Error.Should().Contain("apcer.max.upper > 0.05");
    }

    [Fact]
    public async Task Checks_that_fail_are_in_no_rate_and_no_gate_decides()
    {
        WriteManifest(people: 3, attacks: 2);
        Simulator.Argos.Always(Scenario.ServerError);

        ToolOutput gated = await RunAsync(SettingsOf("argos"), "evaluate", "set.csv", "--yes", "--fail-if", "bpcer > 0.5");
        gated.ExitCode.Should().Be(GateUndecided);
        gated.Output.Should().Contain("not decided: argos").And.Contain("5 of 5");

        (await RunAsync(SettingsOf("argos"), "evaluate", "set.csv", "--yes")).ExitCode.Should().Be(VendorFailure);
    }

    [Fact]
    public async Task Rejected_credentials_end_the_run_with_one_line_and_it_can_be_resumed()
    {
        WriteManifest(people: 12, attacks: 1);
        Simulator.Argos.Always(Scenario.Unauthorized);
        string[] command = ["evaluate", "set.csv", "--yes", "--concurrency", "1"];

        ToolOutput rejected = await RunAsync(SettingsOf("argos"), command);

        rejected.ExitCode.Should().Be(Usage, because: rejected.Error);
        rejected.Output.Should().BeEmpty();
        rejected.ErrorLines[^1].Should().StartWith("liveness: The run ended early: ").And.EndWith("Run the same command again to resume it.");
        Simulator.Argos.Always(Scenario.Live);
        ToolOutput resumed = await RunAsync(SettingsOf("argos"), command);
        RunName(resumed).Should().Be(RunName(rejected));
        resumed.ExitCode.Should().Be(0, because: resumed.Error);
    }

    [Fact]
    public async Task Each_problem_of_the_manifest_is_a_line_and_nothing_is_sent()
    {
        WriteManifest(people: 1, attacks: 1);
        Write("set.csv", "file,label,species,subject\npeople/0.jpg,live,,p0\nnowhere.jpg,attack,print,p1\n");

        ToolOutput run = await RunAsync(SettingsOf("argos"), "evaluate", "set.csv", "--yes");

        run.ExitCode.Should().Be(Usage);
        run.ErrorLines.Should().Equal(
            "liveness: set.csv: Line 2: the label 'live' must be bona_fide or attack.",
            "liveness: set.csv: Line 3: the file 'nowhere.jpg' does not exist. Paths are relative to the manifest.");
        Simulator.Argos.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_photo_twice_is_rejected()
    {
        WriteManifest(people: 2, attacks: 1);
        Write("people/1.jpg", Distinct(0));

        ToolOutput run = await RunAsync(SettingsOf("argos"), "evaluate", "set.csv", "--yes");

        run.ExitCode.Should().Be(Usage);
        run.Error.Should().Contain("'people/1.jpg' is the same photo as 'people/0.jpg'");
        Simulator.Argos.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Too_few_photos_for_a_threshold_are_said_with_the_number_needed()
    {
        WriteManifest(people: 3, attacks: 2);

        ToolOutput run = await RunAsync(SettingsOf("argos"), "evaluate", "set.csv", "--yes", "--max-apcer", "0.05");

        run.ExitCode.Should().Be(0, because: run.Error);
        run.OutputLines.Should().Contain("argos: too few photos to choose a threshold: bona fide 3 of 60 needed; print 2 of 118 needed.");
    }

    [Fact]
    public async Task Pictures_are_embedded_only_when_asked_for()
    {
        WriteManifest(people: 1, attacks: 1);
        Simulator.Dojah.Always(Scenario.Attack);
        string[] command = ["evaluate", "set.csv", "--provider", "argos,dojah", "--run", "one", "--yes"];

        await RunAsync(SettingsOf(), command);
        ReadText("set.one.html").Should().Contain("people/0.jpg").And.NotContain("<img");

        await RunAsync(SettingsOf(), [.. command, "--embed-photos"]);
        ReadText("set.one.html").Should().Contain($"src=\"data:;base64,{Convert.ToBase64String(Distinct(0))}\"");
    }

    [Fact]
    public async Task A_composition_is_a_system_under_test()
    {
        WriteManifest(people: 2, attacks: 1);
        Simulator.Dojah.Always(Scenario.Attack);
        IEnumerable<KeyValuePair<string, string?>> settings =
        [
            .. SettingsOf("argos"), .. SettingsOf("dojah"),
            new("Liveness:Compositions:both:Kind", "Consensus"), new("Liveness:Compositions:both:Clients:0", "argos"), new("Liveness:Compositions:both:Clients:1", "dojah"),
        ];

        ToolOutput run = await RunAsync(settings, "evaluate", "set.csv", "--provider", "argos,both", "--yes", "--csv", "figures.csv");

        run.ExitCode.Should().Be(0, because: run.Error);
        ReadText("figures.csv").Should().Contain("argos,rejected_persons,,0,2,").And.Contain("both,rejected_persons,,2,2,");
    }

    [Fact]
    public async Task A_composition_and_its_members_pay_each_vendor_once_for_a_photo()
    {
        WriteManifest(people: 2, attacks: 1);

        ToolOutput refused = await RunAsync(Both(), "evaluate", "set.csv", "--provider", "argos,dojah,both", "--run", "june");
        refused.ErrorLines[^1].Should().Be(
            "liveness: Nothing was sent: the run needs at most 6 paid checks (argos 3, dojah 3), 0.375 EUR + 150.00 NGN. Add --yes to pay for them.");

        ToolOutput alone = await RunAsync(Both(), "evaluate", "set.csv", "--provider", "argos", "--run", "june", "--yes");
        alone.Error.Should().Contain("at most 3 paid checks (argos 3), 0.375 EUR.");
        Simulator.Argos.Requests.Should().HaveCount(3);

        ToolOutput all = await RunAsync(Both(), "evaluate", "set.csv", "--provider", "argos,dojah,both", "--run", "june", "--yes", "--json", "figures.json");
        all.ExitCode.Should().Be(0, because: all.Error);
        all.Error.Should().Contain("at most 3 paid checks (dojah 3), 150.00 NGN.").And.Contain("150.00 NGN so far");
        (Simulator.Argos.Requests.Count, Simulator.Dojah.Requests.Count).Should().Be((3, 3));

        // The cost of a system is what its answers cost, whoever paid for them first.
        string[] rows = ReadText("set.evaluation/june.results.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows.Where(row => row.StartsWith("argos,", StringComparison.Ordinal)).Should().HaveCount(3).And.OnlyContain(row => row.Contains("0.125") && row.Contains("EUR"));
        rows.Where(row => row.StartsWith("dojah,", StringComparison.Ordinal)).Should().HaveCount(3).And.OnlyContain(row => row.Contains("50") && row.Contains("NGN"));

        ToolOutput summary = await RunAsync(Both(), "ledger", "summary", "--ledger", "set.evaluation/checks.ledger");
        summary.Output.Should().Contain("billed: 0.375 EUR + 150.00 NGN");
    }

    [Fact]
    public async Task Other_settings_of_one_vendor_do_not_ask_another_again()
    {
        WriteManifest(people: 2, attacks: 1);
        string[] command = ["evaluate", "set.csv", "--provider", "argos,dojah,both", "--run", "june", "--yes"];
        await RunAsync(Both(), command);

        (await RunAsync([.. Both(), new("Liveness:Providers:argos:LiveThreshold", "70")], command)).ExitCode.Should().Be(0);

        (Simulator.Argos.Requests.Count, Simulator.Dojah.Requests.Count).Should().Be((6, 3));
    }

    [Fact]
    public async Task Results_from_elsewhere_need_no_vendor()
    {
        Write("other.csv", "system,label,species,subject,verdict,score\nx,bona_fide,,p1,Live,0.9\nx,attack,print,p2,NotLive,0.2\n");

        ToolOutput run = await RunAsync("evaluate", "--results", "other.csv", "--fail-if", "apcer.print.point > 0");

        run.ExitCode.Should().Be(0, because: run.Error);
        ReadText("other.html").Should().Contain("Liveness evaluation: other");
        (await RunAsync("evaluate")).ExitCode.Should().Be(Usage);
    }

    /// <summary>Returns the settings of two vendors with prices, and of a consensus of both.</summary>
    private IEnumerable<KeyValuePair<string, string?>> Both() =>
    [
        .. SettingsOf("argos"), .. SettingsOf("dojah"),
        new("Liveness:Providers:argos:Price", "0.125"), new("Liveness:Providers:argos:Currency", "EUR"),
        new("Liveness:Providers:dojah:Price", "50"), new("Liveness:Providers:dojah:Currency", "NGN"),
        new("Liveness:Compositions:both:Kind", "Consensus"), new("Liveness:Compositions:both:Clients:0", "argos"), new("Liveness:Compositions:both:Clients:1", "dojah"),
    ];

    private static string RunName(ToolOutput output) => output.ErrorLines.Single(line => line.StartsWith("Run '", StringComparison.Ordinal)).Split('\'')[1];

    /// <summary>Makes a photo that is like no other, by a comment within it.</summary>
    private static byte[] Distinct(int number)
    {
        byte[] photo = SamplePhoto.Bytes.ToArray();
        return [.. photo[..2], 0xFF, 0xFE, 0, 6, .. BitConverter.GetBytes(number), .. photo[2..]];
    }

    private string ReadText(string path) => File.ReadAllText(Path.Combine(Folder, path));

    private void WriteManifest(int people, int attacks)
    {
        List<string> lines = ["file,label,species,subject"];
        for (int i = 0; i < people + attacks; i++)
        {
            string file = i < people ? $"people/{i}.jpg" : $"attacks/{i}.jpg";
            Write(file, Distinct(i));
            lines.Add(i < people ? $"{file},bona_fide,,p{i}" : $"{file},attack,print,p{i}");
        }

        Write("set.csv", string.Join('\n', lines) + "\n");
    }
}
