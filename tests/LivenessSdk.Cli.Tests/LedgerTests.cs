using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace LivenessSdk.Cli.Tests;

public sealed class LedgerTests : ToolTest
{
    private const string File = "checks.ledger";

    [Fact]
    public async Task Summary_counts_verdicts_and_costs_per_client_and_never_adds_currencies()
    {
        await FillAsync();
        Dictionary<string, string?> prices = new()
        {
            ["Liveness:Providers:argos:Price"] = "0.125",
            ["Liveness:Providers:argos:Currency"] = "EUR",
            ["Liveness:Providers:dojah:Price"] = "50",
            ["Liveness:Providers:dojah:Currency"] = "NGN",
        };

        ToolOutput output = await RunAsync(prices, "ledger", "summary", "--ledger", File);

        output.ExitCode.Should().Be(0, output.Error);
        string[] argos = output.Output.Split('\n').Single(line => line.Contains(" argos ")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        argos[1..].Should().Equal("argos", "4", "1", "1", "0", "2", "2", "2", "0.25", "EUR", "0.25", "EUR");
        output.Output.Should().Contain("billed: 0.25 EUR + 50.00 NGN, additionally possibly billed: 0.25 EUR + 0.00 NGN");
    }

    [Fact]
    public async Task Show_tells_all_about_a_key_and_nothing_that_continues_it()
    {
        await FillAsync();

        ToolOutput output = await RunAsync("ledger", "show", "live", "--ledger", File);

        output.ExitCode.Should().Be(0, output.Error);
        output.Output.Should().ContainAll("live", "argos", "Answered", "Live", "0.97", "t-1").And.NotContain("secret-token");
        (await RunAsync("ledger", "show", "nothing", "--ledger", File)).ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task Unknown_photos_are_listed_settled_and_released()
    {
        await FillAsync();
        (await RunAsync("ledger", "unknown", "--ledger", File)).Output.Should().Contain("lost (argos)").And.EndWith("1 unknown\n");

        (await RunAsync("ledger", "unknown", "settle", "lost", "--ledger", File)).ExitCode.Should().Be(2, "what is known has to be said");
        (await RunAsync("ledger", "unknown", "resend", "lost", "--ledger", File)).Output.Should().Be("1 settled\n");
        (await RunAsync("ledger", "unknown", "settle", "failed", "--not-processed", "--ledger", File)).Output.Should().Be("1 settled\n");
        (await RunAsync("ledger", "unknown", "settle", "live", "--processed", "--ledger", File)).ExitCode.Should().Be(2, "it is answered");

        (await RunAsync("ledger", "unknown", "list", "--ledger", File)).Output.Should().Be("0 unknown\n");
    }

    [Fact]
    public async Task Export_writes_every_entry_as_csv_or_json()
    {
        await FillAsync();

        string[] csv = (await RunAsync("ledger", "export", "--csv", "--ledger", File)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] json = (await RunAsync("ledger", "export", "--json", "--ledger", File)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        csv.Should().HaveCount(6);
        csv[0].Should().StartWith("key,client,run,state,verdict");
        csv.Should().ContainSingle(line => line.StartsWith("\"'=cmd,\"", StringComparison.Ordinal), "a spreadsheet must not take a key for a formula");
        json.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("key").GetString()).Should().BeEquivalentTo("=cmd,", "attack", "failed", "live", "lost");
        (await RunAsync("ledger", "export", "--ledger", File)).ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task An_erased_key_is_gone_from_the_file_and_stays_taken()
    {
        await FillAsync();

        (await RunAsync("ledger", "erase", "attack", "--ledger", File)).Output.Should().Be("1 erased\n");

        (await RunAsync("ledger", "show", "attack", "--ledger", File)).Output.Should().Contain("Erased").And.NotContain("NotLive");
        foreach (string path in Directory.GetFiles(Folder, File + "*"))
        {
            System.Text.Encoding.Latin1.GetString(await System.IO.File.ReadAllBytesAsync(path)).Should().NotContain("attack", because: path);
        }
    }

    [Fact]
    public async Task Purge_deletes_by_age_and_keeps_the_totals()
    {
        await FillAsync();
        (await RunAsync("ledger", "purge", "--older-than", "1d", "--ledger", File)).Output.Should().Be("0 deleted\n");

        ToolOutput output = await RunAsync("ledger", "purge", "--older-than", "0h", "--ledger", File);

        output.Output.Should().Be("4 deleted\n");
        (await RunAsync("ledger", "export", "--json", "--ledger", File)).Output.Should().Contain("lost").And.NotContain("live");
        (await RunAsync("ledger", "summary", "--ledger", File)).Output.Should().Contain("argos");
        (await RunAsync("ledger", "purge", "--older-than", "soon", "--ledger", File)).ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task Schema_is_printed_for_both_databases()
    {
        (await RunAsync("ledger", "schema")).Output.Should().Contain("timestamptz");
        (await RunAsync("ledger", "schema", "--sqlite")).Output.Should().Contain("WITHOUT ROWID");
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_opened_is_a_usage_error()
    {
        Write("text.ledger", "This is not a database, although it is long enough to be taken for one at first sight by a careless program.");

        (await RunAsync("ledger", "summary", "--ledger", "missing.ledger")).ExitCode.Should().Be(2);
        (await RunAsync("ledger", "summary", "--ledger", "text.ledger")).ExitCode.Should().Be(2);
        (await RunAsync("ledger", "summary", "--ledger", "Host=127.0.0.1;Port=1")).Error.Should().Contain("Secrets");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Password=hunter2", "cannot be opened. Failed to connect to 127.0.0.1:1")]
    [InlineData("Host=127.0.0.1;Bogus=1;Password=hunter2", "not a valid PostgreSQL connection string")]
    [InlineData("Host=127.0.0.1;Port=many;Password=hunter2", "not a valid PostgreSQL connection string")]
    [InlineData("Host=127.0.0.1;Password=hun;hunter2=1", "not a valid PostgreSQL connection string")]
    [InlineData("Host=nobody.invalid;Password=hunter2", "cannot be opened")]
    [InlineData("Server=127.0.0.1;Port=1;Password=hunter2", "does not exist")]
    [InlineData("postgres://user:hunter2@localhost/liveness", "does not exist")]
    public async Task A_database_that_cannot_be_opened_is_told_in_one_line_without_its_password(string ledger, string expected)
    {
        ToolOutput output = await RunAsync(Secret(LedgerSecret.Generate("test").Key), "ledger", "summary", "--ledger", ledger);

        output.ExitCode.Should().Be(2, output.Error);
        output.ErrorLines.Should().ContainSingle().Which.Should().StartWith("liveness: ").And.Contain(expected).And.NotContain("hunter2");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1")]
    [InlineData(File)]
    public async Task Settings_that_no_ledger_accepts_are_told_in_one_line(string ledger)
    {
        await FillAsync();

        ToolOutput secret = await RunAsync(Secret("c2hvcnQ="), "ledger", "summary", "--ledger", ledger);
        ToolOutput lease = await RunAsync([.. Secret(LedgerSecret.Generate("test").Key), new("Liveness:Ledger:Lease", "soon")], "ledger", "summary", "--ledger", ledger);

        (secret.ExitCode, lease.ExitCode).Should().Be((2, 2));
        secret.ErrorLines.Should().ContainSingle().Which.Should().Contain("secret 'test' must be base64").And.NotContainAny("c2hvcnQ=", "Parameter");
        lease.ErrorLines.Should().ContainSingle().Which.Should().Contain("Liveness:Ledger:Lease");
    }

    [UnixFact]
    public async Task The_secret_of_the_tool_is_for_its_user_alone()
    {
        await FillAsync();
        await RunAsync("ledger", "summary", "--ledger", File);

        string secret = Path.Combine(Folder, ".config", "liveness", "ledger-secret");
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.GetUnixFileMode(secret).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        System.Text.Encoding.Latin1.GetString(await System.IO.File.ReadAllBytesAsync(Path.Combine(Folder, File)))
            .Should().NotContain(await System.IO.File.ReadAllTextAsync(secret));
    }

    private static Dictionary<string, string?> Secret(string key) => new() { ["Liveness:Ledger:Secrets:0:Name"] = "test", ["Liveness:Ledger:Secrets:0:Key"] = key };

    /// <summary>Makes a ledger with a live answer, an attack, a failure, an unknown check, and one of another client.</summary>
    private async Task FillAsync()
    {
        string connectionString = $"Data Source={Path.Combine(Folder, File)};Pooling=False";
        await using SqlCheckLedger ledger = new(
            SqliteFactory.Instance.CreateDataSource(connectionString), SqlLedgerDialect.Sqlite, new CheckLedgerOptions { Secrets = { LedgerSecret.Generate("test") } });
        await ledger.CreateSchemaAsync();
        await AddAsync(ledger, "live", "argos", new LedgerOutcome { ClientName = "argos", Verdict = LivenessVerdict.Live, Score = 0.97, Reference = "t-1" });
        await AddAsync(ledger, "attack", "argos", new LedgerOutcome { ClientName = "argos", Verdict = LivenessVerdict.NotLive, Reasons = [LivenessReasonCode.PresentationAttack] });
        await AddAsync(ledger, "failed", "argos", new LedgerOutcome { ClientName = "argos", Error = LivenessError.Unavailable });
        await AddAsync(ledger, "lost", "argos", null);
        await AddAsync(ledger, "=cmd,", "dojah", new LedgerOutcome { ClientName = "dojah", Verdict = LivenessVerdict.Live });
    }

    private static async Task AddAsync(CheckLedger ledger, string key, string client, LedgerOutcome? outcome)
    {
        LedgerClaim claim = ledger.CreateClaim(new LedgerKey(key, client), hash => hash.AppendData("photo"u8));
        await ledger.ClaimAsync(claim, default);
        await ledger.DispatchAsync(claim, default);
        _ = outcome is null ? await ledger.SuspendAsync(claim, default) : await ledger.CompleteAsync(claim, outcome, default);
    }
}
