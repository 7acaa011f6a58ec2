using System.Net;
using System.Text.Json;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Simulator;

public sealed class ProgenySimulatorTests : SimulatorTest
{
    private ProgenySimulator Progeny => Simulator.Progeny;

    [Fact]
    public async Task A_check_is_a_task_with_a_uuid_that_is_polled()
    {
        (string access, _) = await ObtainAsync();

        string id = await SubmitAsync(access);
        JsonElement task = await PollAsync(access, id);

        Guid.TryParseExact(id, "D", out _).Should().BeTrue();
        task.GetProperty("id").ValueKind.Should().Be(JsonValueKind.Number);
        task.GetProperty("status").GetString().Should().Be("SUCCESS");
        task.GetProperty("result").GetProperty("data").GetProperty("liveness").GetProperty("result").GetBoolean().Should().BeTrue();
        Progeny.Requests.Select(request => request.Kind).Should().Equal(RequestKind.Token, RequestKind.Billable, RequestKind.Poll);
        Progeny.Endpoint.AbsolutePath.Should().Be("/progeny/api/v3");
    }

    [Fact]
    public async Task A_pending_task_is_unfinished_for_as_many_polls_as_asked()
    {
        (string access, _) = await ObtainAsync();
        Progeny.Next(Scenario.Pending(2).Then(Scenario.Attack));
        string id = await SubmitAsync(access);

        (await PollAsync(access, id)).GetProperty("status").GetString().Should().Be("PENDING");
        (await PollAsync(access, id)).GetProperty("result").ValueKind.Should().Be(JsonValueKind.Null);
        for (int again = 0; again < 2; again++)
        {
            JsonElement liveness = (await PollAsync(access, id)).GetProperty("result").GetProperty("data").GetProperty("liveness");
            liveness.GetProperty("result").GetBoolean().Should().BeFalse();
            liveness.GetProperty("data").GetProperty("probability").GetDouble().Should().BeLessThan(0.5);
        }
    }

    [Fact]
    public async Task Waits_may_follow_each_other_and_a_fault_may_end_them()
    {
        (string access, _) = await ObtainAsync();
        Progeny.Next(Scenario.Pending(1).Then(Scenario.Pending(0)).Then(Scenario.Unavailable()));
        string id = await SubmitAsync(access);

        (await PollAsync(access, id)).GetProperty("status").GetString().Should().Be("PENDING");
        (await SendAsync(Poll(access, id))).Status.Should().Be(503);
    }

    [Fact]
    public async Task Polls_have_a_script_of_their_own_that_leaves_the_task_alone()
    {
        (string access, _) = await ObtainAsync();
        string id = await SubmitAsync(access);
        Progeny.Next(RequestKind.Poll, Scenario.Unavailable(502), Scenario.Attack);

        (await SendAsync(Poll(access, id))).Status.Should().Be(502);
        (await SendAsync(Poll(access, id))).Body.Should().Contain("0.0385573");
        (await SendAsync(Poll(access, id))).Body.Should().Contain("0.930498");
    }

    [Theory]
    [InlineData("2182")]
    [InlineData("f22a63b1-7d05-4bf1-9633-a623a2799c22")]
    public async Task An_id_that_was_not_issued_is_pending_for_ever(string id)
    {
        (string access, _) = await ObtainAsync();
        await SubmitAsync(access);

        (await PollAsync(access, id)).GetProperty("status").GetString().Should().Be("PENDING");
    }

    [Fact]
    public async Task A_poll_without_an_id_is_a_bad_request()
    {
        (string access, _) = await ObtainAsync();

        (await SendAsync(Get("/services/task/", access))).Should().Be((400, """{"id":["This field is required."]}"""));
    }

    [Theory]
    [InlineData(ProgenyErrorShape.Specification, 200, "\"liveness\":{\"result\":false,\"error\":", "\"status\":400}")]
    [InlineData(ProgenyErrorShape.SpecificationWithHttp400, 400, "\"liveness\":{\"result\":false,\"error\":", "\"status\":400}")]
    [InlineData(ProgenyErrorShape.Overview, 200, "\"liveness\":{\"data\":{\"error\":", "\"status\":200}")]
    public async Task A_rejected_photo_has_the_chosen_shape(ProgenyErrorShape shape, int status, string start, string inner)
    {
        Progeny.ErrorShape = shape;
        Progeny.Next(Scenario.FaceTooSmall);
        (string access, _) = await ObtainAsync();

        (int actual, string body) = await SendAsync(Poll(access, await SubmitAsync(access)));

        actual.Should().Be(status);
        body.Should().Contain(start).And.Contain(inner).And.Contain("\"issues\":{\"liveness\":{\"FACE_TOO_SMALL\"");
    }

