using System.Text.Json;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Simulator;

public sealed class VerihubsSimulatorTests : SimulatorTest
{
    private VerihubsSimulator Verihubs => Simulator.Verihubs;

    [Fact]
    public async Task A_good_request_is_live_with_numbers_as_text()
    {
        JsonElement reply = await ReplyAsync(Body(PhotoText));

        reply.GetProperty("liveness").GetProperty("status").GetBoolean().Should().BeTrue();
        reply.GetProperty("liveness").GetProperty("probability").GetString().Should().Be("99.87");
        reply.GetProperty("nface").GetInt32().Should().Be(1);
        Verihubs.Endpoint.AbsolutePath.Should().Be("/verihubs/v1");
    }

    [Theory]
    [InlineData("App-ID", "wrong")]
    [InlineData("API-Key", "wrong")]
    [InlineData("API-Key", "Bearer simulated-verihubs-key")]
    [InlineData("API-Key", null)]
    public async Task Wrong_credentials_are_unauthorized(string header, string? value)
    {
        HttpRequestMessage message = Check(Body(PhotoText));
        message.Headers.Remove(header);
        if (value is not null)
        {
            message.Headers.TryAddWithoutValidation(header, value);
        }

        (await SendAsync(message)).Status.Should().Be(401);
    }

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task A_request_that_breaks_the_contract_gets_its_code(string json, string code)
    {
        (int status, string body) = await SendAsync(Check(json));

        status.Should().Be(400, code);
        JsonDocument.Parse(body).RootElement.GetProperty("error_code").GetString().Should().Be(code);
    }

    public static TheoryData<string, string> BadRequests => new()
    {
        { "{}", "INVALID PAYLOAD" },
        { "{", "INVALID PAYLOAD" },
        { "{\"is_quality\":true}", "MISSING_PAYLOAD_IMAGE" },
        { "{\"data\":{\"image\":\"AAAA\"}}", "MISSING_PAYLOAD_IMAGE" },
        { Body(""), "INVALID_PAYLOAD_IMAGE_MISSING" },
        { Body("data:image/png;base64," + PhotoText), "INVALID_PAYLOAD_IMAGE_MISSING" },
        { Body(PhotoText.Insert(8, "\\n")), "INVALID_PAYLOAD_IMAGE_MISSING" },
        { Body("NO_FACE_PHOTO"), "INVALID_PAYLOAD_IMAGE_MISSING" },
        { Body(Convert.ToBase64String("no photo"u8)), "INVALID_PAYLOAD_IMAGE_FORMAT" },
        { Body(Convert.ToBase64String(TestPhoto.WebP(640, 480))), "INVALID_PAYLOAD_IMAGE_FORMAT" },
        { Body("http://example.com/face.jpg"), "INVALID_PAYLOAD_IMAGE_FORMAT" },
        { Body("https://example.com/timeout.jpg"), "INVALID_PAYLOAD_IMAGE_TIMEOUT" },
        { Body(PhotoText, "\"is_quality\":\"yes\""), "INVALID PAYLOAD" },
        { Body(PhotoText, "\"is_quality\":false,\"validate_quality\":true"), "INVALID_PAYLOAD_QUALITY_VALIDATION_DEPENDENCY" },
        { Body(PhotoText, "\"is_attribute\":false,\"validate_attribute\":true"), "INVALID_PAYLOAD_ATTRIBUTE_VALIDATION_DEPENDENCY" },
    };

    [Theory]
    [InlineData(3_932_160, true)]
    [InlineData(3_932_161, false)]
    public async Task Base64_may_have_five_mebibytes(int bytes, bool accepted)
    {
        byte[] photo = [.. Photo.AsSpan(0, Photo.Length - 2), .. new byte[bytes - Photo.Length], 0xFF, 0xD9];

        (int status, string body) = await SendAsync(Check(Body(Convert.ToBase64String(photo))));

        status.Should().Be(accepted ? 200 : 400);
        body.Contains("INVALID_PAYLOAD_IMAGE_SIZE").Should().Be(!accepted);
    }

    [Fact]
    public async Task A_photo_at_a_url_is_not_fetched_and_taken_for_live()
    {
        (await ReplyAsync(Body("https://photos.example/face.jpg"))).GetProperty("liveness").GetProperty("status").GetBoolean().Should().BeTrue();

        Verihubs.Requests.Single().Photos.Single().Should().BeEquivalentTo(
            new { Encoding = PhotoEncoding.Url, Text = "https://photos.example/face.jpg", Format = ImageFormat.Unknown });
    }

