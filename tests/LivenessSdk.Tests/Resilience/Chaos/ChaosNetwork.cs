using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace LivenessSdk.Tests.Resilience.Chaos;

/// <summary>Stands in memory where the network and two vendors would be, Argos and Progeny, and fails in every way that they can.</summary>
internal sealed class ChaosNetwork(TimeProvider clock) : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, (LivenessVerdict Verdict, int Polls)> _tasks = new();
    private readonly ConcurrentDictionary<string, bool> _validTokens = new();
    private int _lastToken;
    private int _posts;

    public OpenReplies OpenReplies { get; } = new();

    /// <summary>Gets how many paid messages arrived.</summary>
    public int Posts => Volatile.Read(ref _posts);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ChaosCheck check = ChaosCheck.Current ?? throw new InvalidOperationException("A message belongs to no check.");
        Exchange exchange = new(this, check, request, cancellationToken);
        HttpResponseMessage response = await exchange.RunAsync();
        response.RequestMessage = request;
        return response;
    }

    private static RequestKind KindOf(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get ? RequestKind.Poll
        : request.RequestUri!.AbsolutePath.Contains("token", StringComparison.Ordinal) ? RequestKind.Token
        : RequestKind.Billable;

    /// <summary>Leads one message from its arrival to its reply.</summary>
    private sealed class Exchange(ChaosNetwork network, ChaosCheck check, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        private readonly RequestKind _kind = KindOf(request);
        private readonly TimeProvider _clock = network.Clock;

        public async Task<HttpResponseMessage> RunAsync()
        {
            check.Underway |= _kind == RequestKind.Billable;
            await Task.Delay(TimeSpan.FromMilliseconds(check.Random.Next(1, 400)), _clock, cancellationToken);
            return check.Chance(check.FaultRate) ? await FailAsync() : await AnswerAsync();
        }

        private async Task<HttpResponseMessage> FailAsync()
        {
            switch (check.Random.Next(12))
            {
                case 0:
                    throw new HttpRequestException(check.Pick(HttpRequestError.ConnectionError, HttpRequestError.NameResolutionError, HttpRequestError.SecureConnectionError), "No connection.");
                case 1:
                    NotePost(mayHaveBeenProcessed: true);
                    throw new HttpRequestException("Reset before the body.", new IOException("Broken pipe."));
                case 2 when request.Content is not null:
                    NotePost(mayHaveBeenProcessed: true);
                    await request.Content.CopyToAsync(new BreakingStream(1000), cancellationToken);
                    throw new HttpRequestException("The connection was reset within the body.");
                case 3:
                    await ReceiveAsync(mayHaveBeenProcessed: true);
                    throw new HttpRequestException(HttpRequestError.ResponseEnded, "Reset after the body.");
                case 4:
                    await ReceiveAsync(mayHaveBeenProcessed: true);
                    await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
                    throw new InvalidOperationException("Eternity has passed.");
                case 5:
                    await ReceiveAsync(mayHaveBeenProcessed: false);
                    return WithRetryAfter(Reply(429, "{}"));
                case 6:
                    await ReceiveAsync(mayHaveBeenProcessed: false);
                    return WithRetryAfter(Reply(503, "<html>"));
                case 7:
                    await ReceiveAsync(mayHaveBeenProcessed: true);
                    return Reply(check.Pick(500, 502, 504), "oops");
                case 8:
                    return await AnswerAsync(check.Pick(Ending.CutOff, Ending.Reset, Ending.Stalled));
                case 9:
                    return await AnswerAsync(announced: check.Random.Next(5000));
                case 10:
                    await ReceiveAsync(mayHaveBeenProcessed: true);
                    return Reply(200, check.Pick("", "<html></html>", "null", "{}", new string('x', 1_100_000)));
                default:
                    if (check.Chance(0.1))
                    {
                        network._validTokens.Clear();
                    }

                    return await AnswerAsync();
            }
        }

        private async Task<HttpResponseMessage> AnswerAsync(Ending ending = Ending.Whole, int? announced = null)
        {
            if (_kind == RequestKind.Token)
            {
                await ReceiveAsync(mayHaveBeenProcessed: false);
                string token = $"token-{Interlocked.Increment(ref network._lastToken)}";
                network._validTokens[token] = true;
                return Reply(200, $$"""{"access":"{{token}}","refresh":"refresh-{{token}}"}""", ending, announced);
            }

            bool argos = request.RequestUri!.Host == "argos.example";
            if (!argos && !network._validTokens.ContainsKey(request.Headers.Authorization!.Parameter!))
            {
                await ReceiveAsync(mayHaveBeenProcessed: false);
                return Reply(401, """{"code":"token_not_valid"}""");
            }

            if (_kind == RequestKind.Poll)
            {
                return Reply(200, Poll(request.RequestUri.Query["?id=".Length..]), ending, announced);
            }

            LivenessVerdict verdict = check.Decide();
            await ReceiveAsync(mayHaveBeenProcessed: !argos || verdict != LivenessVerdict.Inconclusive);
            return argos ? Judge(verdict, ending, announced) : Reply(200, Accept(verdict), ending, announced);
        }

        private HttpResponseMessage Judge(LivenessVerdict verdict, Ending ending, int? announced) =>
            verdict == LivenessVerdict.Inconclusive
                ? Reply(400, """{"errorCode":"1017","message":"Face cannot be analyzed."}""", ending, announced)
                : Reply(200, $$$"""{"apiType":"id_live_face","result":{"liveness_score":{{{(verdict == LivenessVerdict.Live ? 95 : 5)}}}}}""", ending, announced);

        private string Accept(LivenessVerdict verdict)
        {
            string id = Guid.NewGuid().ToString();
            network._tasks[id] = (verdict, check.Pick(0, 1, 3, 10, 60));
            return $$"""{"id":"{{id}}"}""";
        }

        private string Poll(string id)
        {
            (LivenessVerdict verdict, int polls) = network._tasks[id];
            network._tasks[id] = (verdict, polls - 1);
            string status = polls > 0 ? "PENDING" : "SUCCESS";
            string result = polls > 0 ? "null" : verdict switch
            {
                LivenessVerdict.Live => """{"data":{"liveness":{"data":{"score":2.6,"quality":0.8,"probability":0.93},"result":true}},"status":200}""",
                LivenessVerdict.NotLive => """{"data":{"liveness":{"data":{"score":-3.2,"quality":0.8,"probability":0.04},"result":false}},"status":200}""",
                _ => """{"data":{"liveness":{"result":false,"error":"Failed to detect face","error_code":"FACE_NOT_FOUND"}},"status":200}""",
            };
            return $$"""{"id":1,"status":"{{status}}","result":{{result}}}""";
        }

        private async Task ReceiveAsync(bool mayHaveBeenProcessed)
        {
            NotePost(mayHaveBeenProcessed);
            if (request.Content is not null)
            {
                check.PhotoArrived |= _kind == RequestKind.Billable;
                await request.Content.CopyToAsync(Stream.Null, cancellationToken);
            }
        }

        private void NotePost(bool mayHaveBeenProcessed)
        {
            if (_kind == RequestKind.Billable)
            {
                Interlocked.Increment(ref network._posts);
                check.Posts++;
                check.PaidTwice |= check.MayHaveBeenProcessed;
                check.MayHaveBeenProcessed |= mayHaveBeenProcessed;
            }
        }

        private HttpResponseMessage Reply(int status, string body, Ending ending = Ending.Whole, int? announced = null) =>
            ChaosReply.Create(status, body, ending, announced, _clock, network.OpenReplies);

        private HttpResponseMessage WithRetryAfter(HttpResponseMessage response)
        {
            int seconds = check.Random.Next(-5, 90);
            string? header = check.Random.Next(3) switch
            {
                0 => seconds.ToString(CultureInfo.InvariantCulture),
                1 => _clock.GetUtcNow().AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture),
                _ => null,
            };
            if (header is not null)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", header);
            }

            return response;
        }
    }

    private TimeProvider Clock => clock;
}
