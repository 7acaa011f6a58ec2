using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using LivenessSdk.Ledger.Tests.Support;

namespace LivenessSdk.Ledger.Tests;

/// <summary>Runs the queries of the operator's guide on a ledger in PostgreSQL.</summary>
public sealed partial class GuideQueriesTests
{
    private static readonly string s_guide = Path.Combine(
        typeof(GuideQueriesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!, "samples", "Fleet", "README.md");

    public static TheoryData<string> Queries => [.. Query().Matches(File.ReadAllText(s_guide)).Select(match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_of_the_guide_runs(string query)
    {
        await using TestDatabase database = await TestDatabase.CreatePostgreSqlAsync();
        await using CheckLedger ledger = await FillAsync(database);

        await ReadAsync(database, query);
    }

    [Fact]
    public async Task The_queries_tell_the_status_of_each_check()
    {
        await using TestDatabase database = await TestDatabase.CreatePostgreSqlAsync();
        await using CheckLedger ledger = await FillAsync(database);
        string[] queries = [.. Query().Matches(await File.ReadAllTextAsync(s_guide)).Select(match => match.Groups[1].Value)];

        string[] statuses = [.. (await ReadAsync(database, queries.Single(query => query.Contains("AS status", StringComparison.Ordinal)))).Select(row => $"{row[1]} {row[2]}")];
        statuses.Should().Equal("abandoned before sending 1", "answered 1", "failed 1", "unknown 1");
        (await ReadAsync(database, queries.Single(query => query.Contains("continues_by_itself", StringComparison.Ordinal)))).Should().ContainSingle().Which[0].Should().Be("unknown");
        (await ReadAsync(database, queries.Single(query => query.Contains("> 1", StringComparison.Ordinal)))).Should().BeEmpty();
    }

    /// <summary>Creates entries in several states, whose leases are over.</summary>
    private static async Task<CheckLedger> FillAsync(TestDatabase database)
    {
        CheckLedger ledger = await database.OpenAsync(new CheckLedgerOptions { Lease = TimeSpan.FromSeconds(1), Secrets = { LedgerSecret.Generate("test") } });
        foreach (string state in (string[])["answered", "failed", "unknown", "claimed"])
        {
            LedgerClaim claim = ledger.CreateClaim(new LedgerKey(state, "argos"), hash => hash.AppendData("photo"u8));
            await ledger.ClaimAsync(claim, default);
            if (state == "claimed" || !await ledger.DispatchAsync(claim, default) || state == "unknown")
            {
                continue;
            }

            await ledger.CompleteAsync(
                claim,
                state == "answered" ? new LedgerOutcome { ClientName = "argos", Verdict = LivenessVerdict.Live } : new LedgerOutcome { ClientName = "argos", Error = LivenessError.TimedOut },
                default);
        }

        await database.ExecuteAsync("UPDATE liveness_check SET lease_until = lease_until - interval '1 hour'");
        return ledger;
    }

    private static async Task<List<object[]>> ReadAsync(TestDatabase database, string query)
    {
        List<object[]> rows = [];
        await using DbCommand command = database.DataSource.CreateCommand(query);
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Query();
}