    [Fact]
    public async Task An_access_token_lives_for_five_minutes_and_says_so()
    {
        (string access, string refresh) = await ObtainAsync();

        Claim(access, "exp").Should().Be(Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds());
        Claim(refresh, "exp").Should().Be(Time.GetUtcNow().AddDays(14).ToUnixTimeSeconds());
        Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await SubmitAsync(access);
        Time.Advance(TimeSpan.FromTicks(1));
        (await SendAsync(Submit(access))).Should().Match<(int Status, string Body)>(reply => reply.Status == 401 && reply.Body.Contains("token_not_valid"));
    }

    [Fact]
    public async Task A_refresh_token_is_good_for_one_use_within_14_days()
    {
        (string first, string refresh) = await ObtainAsync();
        Time.Advance(TimeSpan.FromDays(14) - TimeSpan.FromTicks(1));

        (string access, string next) = await RefreshAsync(refresh);

        access.Should().NotBe(first);
        await SubmitAsync(access);
        (await SendAsync(Refresh(refresh))).Status.Should().Be(401, "it was used");
        Time.Advance(TimeSpan.FromDays(14));
        (await SendAsync(Refresh(next))).Status.Should().Be(401, "it has expired");
    }

    [Fact]
    public async Task A_refresh_that_the_vendor_did_not_serve_leaves_the_token_good()
    {
        (_, string refresh) = await ObtainAsync();
        Progeny.Next(RequestKind.Token, Scenario.Unavailable(), Scenario.RateLimited());

        (await SendAsync(Refresh(refresh))).Status.Should().Be(503);
        (await SendAsync(Refresh(refresh))).Status.Should().Be(429);
        await RefreshAsync(refresh);
    }