    [Fact]
    public async Task What_is_not_to_be_computed_is_left_out()
    {
        JsonElement reply = await ReplyAsync(Body(PhotoText, "\"is_quality\":false,\"is_attribute\":false"));

        reply.TryGetProperty("image_quality", out _).Should().BeFalse();
        reply.TryGetProperty("attributes", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("Blurred", "\"validate_quality\":true", "FAIL_ON_4")]
    [InlineData("Grayscale", "\"validate_quality\":true", "FAIL_ON_4")]
    [InlineData("Mask", "\"validate_attribute\":true", "FAIL_ON_2")]
    [InlineData("FaceOccluded", "\"validate_attribute\":true", "FAIL_ON_2")]
    [InlineData("MultipleFaces", "\"validate_nface\":true", "FAIL_ON_8")]
    public async Task A_validation_that_fails_gives_its_bit(string scenario, string flag, string code)
    {
        Verihubs.Always(Scenario.All.Single(candidate => candidate.Name == scenario));

        JsonElement unasked = await ReplyAsync(Body(PhotoText));
        JsonElement asked = await ReplyAsync(Body(PhotoText, flag));

        unasked.GetProperty("liveness").GetProperty("status").GetBoolean().Should().BeTrue();
        asked.GetProperty("error_code").GetString().Should().Be(code);
        asked.TryGetProperty("liveness", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData(VerihubsFailOnPosition.ErrorCode, "error_code")]
    [InlineData(VerihubsFailOnPosition.StatusCode, "status_code")]
    [InlineData(VerihubsFailOnPosition.Message, "message")]
    public async Task The_code_stands_where_it_was_put_and_the_findings_may_come_along(VerihubsFailOnPosition position, string property)
    {
        Verihubs.FailOnPosition = position;
        Verihubs.FailOnWithFindings = true;
        Verihubs.DataEnvelope = true;
        Verihubs.NumbersAsText = false;
        Verihubs.Always(Scenario.Dark);

        JsonElement reply = await ReplyAsync(Body(PhotoText, "\"validate_quality\":true"));

        reply.GetProperty(property).GetString().Should().Be("FAIL_ON_4");
        reply.TryGetProperty("liveness", out _).Should().BeFalse();
        reply.GetProperty("data").GetProperty("liveness").GetProperty("probability").GetDouble().Should().Be(99.87);
        reply.GetProperty("data").GetProperty("image_quality").GetProperty("dark").GetBoolean().Should().BeTrue();
    }

    [Theory]
    [InlineData("IMAGE_EXCEED_LIMIT", 400, "INVALID_PAYLOAD_IMAGE_SIZE")]
    [InlineData("NO_FACE_PHOTO", 400, "FACE_NOT_DETECTED")]
    [InlineData("LIVE_PERSON_K_1", 400, "INVALID_PAYLOAD_IMAGE_MISSING")]
    [InlineData("LIVE_PERSON__A_1", 400, "INVALID_PAYLOAD_IMAGE_MISSING")]
    [InlineData("LIVE_PERSON_A_1", 200, "\"status\":true")]
    [InlineData("SPOOF_PERSON_A_1", 200, "\"status\":false")]
    [InlineData("LIVE_PERSON_B_9", 200, "FAIL_ON_8")]
    [InlineData("LIVE_PERSON_M_A_1", 200, "FAIL_ON_2")]
    [InlineData("LIVE_PERSON_V_A_1", 200, "\"veil_on\":true")]
    [InlineData("LIVE_PERSON_MVS_J_2", 200, "FAIL_ON_10")]
    [InlineData("LIVE_PERSON_BLUR_A_1", 200, "FAIL_ON_4")]
    [InlineData("LIVE_PERSON_DARK_A_1", 200, "FAIL_ON_4")]
    [InlineData("LIVE_PERSON_BLURDARK_A_3", 200, "FAIL_ON_12")]
    public async Task Words_of_the_sandbox_decide_the_reply(string word, int status, string expected)
    {
        Verihubs.Sandbox = true;
        Verihubs.Next(Scenario.Unavailable());

        (int actual, string body) = await SendAsync(Check(Body(word, "\"validate_quality\":true,\"validate_attribute\":true,\"validate_nface\":true")));

        actual.Should().Be(status);
        body.Should().Contain(expected);
    }

    private static string Body(string image, string? flags = null) =>
        flags is null ? $$"""{"image":"{{image}}"}""" : $$"""{"image":"{{image}}",{{flags}}}""";

    private HttpRequestMessage Check(string json) => Json(
        Verihubs, "/face/liveness", json, ("App-ID", Verihubs.AppId), ("API-Key", Verihubs.ApiKey));

    private async Task<JsonElement> ReplyAsync(string json) => JsonDocument.Parse((await SendAsync(Check(json))).Body).RootElement;
}
