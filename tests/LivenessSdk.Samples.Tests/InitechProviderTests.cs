using System.Net;
using System.Text;
using CustomProvider;

namespace LivenessSdk.Samples.Tests;

/// <summary>Tests the adapter of samples/CustomProvider by itself: a check is made with a handler that stands in for the network.</summary>
public sealed class InitechProviderTests
{
    private const string Accepted = """{"id":"7"}""";

    [Fact]
    public async Task A_verdict_is_polled_for()
    {
        (LivenessResult result, List<string> requests) = await CheckAsync(
            """{"token":"t"}""", Accepted, """{"state":"working"}""", """{"state":"done","verdict":"live"}""");

        result.Verdict.Should().Be(LivenessVerdict.Live);
        result.TransactionId.Should().Be("7");
        requests.Should().Equal("POST /token", "POST /checks", "GET /checks/7", "GET /checks/7");
    }

    [Fact]
    public async Task A_contradiction_is_inconclusive()
    {
        (LivenessResult result, _) = await CheckAsync("""{"token":"t"}""", Accepted, """{"state":"done","verdict":"live","reason":"no-face"}""");

        result.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        result.HasReason(LivenessReasonCode.Contradiction).Should().BeTrue();
    }

    [Fact]
    public async Task An_unknown_verdict_is_no_verdict()
    {
        Func<Task> check = () => CheckAsync("""{"token":"t"}""", Accepted, """{"state":"done","verdict":"fine"}""");

        (await check.Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.UnexpectedResponse);
    }

    private static async Task<(LivenessResult Result, List<string> Requests)> CheckAsync(params string[] answers)
    {
        Vendor vendor = new(answers);
        InitechProvider provider = new(new InitechOptions { Endpoint = new Uri("https://initech.example"), ApiKey = "key" });
        ProviderCheck check = new(new LivenessRequest(SamplePhoto.ToImage()), vendor, new ImpatientTimeProvider());
        return (await provider.CheckAsync(check, CancellationToken.None), vendor.Requests);
    }

    private sealed class Vendor(string[] answers) : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(answers[Requests.Count - 1], Encoding.UTF8, "application/json"),
            });
        }
    }
}
