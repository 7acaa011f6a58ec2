using System.Text.Json;
using System.Text.Json.Nodes;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Simulator;

public sealed class RisetSimulatorTests : SimulatorTest
{
    private const string MultiImage = "/liveness-api/verify-face-liveness";
    private const string Batch = "/liveness-api/batch-verify-face-liveness";

    private string _token = "";

    private RisetSimulator Riset => Simulator.Riset;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _token = JsonDocument.Parse((await SendAsync(Token(Riset.ClientId, Riset.Password))).Body).RootElement.GetProperty("access_token").GetString()!;
        Riset.Reset();
    }

    [Fact]
    public async Task Each_photo_of_a_good_request_gets_its_result()
    {
        JsonElement reply = await ReplyAsync(Body("left", "eyes closed", "front"));

        reply.GetProperty("status").GetString().Should().Be("200");
        reply.GetProperty("liveness").GetString().Should().Be("passed");
        JsonElement results = reply.GetProperty("results");
        results.EnumerateObject().Select(result => result.Name).Should().Equal("image1", "image2", "image3");
        results.GetProperty("image1").GetProperty("spoof").GetString().Should().Be("real");
        results.GetProperty("image1").TryGetProperty("verified", out _).Should().BeFalse("no user was named");
        results.GetProperty("image2").GetProperty("left_eye").GetString().Should().Be("closed");
        Riset.Requests.Single().Photos.Select(photo => photo.Pose).Should().Equal("left", "eyes closed", "front");
        Riset.Requests.Single().Fields["face_parameters"].Should().Be("left,eyes closed,front");
        Riset.Requests.Single().Fields["trx_id"].Should().Be("trx1");
    }

    [Fact]
    public async Task A_named_user_is_verified_and_spoof_detection_can_be_switched_off()
    {
        JsonObject body = Body("front");
        (body["user_id"], body["facegallery_id"], body["spoof_detection"]) = ("user", "gallery", false);

        JsonElement photo = (await ReplyAsync(body)).GetProperty("results").GetProperty("image1");

        photo.GetProperty("verified").GetBoolean().Should().BeTrue();
        photo.TryGetProperty("spoof", out _).Should().BeFalse();
    }

    [Fact]
    public async Task A_batch_has_newer_names_and_settings_for_each_photo()
    {
        JsonObject body = new()
        {
            ["trx_id"] = "trx1",
            ["user_id"] = "user",
            ["facegallery_id"] = "gallery",
            ["batch"] = new JsonArray(
                new JsonObject { ["image"] = PhotoText, ["face_parameter"] = "face left" },
                new JsonObject { ["image"] = PhotoText, ["face_parameter"] = "eyes open", ["spoof_detection"] = false, ["face_verification"] = false }),
        };

        JsonElement results = (await ReplyAsync(body, Batch)).GetProperty("results");

        JsonElement first = results.GetProperty("image1");
        first.GetProperty("is_spoof").GetBoolean().Should().BeFalse();
        first.GetProperty("verified").GetBoolean().Should().BeTrue();
        first.TryGetProperty("yaw", out _).Should().BeTrue();
        JsonElement second = results.GetProperty("image2");
        second.EnumerateObject().Select(property => property.Name).Should().NotContain(["is_spoof", "spoof", "spoof_score", "verified", "similarity", "yaw"]);
        Riset.Requests.Single().Photos.Select(photo => photo.Pose).Should().Equal("left", "eyes open");
    }

    [Fact]
    public async Task Scenarios_change_every_photo_they_concern()
    {
        Riset.Next(Scenario.Attack, Scenario.Contradiction, Scenario.PoseMismatch);

        JsonElement attack = await ReplyAsync(Body("left", "right"));
        JsonElement contradiction = await ReplyAsync(Body("left"));
        JsonElement pose = await ReplyAsync(Body("left"));

        attack.GetProperty("liveness").GetString().Should().Be("false");
        attack.GetProperty("results").GetProperty("image2").GetProperty("spoof").GetString().Should().Be("spoof");
        contradiction.GetProperty("liveness").GetString().Should().Be("passed");
        contradiction.GetProperty("results").GetProperty("image1").GetProperty("spoof").GetString().Should().Be("spoof");
        pose.GetProperty("results").GetProperty("image1").GetProperty("match").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task Another_persons_face_is_not_verified_where_a_user_was_named()
    {
        Riset.Always(Scenario.IdentityMismatch);
        JsonObject named = Body("front");
        (named["user_id"], named["facegallery_id"]) = ("user", "gallery");

        (await ReplyAsync(named)).GetProperty("results").GetProperty("image1").GetProperty("verified").GetBoolean().Should().BeFalse();
        (await ReplyAsync(Body("front"))).GetProperty("liveness").GetString().Should().Be("passed");
    }

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task A_request_that_breaks_the_contract_gets_its_code(string why, string code, string json)
    {
        (int status, string body) = await SendAsync(Check(json));

        status.Should().Be(200, why);
        JsonDocument.Parse(body).RootElement.GetProperty("status").GetString().Should().Be(code, why);
        Riset.Requests.Single().Scenario.Should().BeNull();
    }

    public static TheoryData<string, string, string> BadRequests
    {
        get
        {
            var cases = new TheoryData<string, string, string>
            {
                { "no JSON", "400", "{" },
                { "an array", "400", "[]" },
            };
            void Add(string why, string code, Action<JsonObject> change)
            {
                JsonObject body = Body("left", "right");
                change(body);
                cases.Add(why, code, body.ToJsonString());
            }

            Add("no trx_id", "400", body => body.Remove("trx_id"));
            Add("an empty trx_id", "400", body => body["trx_id"] = "");
            Add("a long trx_id", "400", body => body["trx_id"] = new string('a', 121));
            Add("a user without gallery", "454", body => body["user_id"] = "user");
            Add("a gallery without user", "452", body => body["facegallery_id"] = "gallery");
            Add("a long user_id", "400", body => (body["user_id"], body["facegallery_id"]) = (new string('a', 121), "gallery"));
            Add("no images", "451", body => body.Remove("images"));
            Add("an empty list", "451", body => (body["images"], body["face_parameters"]) = (new JsonArray(), new JsonArray()));
            Add("an image that is null", "451", body => body["images"]![0] = null);
            Add("an empty image", "451", body => body["images"]![0] = "");
            Add("fewer parameters than images", "400", body => body["face_parameters"]!.AsArray().RemoveAt(0));
            Add("more parameters than images", "400", body => body["face_parameters"]!.AsArray().Add("up"));
            Add("no parameters", "400", body => body.Remove("face_parameters"));
            Add("an unknown parameter", "400", body => body["face_parameters"]![0] = "backwards");
            Add("a parameter of the batch protocol", "400", body => body["face_parameters"]![0] = "face left");
            Add("a flag as text", "400", body => body["spoof_detection"] = "true");
            Add("a threshold above the number of images", "400", body => body["success_threshold"] = 3);
            Add("a threshold of zero", "400", body => body["success_threshold"] = 0);
            Add("a threshold as text", "400", body => body["success_threshold"] = "2");
            Add("a data URI", "490", body => body["images"]![1] = "data:image/jpeg;base64," + PhotoText);
            Add("a line break", "490", body => body["images"]![1] = PhotoText.Insert(4, "\n"));
            Add("no base64", "490", body => body["images"]![1] = "???");
            Add("bytes that are no photo", "491", body => body["images"]![1] = Convert.ToBase64String("no photo"u8));
            Add("WebP", "491", body => body["images"]![1] = Convert.ToBase64String(TestPhoto.WebP(640, 480)));
            Add("nine images", "400", body => Fill(body, 9));
            return cases;
        }
    }

    [Fact]
    public async Task Eight_images_are_taken()
    {
        JsonObject body = Body();
        Fill(body, 8);

        (await ReplyAsync(body)).GetProperty("results").EnumerateObject().Should().HaveCount(8);
    }

    [Fact]
    public async Task Codes_are_mirrored_in_the_http_status_on_request()
    {
        Riset.MirrorsStatus = true;
        Riset.Always(Scenario.NoFace);

        (await SendAsync(Check(Body("front").ToJsonString()))).Status.Should().Be(412);
    }

    [Fact]
    public async Task A_token_is_asked_for_with_a_form_and_its_own_header()
    {
        (await SendAsync(Token(Riset.ClientId, "wrong"))).Body.Should().Contain("\"401\"");
        (await SendAsync(Json(Riset, "/oauth/client/token", "{}"))).Body.Should().Contain("\"400\"");
        foreach ((string name, string value) in new[] { ("Authorization", _token), ("Accesstoken", "Bearer " + _token), ("Accesstoken", "foreign") })
        {
            (await SendAsync(Json(Riset, MultiImage, Body("front").ToJsonString(), (name, value)))).Body.Should().Contain("\"401\"", value);
        }
    }

    [Fact]
    public async Task Tokens_expire_by_the_clock_and_on_demand()
    {
        Time.Advance(Riset.TokenLifetime - TimeSpan.FromTicks(1));
        (await SendAsync(Check(Body("front").ToJsonString()))).Body.Should().Contain("passed");
        Time.Advance(TimeSpan.FromTicks(1));
        (await SendAsync(Check(Body("front").ToJsonString()))).Body.Should().Contain("\"401\"");

        _token = JsonDocument.Parse((await SendAsync(Token(Riset.ClientId, Riset.Password))).Body).RootElement.GetProperty("access_token").GetString()!;
        Riset.ExpireTokens();
        (await SendAsync(Check(Body("front").ToJsonString()))).Body.Should().Contain("\"401\"");
    }

    private static JsonObject Body(params string[] poses) => new()
    {
        ["trx_id"] = "trx1",
        ["images"] = new JsonArray([.. poses.Select(_ => (JsonNode)PhotoText)]),
        ["face_parameters"] = new JsonArray([.. poses.Select(pose => (JsonNode)pose)]),
    };

    private static void Fill(JsonObject body, int count)
    {
        body["images"] = new JsonArray([.. Enumerable.Repeat(0, count).Select(_ => (JsonNode)PhotoText)]);
        body["face_parameters"] = new JsonArray([.. Enumerable.Repeat(0, count).Select(_ => (JsonNode)"front")]);
    }

    private HttpRequestMessage Token(string client, string password) => new(HttpMethod.Post, Riset.Endpoint + "/oauth/client/token")
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["client_id"] = client, ["password"] = password }),
    };

    private HttpRequestMessage Check(string json, string path = MultiImage) => Json(Riset, path, json, ("Accesstoken", _token));

    private async Task<JsonElement> ReplyAsync(JsonObject body, string path = MultiImage) =>
        JsonDocument.Parse((await SendAsync(Check(body.ToJsonString(), path))).Body).RootElement;
}
