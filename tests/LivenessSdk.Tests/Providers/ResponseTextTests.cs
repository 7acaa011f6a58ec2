using System.Net;
using System.Text;

namespace LivenessSdk.Tests.Providers;

/// <summary>Shows that a paid verdict is read in whatever encoding a vendor's servers send it, on uploads, polls and token calls.</summary>
public sealed class ResponseTextTests
{
    private static readonly Dictionary<string, Func<string, (byte[] Body, string Type)>> s_forms = new()
    {
        ["plain"] = text => (Encoding.UTF8.GetBytes(text), "application/json"),
        ["byte order mark"] = text => ([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], "application/json"),
        ["NULs at the end"] = text => ([.. Encoding.UTF8.GetBytes(text), 0, 0, 0], "application/json; charset=utf-8"),
        ["UTF-16 with a mark"] = text => ([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)], "application/json; charset=utf-16"),
        ["UTF-16 without a mark"] = text => (Encoding.Unicode.GetBytes(text), "application/json; charset=UTF-16"),
        ["UTF-16 that ends in NULs"] = text => (Encoding.Unicode.GetBytes(text + "\0\0"), "application/json; charset=\"utf-16le\""),
        ["UTF-16, big end first"] = text => (Encoding.BigEndianUnicode.GetBytes(text), "application/json; charset=utf-16be"),
        ["UTF-16 whose charset is not declared"] = text => ([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)], "application/json"),
        ["Latin-1"] = text => (Encoding.Latin1.GetBytes(text), "application/json; charset=ISO-8859-1"),
    };

    private static readonly (string Vendor, Func<Uri, ILivenessProvider> Create, Dictionary<string, string> Answers)[] s_vendors =
    [
        ("Argos", endpoint => new ArgosProvider(new ArgosOptions { Endpoint = endpoint, ApiKey = "key" }), new()
        {
            ["/liveness"] = """{"result":{"liveness_score":99},"transactionId":"größe"}""",
        }),
        ("Dojah", endpoint => new DojahProvider(new DojahOptions { Endpoint = endpoint, AppId = "id", SecretKey = "key" }), new()
        {
            ["/api/v1/ml/liveness/"] = """{"entity":{"liveness":{"liveness_check":true,"liveness_probability":99},"face":{"face_detected":true,"multiface_detected":false,"message":"größe"}}}""",
        }),
        ("Verihubs", endpoint => new VerihubsProvider(new VerihubsOptions { Endpoint = endpoint, AppId = "id", ApiKey = "key" }), new()
        {
            ["/face/liveness"] = """{"liveness":{"status":true,"probability":99},"nface":1,"message":"größe"}""",
        }),
        ("Riset", endpoint => new RisetProvider(new RisetOptions { Endpoint = endpoint, ClientId = "id", Password = "key" }), new()
        {
            ["/oauth/client/token"] = """{"status":200,"access_token":"abc","status_message":"größe"}""",
            ["/liveness-api/verify-face-liveness"] = """{"status":200,"liveness":"passed","results":{"spoof":"real","match":true},"status_message":"größe"}""",
        }),
        ("Progeny", endpoint => new ProgenyProvider(new ProgenyOptions { Endpoint = endpoint, Username = "id", Password = "key" }), new()
        {
            ["/accounts/token/obtain/"] = """{"access":"abc","refresh":"def","name":"größe"}""",
            ["/services/face_liveness/"] = """{"id":"7","name":"größe"}""",
            ["/services/task/"] = """{"status":"SUCCESS","result":{"status":200,"data":{"liveness":{"result":true,"data":{"probability":0.9}}}},"name":"größe"}""",
        }),
    ];

    public static TheoryData<string, string> All =>
        new(s_vendors.SelectMany(vendor => s_forms.Keys.Select(form => (vendor.Vendor, form))));

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_verdict_is_read_in_every_form(string vendor, string form)
    {
        (_, Func<Uri, ILivenessProvider> create, Dictionary<string, string> answers) = s_vendors.Single(each => each.Vendor == vendor);
        AnsweringHandler network = new(path => s_forms[form](answers[path]));
        ProviderCheck check = new(new LivenessRequest(SamplePhoto.ToImage()), network, new ImpatientTimeProvider());

        LivenessResult result = await create(new Uri("https://vendor.example")).CheckAsync(check, CancellationToken.None);

        result.IsLive.Should().BeTrue();
        network.Paths.Should().BeEquivalentTo(answers.Keys);
    }

    [Theory]
    [InlineData("""{"result":{"liveness_score":99,"Liveness_Score":1},"transactionId":"7"}""")]
    [InlineData("""{"result":{"LIVENESS_SCORE":1,"liveness_score":99},"transactionId":"7"}""")]
    [InlineData("""{"result":{"liveness_score":99},"Result":{"liveness_score":1},"transactionId":"7"}""")]
    [InlineData("""{"result":{"liveness_score":99,"\u004civeness_score":1},"transactionId":"7"}""")]
    [InlineData("""{"result":{"liveness_score":99,"liveness_score":99},"transactionId":"7"}""")]
    public async Task A_name_of_the_contract_that_appears_twice_makes_the_response_unreadable(string body)
    {
        AnsweringHandler network = new(_ => (Encoding.UTF8.GetBytes(body), "application/json"));
        ProviderCheck check = new(new LivenessRequest(SamplePhoto.ToImage()), network, new ImpatientTimeProvider());
        ArgosProvider argos = new(new ArgosOptions { ApiKey = "key" });

        Func<Task> ask = () => argos.CheckAsync(check, CancellationToken.None);

        LivenessException failure = (await ask.Should().ThrowAsync<LivenessException>()).Which;
        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.MayHaveBeenProcessed.Should().BeTrue();
    }

    [Theory]
    [InlineData("application/json; charset=utf-16", "{\"result\":{\"liveness_score\":99}}")]
    [InlineData("application/json; charset=utf-16", "x")]
    [InlineData("application/json; charset=", "{")]
    [InlineData("nonsense; charset", "\0")]
    public async Task A_text_that_is_not_in_the_encoding_it_claims_is_no_verdict(string type, string body)
    {
        AnsweringHandler network = new(_ => (Encoding.UTF8.GetBytes(body), type));
        ProviderCheck check = new(new LivenessRequest(SamplePhoto.ToImage()), network);
        ArgosProvider argos = new(new ArgosOptions { ApiKey = "key" });

        Func<Task> ask = () => argos.CheckAsync(check, CancellationToken.None);

        (await ask.Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.UnexpectedResponse);
    }

    [Theory]
    [InlineData("Argos", null)]
    [InlineData("Progeny", "multipart/form-data; boundary=")]
    public async Task A_boundary_has_no_quotes(string vendor, string? start)
    {
        (_, Func<Uri, ILivenessProvider> create, Dictionary<string, string> answers) = s_vendors.Single(each => each.Vendor == vendor);
        AnsweringHandler network = new(path => s_forms["plain"](answers[path]));
        ProviderCheck check = new(new LivenessRequest(SamplePhoto.ToImage()), network, new ImpatientTimeProvider());

        await create(new Uri("https://vendor.example")).CheckAsync(check, CancellationToken.None);

        network.Types.Should().OnlyContain(type => !type.Contains('"')).And.Contain(type => start == null || type.StartsWith(start, StringComparison.Ordinal));
    }

    /// <summary>Answers each path of the vendor's API.</summary>
    private sealed class AnsweringHandler(Func<string, (byte[] Body, string Type)> answer) : HttpMessageHandler
    {
        public HashSet<string> Paths { get; } = [];

        public List<string> Types { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string path = request.RequestUri!.AbsolutePath;
            Paths.Add(path);
            if (request.Content is { } content)
            {
                Types.Add(content.Headers.ContentType!.ToString());
                await content.CopyToAsync(Stream.Null, cancellationToken);
            }

            (byte[] body, string type) = answer(path);
            ByteArrayContent answered = new(body);
            answered.Headers.TryAddWithoutValidation("Content-Type", type);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = answered };
        }
    }
}
