using System.Globalization;
using System.Text.RegularExpressions;
using LivenessSdk.Simulator;
using LivenessSdk.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>Holds the page's table of every vendor's codes against what the adapters make of them.</summary>
public sealed partial class VendorCodeTableTests
{
    private static readonly string[] s_vendors = ["Argos", "Dojah", "Progeny", "Riset", "Verihubs"];

    private static IEnumerable<(string Vendor, string Code, string[] Outcome)> Rows =>
        from row in PageTable.Read("verdicts.md", "### Every vendor's codes")
        from code in row[1].Contains("any code not listed", StringComparison.Ordinal)
            ? [.. PageTable.Codes(row[1]), "SOMETHING_NEW"]
            : PageTable.Codes(row[1])
        select (row[0], code, PageTable.Codes(row[2]));

    [Fact]
    public async Task Every_code_becomes_what_the_page_says()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using LivenessClient clients = LivenessClient.Create(new ConfigurationBuilder()
            .AddConfiguration(simulator.ToConfiguration())
            .AddInMemoryCollection(s_vendors.SelectMany(WithoutResilience))
            .Build().GetSection("Liveness"));

        (string Vendor, string Code, string[] Outcome)[] rows = [.. Rows];
        rows.Should().HaveCountGreaterThan(60);
        foreach ((string vendor, string code, string[] outcome) in rows)
        {
            foreach (VendorSimulator asked in simulator.Vendors.Where(asked => vendor == "HTTP" || vendor == asked.Vendor))
            {
                asked.Always(Response(vendor, code), vendor == "Progeny" ? RequestKind.Poll : RequestKind.Billable);

                string[] came = await CheckAsync(clients.GetClient(asked.Vendor.ToLowerInvariant()));

                came.Should().BeEquivalentTo(outcome, $"{asked.Vendor} answered {code}");
            }
        }
    }

    [Theory]
    [InlineData("Progeny", "ProgenyCode.cs")]
    [InlineData("Verihubs", "VerihubsCode.cs")]
    public void The_page_leaves_out_no_code_that_an_adapter_knows(string vendor, string file)
    {
        string source = File.ReadAllText(Repository.PathOf("src", "LivenessSdk", "Providers", vendor, file));
        string[] known = [.. Literal().Matches(source).Select(match => match.Groups[1].Value)];

        known.Should().NotBeEmpty().And.BeSubsetOf(Rows.Where(row => row.Vendor == vendor).Select(row => row.Code));
    }

    [Fact]
    public void The_page_leaves_out_no_status_of_Riset() =>
        Enumerable.Range(100, 400).Where(code => RisetStatus.FindReason(code) is not null || RisetStatus.FindFailure(code) is not null)
            .Should().BeEquivalentTo(Rows.Where(row => row.Vendor == "Riset").Select(row => int.Parse(row.Code, CultureInfo.InvariantCulture)).Where(code => code < 500));

    private static async Task<string[]> CheckAsync(ILivenessClient client)
    {
        try
        {
            LivenessResult result = await client.CheckAsync(SamplePhoto.ToImage());
            return [result.Verdict.ToString(), .. result.Reasons.Select(reason => reason.Code.Value)];
        }
        catch (LivenessException e)
        {
            return [e.Error.ToString()];
        }
    }

    private static Scenario Response(string vendor, string code) =>
        vendor switch
        {
            "Argos" => Scenario.Response(400, $$"""{"transactionId":"e0nv","message":"Words","errorCode":"{{code}}"}"""),
            "Progeny" => Scenario.Response(200, $$$"""{"id":1,"status":"SUCCESS","result":{"data":{"liveness":{"result":false,"error":"Words","error_code":"{{{code}}}"}},"status":400}}"""),
            "Riset" => Scenario.Response(200, $$"""{"status":"{{code}}","status_message":"Words"}"""),
            "Verihubs" when code.StartsWith("FAIL_ON", StringComparison.Ordinal) => Scenario.Response(200, $$"""{"message":"Words","error_code":"{{code}}"}"""),
            "Verihubs" => Scenario.Response(400, $$"""{"message":"Words","error_code":"{{code}}"}"""),
            _ => Scenario.Response(int.Parse(code, CultureInfo.InvariantCulture), "{}"),
        };

    /// <summary>Makes every check stand for itself.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> WithoutResilience(string vendor) =>
    [
        new($"Liveness:Providers:{vendor.ToLowerInvariant()}:Resilience:MaxRetryAttempts", "0"),
        new($"Liveness:Providers:{vendor.ToLowerInvariant()}:Resilience:MinimumThroughput", int.MaxValue.ToString(CultureInfo.InvariantCulture)),
        new($"Liveness:Providers:{vendor.ToLowerInvariant()}:Resilience:ConsecutiveFailures", "0"),
        new($"Liveness:Providers:{vendor.ToLowerInvariant()}:Resilience:QuotaBreakDuration", "00:00:00"),
    ];

    [GeneratedRegex("\"([A-Z]+(?:_[A-Z]+)+)\"")]
    private static partial Regex Literal();
}