    [Fact]
    public async Task Of_parallel_uses_of_a_refresh_token_one_succeeds()
    {
        (_, string refresh) = await ObtainAsync();

        (int Status, string Body)[] replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(Refresh(refresh))));

        replies.Count(reply => reply.Status == 200).Should().Be(1);
    }

    [Fact]
    public async Task Tokens_can_be_made_to_expire()
    {
        (string access, string refresh) = await ObtainAsync();

        Progeny.ExpireTokens();

        (await SendAsync(Submit(access))).Status.Should().Be(401);
        (_, refresh) = await RefreshAsync(refresh);
        Progeny.ExpireTokens(refreshTokensToo: true);
        (await SendAsync(Refresh(refresh))).Status.Should().Be(401);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("bare")]
    [InlineData("Bearer foreign.to.ken")]
    [InlineData("Token bare")]
    public async Task Without_a_bearer_token_of_its_own_a_request_is_unauthorized(string? header)
    {
        (string access, string refresh) = await ObtainAsync();

        (await SendAsync(With(Submit(access), header == "bare" ? access : header?.Replace("bare", access)))).Status.Should().Be(401);
        (await SendAsync(With(Submit(access), "Bearer " + refresh))).Status.Should().Be(401);
    }

    [Fact]
    public async Task Wrong_and_missing_credentials_get_no_token()
    {
        (await SendAsync(Form("/accounts/token/obtain/", ("username", Progeny.Username), ("password", "wrong"))))
            .Should().Be((401, """{"detail":"No active account found with the given credentials"}"""));
        (await SendAsync(Form("/accounts/token/obtain/", ("username", Progeny.Username))))
            .Should().Be((400, """{"password":["This field is required."]}"""));
        (await SendAsync(Form("/accounts/token/refresh/"))).Status.Should().Be(400);
        (await SendAsync(Form("/accounts/token/refresh/", ("refresh", "foreign")))).Status.Should().Be(401);
    }

    [Fact]
    public async Task Only_multipart_forms_are_taken()
    {
        (string access, _) = await ObtainAsync();
        HttpRequestMessage submit = With(Json(Progeny, "/services/face_liveness/", "{}"), "Bearer " + access);

        (await SendAsync(submit)).Status.Should().Be(415);
        (await SendAsync(Json(Progeny, "/accounts/token/obtain/", "{}"))).Status.Should().Be(415);
    }

    [Theory]
    [InlineData("/accounts/token/obtain")]
    [InlineData("/services/face_liveness")]
    [InlineData("/services/task")]
    public async Task Without_its_last_slash_an_address_is_redirected(string path)
    {
        using HttpResponseMessage response = await Http.SendAsync(Form(path));

        response.StatusCode.Should().Be(HttpStatusCode.MovedPermanently);
        response.Headers.Location!.OriginalString.Should().Be("/progeny/api/v3" + path + "/");
    }

    [Fact]
    public async Task A_form_without_a_file_is_told_what_is_wrong()
    {
        (string access, _) = await ObtainAsync();

        (await SendAsync(With(Form("/services/face_liveness/", ("other", "1")), "Bearer " + access)))
            .Should().Be((400, """{"image":["No file was submitted."]}"""));
        (await SendAsync(With(Form("/services/face_liveness/", ("image", "face.jpg")), "Bearer " + access)))
            .Body.Should().Contain("not a file");
        (await SendAsync(Submit(access, []))).Body.Should().Contain("empty");
    }

    [Fact]
    public async Task A_file_that_is_no_jpeg_or_png_is_rejected_by_the_task()
    {
        (string access, _) = await ObtainAsync();

        foreach (byte[] file in new[] { "no photo"u8.ToArray(), TestPhoto.WebP(640, 480) })
        {
            using HttpRequestMessage submit = Submit(access, file);
            string id = IdOf(await SendAsync(submit));
            (await SendAsync(Poll(access, id))).Body.Should().Contain("FAILED_TO_READ_IMAGE");
        }
    }

    [Fact]
    public async Task A_multipart_upload_is_recorded_with_its_fields()
    {
        (string access, _) = await ObtainAsync();
        await SubmitAsync(access);

        RecordedRequest request = Progeny.Requests[^1];
        request.Fields.Should().Equal(new Dictionary<string, string> { ["extend_data"] = "true" });
        request.Photos.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Name = "image", Encoding = PhotoEncoding.File, Format = ImageFormat.Jpeg, Width = 640, Height = 480, Photo.Length });
        request.Photos[0].Data.ToArray().Should().Equal(Photo);
        request.Json.Should().BeNull();
    }

    private static long Claim(string token, string name)
    {
        string payload = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        byte[] json = Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='));
        return JsonDocument.Parse(json).RootElement.GetProperty(name).GetInt64();
    }

    private static HttpRequestMessage With(HttpRequestMessage message, string? authorization)
    {
        message.Headers.Remove("Authorization");
        if (authorization is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return message;
    }

    private static string IdOf((int Status, string Body) reply) => JsonDocument.Parse(reply.Body).RootElement.GetProperty("id").GetString()!;

    private HttpRequestMessage Form(string path, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach ((string name, string value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return new HttpRequestMessage(HttpMethod.Post, Progeny.Endpoint + path) { Content = form };
    }

    private HttpRequestMessage Submit(string access, byte[]? file = null)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(file ?? Photo), "image", "face.jpg" }, { new StringContent("true"), "extend_data" } };
        return With(new HttpRequestMessage(HttpMethod.Post, Progeny.Endpoint + "/services/face_liveness/") { Content = form }, "Bearer " + access);
    }

    private HttpRequestMessage Get(string path, string access) =>
        With(new HttpRequestMessage(HttpMethod.Get, Progeny.Endpoint + path), "Bearer " + access);

    private HttpRequestMessage Poll(string access, string id) => Get($"/services/task/?id={id}", access);

    private HttpRequestMessage Refresh(string refresh) => Form("/accounts/token/refresh/", ("refresh", refresh));

    private async Task<string> SubmitAsync(string access) => IdOf(await SendAsync(Submit(access)));

    private async Task<JsonElement> PollAsync(string access, string id) =>
        JsonDocument.Parse((await SendAsync(Poll(access, id))).Body).RootElement;

    private async Task<(string Access, string Refresh)> ObtainAsync() =>
        Tokens(await SendAsync(Form("/accounts/token/obtain/", ("username", Progeny.Username), ("password", Progeny.Password))));

    private async Task<(string Access, string Refresh)> RefreshAsync(string refresh) => Tokens(await SendAsync(Refresh(refresh)));

    private static (string Access, string Refresh) Tokens((int Status, string Body) reply)
    {
        reply.Status.Should().Be(200);
        JsonElement tokens = JsonDocument.Parse(reply.Body).RootElement;
        return (tokens.GetProperty("access").GetString()!, tokens.GetProperty("refresh").GetString()!);
    }
}
