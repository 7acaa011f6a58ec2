using System.Text.Json;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Simulator;

public sealed class DojahSimulatorTests : SimulatorTest
{
    [Theory]
    [InlineData("/api/v1/ml/liveness/")]
    [InlineData("/api/v1/ml/liveness")]
    public async Task A_request_that_keeps_to_the_contract_is_live_with_and_without_the_last_slash(string path)
    {
        (int status, string body) = await SendAsync(Check(path: path));

        status.Should().Be(200);
        body.Should().Contain("\"liveness_check\":true");
        Simulator.Dojah.Endpoint.AbsolutePath.Should().Be("/dojah");
    }

    [Theory]
    [InlineData(null, "simulated-dojah-secret")]
    [InlineData("simulated-dojah-app", null)]
    [InlineData("simulated-dojah-app", "Bearer simulated-dojah-secret")]
    [InlineData("simulated-dojah-app", "simulated-dojah-app")]
    [InlineData("simulated-dojah-secret", "simulated-dojah-app")]
    public async Task Wrong_credentials_are_unauthorized(string? appId, string? authorization)
    {
        var headers = new List<(string, string)>();
        if (appId is not null)
        {
            headers.Add(("AppId", appId));
        }

        if (authorization is not null)
        {
            headers.Add(("Authorization", authorization));
        }

        (await SendAsync(Json(Simulator.Dojah, "/api/v1/ml/liveness/", Body(PhotoText), [.. headers]))).Status.Should().Be(401);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"image\":\"\"}")]
    [InlineData("{\"data\":{\"image\":\"AAAA\"}}")]
    [InlineData("nonsense")]
    public async Task A_missing_photo_is_a_bad_request(string json)
    {
        (int status, string body) = await SendAsync(Check(json));

        status.Should().Be(400);
        body.Should().Contain("required");
    }

    [Theory]
    [MemberData(nameof(UnusablePhotos))]
    public async Task A_photo_in_another_form_is_a_bad_request(string photo)
    {
        (int status, string body) = await SendAsync(Check(Body(photo)));

        status.Should().Be(400);
        body.Should().Contain("not valid");
    }

    public static TheoryData<string> UnusablePhotos =>
    [
        "data:image/jpeg;base64," + PhotoText, PhotoText + "\\r\\n", "https://example.com/face.jpg",
        Convert.ToBase64String(TestPhoto.WebP(640, 480)), Convert.ToBase64String("no photo"u8),
    ];

    [Theory]
    [InlineData(DojahResponseShape.Specification, "98.30275726318359", "0.014614949759561568")]
    [InlineData(DojahResponseShape.ApiReference, "98", "3")]
    public async Task The_probability_has_the_form_of_the_chosen_shape(DojahResponseShape shape, string live, string attack)
    {
        Simulator.Dojah.ResponseShape = shape;
        Simulator.Dojah.Next(Scenario.Live, Scenario.Attack);

        (await ProbabilityAsync()).Should().Be(live);
        (await ProbabilityAsync()).Should().Be(attack);
    }

    [Fact]
    public async Task The_shape_with_a_spoof_flag_has_other_names()
    {
        Simulator.Dojah.ResponseShape = DojahResponseShape.SpoofFlag;
        Simulator.Dojah.Next(Scenario.Attack, Scenario.NoFace);

        JsonElement attack = await EntityAsync();
        JsonElement noFace = await EntityAsync();

        attack.GetProperty("liveness").GetProperty("spoof").GetBoolean().Should().BeTrue();
        attack.GetProperty("liveness").TryGetProperty("liveness_check", out _).Should().BeFalse();
        attack.GetProperty("face").GetProperty("detected").GetBoolean().Should().BeTrue();
        noFace.GetProperty("face").GetProperty("detected").GetBoolean().Should().BeFalse();
        noFace.GetProperty("face").TryGetProperty("face_detected", out _).Should().BeFalse();
    }

    private async Task<string> ProbabilityAsync() =>
        (await EntityAsync()).GetProperty("liveness").GetProperty("liveness_probability").GetRawText();

    private async Task<JsonElement> EntityAsync() =>
        JsonDocument.Parse((await SendAsync(Check())).Body).RootElement.GetProperty("entity");

    private static string Body(string photo) => $$"""{"image":"{{photo}}"}""";

    private HttpRequestMessage Check(string? json = null, string path = "/api/v1/ml/liveness/") => Json(
        Simulator.Dojah, path, json ?? Body(PhotoText), ("AppId", Simulator.Dojah.AppId), ("Authorization", Simulator.Dojah.SecretKey));
}
