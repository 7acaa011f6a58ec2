using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Simulator;

public sealed class ArgosSimulatorTests : SimulatorTest
{
    [Fact]
    public async Task A_request_that_keeps_to_the_contract_is_live()
    {
        (int status, string body) = await SendAsync(Check());

        status.Should().Be(200);
        body.Should().Contain("\"liveness_score\":95");
    }

    [Fact]
    public void The_endpoint_has_the_path_of_the_real_one_and_is_on_loopback()
    {
        Simulator.Argos.Endpoint.AbsolutePath.Should().Be("/argos/modules");
        Simulator.Argos.Endpoint.Host.Should().Be("127.0.0.1");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("Bearer simulated-argos-key")]
    [InlineData("SIMULATED-ARGOS-KEY")]
    public async Task A_wrong_key_is_forbidden(string? key)
    {
        (int, string) reply = await SendAsync(Json(Simulator.Argos, "/liveness", Body(PhotoText), key is null ? [] : [("x-api-key", key)]));

        reply.Should().Be((403, """{"message":"Forbidden"}"""));
        Simulator.Argos.Requests.Single().Scenario.Should().BeNull();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"faceImage\":\"\"}")]
    [InlineData("{\"faceImage\":null}")]
    [InlineData("{\"image\":\"AAAA\"}")]
    [InlineData("{\"faceImage\":")]
    [InlineData("")]
    public async Task A_missing_photo_is_1016(string json)
    {
        (int status, string body) = await SendAsync(Check(json));

        status.Should().Be(400);
        body.Should().Contain("1016").And.Contain("faceImage is required");
    }

    [Fact]
    public async Task Json_under_another_content_type_is_a_missing_photo()
    {
        HttpRequestMessage message = Check();
        message.Content!.Headers.ContentType = new("text/plain");

        (await SendAsync(message)).Body.Should().Contain("1016");
    }

    [Theory]
    [MemberData(nameof(UnusablePhotos))]
    public async Task A_photo_in_another_form_than_plain_base64_is_1017(string photo, string why)
    {
        (int status, string body) = await SendAsync(Check(Body(photo)));

        status.Should().Be(400, why);
        body.Should().Contain("1017", why);
    }

    public static TheoryData<string, string> UnusablePhotos => new()
    {
        { "data:image/jpeg;base64," + PhotoText, "a data URI" },
        { "image/jpeg;base64," + PhotoText, "a media type" },
        { PhotoText.Insert(8, "\\n"), "a line break" },
        { PhotoText.Insert(8, " "), "a space" },
        { PhotoText.TrimEnd('='), "no padding" },
        { PhotoText.Replace('+', '-').Replace('/', '_'), "the URL-safe alphabet" },
        { "https://example.com/face.jpg", "an address" },
        { Convert.ToBase64String("no photo at all"u8), "bytes that are no photo" },
    };

    [Fact]
    public async Task Base64_whose_plus_signs_are_escaped_as_json_allows_is_accepted()
    {
        PhotoText.Should().Contain("+");

        (await SendAsync(Check(Body(PhotoText.Replace("+", "\\u002B"))))).Status.Should().Be(200);

        Simulator.Argos.Requests.Single().Photos.Single().Data.ToArray().Should().Equal(Photo);
    }

    [Fact]
    public async Task WebP_and_png_are_accepted()
    {
        (await SendAsync(Check(Body(Convert.ToBase64String(TestPhoto.WebP(640, 480)))))).Status.Should().Be(200);
        (await SendAsync(Check(Body(Convert.ToBase64String(TestPhoto.Png(640, 480)))))).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("/liveness/")]
    [InlineData("/recognition")]
    public async Task An_unknown_path_is_not_found(string path)
    {
        (await SendAsync(Json(Simulator.Argos, path, Body(PhotoText)))).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_get_is_not_found()
    {
        (await SendAsync(new HttpRequestMessage(HttpMethod.Get, Simulator.Argos.Endpoint + "/liveness"))).Status.Should().Be(404);
    }

    private static string Body(string photo) => $$"""{"faceImage":"{{photo}}"}""";

    private HttpRequestMessage Check(string? json = null) =>
        Json(Simulator.Argos, "/liveness", json ?? Body(PhotoText), ("x-api-key", Simulator.Argos.ApiKey));
}
