using System.Text.Json;
using System.Text.RegularExpressions;
using LivenessSdk.Simulator;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Simulator;

/// <summary>Holds the simulator to the tables of its page, docs/simulator.md.</summary>
public sealed partial class ScenarioTableTests : SimulatorTest
{
    private static readonly string[] s_page = File.ReadAllLines(Repository.PathOf("docs", "simulator.md"));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_vendor_answers_as_the_table_says(string vendor, string scenario, string cell)
    {
        Simulator.Vendors.Single(candidate => vendor.StartsWith(candidate.Vendor, StringComparison.Ordinal))
            .Always(Scenario.All.Single(candidate => candidate.Name == scenario));

        (int status, string body) = await CheckAsync(vendor);

        status.Should().Be(int.Parse(cell.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        body.Should().ContainAll(Code().Matches(cell).Select(match => match.Groups[1].Value));
    }

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, string>();
            string[] vendors = [.. Columns(s_page.Single(line => line.StartsWith("| scenario | Argos", StringComparison.Ordinal))).Skip(1)];
            foreach (string[] row in Rows("| scenario | Argos"))
            {
                foreach ((string vendor, string cell) in vendors.Zip(row.Skip(1)))
                {
                    cells.Add(vendor, row[0].Trim('`'), cell);
                }
            }

            return cells;
        }
    }

    [Fact]
    public void Every_scenario_has_its_row()
    {
        IEnumerable<string> rows = Rows("| scenario | Argos").Concat(Rows("| scenario | what happens")).Select(row => row[0].Trim('`'));

        rows.Should().BeEquivalentTo(Scenario.All.Select(scenario => scenario.Name).Append(nameof(Scenario.Response)));
    }

    /// <summary>Ids are left out of the comparison.</summary>
    [SharedTheory]
    [InlineData("Argos", "Live", "argos/live.json")]
    [InlineData("Argos", "NoFace", "argos/cannot-analyze.json")]
    [InlineData("Dojah", "Live", "dojah/live.json")]
    [InlineData("Dojah", "Attack", "dojah/not-live.json")]
    [InlineData("Progeny (task)", "Live", "progeny/task-live.json")]
    [InlineData("Progeny (task)", "FaceTooSmall", "progeny/task-face-too-small.json")]
    [InlineData("Progeny (task)", "NoFace", "progeny/task-face-not-found.json")]
    [InlineData("Riset", "Live", "riset/passed.json")]
    [InlineData("Verihubs", "Live", "verihubs/live-unverified.json")]
    [InlineData("Verihubs", "NoFace", "verihubs/face-not-detected.json")]
    public async Task A_reply_holds_all_that_the_recorded_one_holds(string vendor, string scenario, string file)
    {
        JsonElement recorded = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Shared, "replies", file))).RootElement;
        Simulator.Dojah.ResponseShape = scenario == "Live" ? DojahResponseShape.ApiReference : DojahResponseShape.Specification;
        Simulator.Progeny.ErrorShape = scenario == "NoFace" ? ProgenyErrorShape.Overview : ProgenyErrorShape.Specification;
        Simulator.Vendors.Single(candidate => vendor.StartsWith(candidate.Vendor, StringComparison.Ordinal))
            .Always(Scenario.All.Single(candidate => candidate.Name == scenario));

        (int status, string body) = await CheckAsync(vendor);

        status.Should().Be(recorded.GetProperty("status").GetInt32());
        Leaves(JsonDocument.Parse(body).RootElement).Should().Contain(Leaves(recorded.GetProperty("body")));
    }

    private static IEnumerable<string> Leaves(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Where(property => property.Name is not ("id" or "transactionId"))
            .SelectMany(property => Leaves(property.Value, $"{path}.{property.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Leaves(item, $"{path}[{index}]")),
        JsonValueKind.Number => [$"{path}={element.GetDouble()}"],
        _ => [$"{path}={element.GetRawText()}"],
    };

    private static IEnumerable<string[]> Rows(string header) => s_page
        .SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal)).Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(Columns);

    private static string[] Columns(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    private Task<(int Status, string Body)> CheckAsync(string vendor) => vendor switch
    {
        "Argos" => SendAsync(Json(Simulator.Argos, "/liveness", $$"""{"faceImage":"{{PhotoText}}"}""", ("x-api-key", Simulator.Argos.ApiKey))),
        "Dojah" => SendAsync(Json(
            Simulator.Dojah, "/api/v1/ml/liveness/", $$"""{"image":"{{PhotoText}}"}""",
            ("AppId", Simulator.Dojah.AppId), ("Authorization", Simulator.Dojah.SecretKey))),
        "Progeny (task)" => CheckProgenyAsync(),
        "Riset" => CheckRisetAsync(),
        _ => SendAsync(Json(
            Simulator.Verihubs, "/face/liveness", VerihubsBody(validate: vendor != "Verihubs"),
            ("App-ID", Simulator.Verihubs.AppId), ("API-Key", Simulator.Verihubs.ApiKey))),
    };

    private static string VerihubsBody(bool validate) => JsonSerializer.Serialize(new
    {
        image = PhotoText, validate_quality = validate, validate_attribute = validate, validate_nface = validate,
    });

    private async Task<(int Status, string Body)> CheckProgenyAsync()
    {
        string endpoint = Simulator.Progeny.Endpoint.ToString();
        using var login = new MultipartFormDataContent
        {
            { new StringContent(Simulator.Progeny.Username), "username" }, { new StringContent(Simulator.Progeny.Password), "password" },
        };
        string access = await TextAsync(new(HttpMethod.Post, endpoint + "/accounts/token/obtain/") { Content = login }, "access");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Photo), "image", "face.jpg" } };
        using var submit = new HttpRequestMessage(HttpMethod.Post, endpoint + "/services/face_liveness/") { Content = form };
        submit.Headers.Authorization = new("Bearer", access);
        (int status, string body) = await SendAsync(submit);
        if (status != 200)
        {
            return (status, body);
        }

        string id = JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
        using var poll = new HttpRequestMessage(HttpMethod.Get, $"{endpoint}/services/task/?id={id}");
        poll.Headers.Authorization = new("Bearer", access);
        return await SendAsync(poll);
    }

    private async Task<(int Status, string Body)> CheckRisetAsync()
    {
        using var login = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["client_id"] = Simulator.Riset.ClientId, ["password"] = Simulator.Riset.Password,
        });
        string token = await TextAsync(new(HttpMethod.Post, Simulator.Riset.Endpoint + "/oauth/client/token") { Content = login }, "access_token");
        string body = JsonSerializer.Serialize(new
        {
            trx_id = "trx1", user_id = "user", facegallery_id = "gallery", images = new[] { PhotoText, PhotoText }, face_parameters = new[] { "front", "left" },
        });
        return await SendAsync(Json(Simulator.Riset, "/liveness-api/verify-face-liveness", body, ("Accesstoken", token)));
    }

    private async Task<string> TextAsync(HttpRequestMessage message, string property) =>
        JsonDocument.Parse((await SendAsync(message)).Body).RootElement.GetProperty(property).GetString()!;
}
