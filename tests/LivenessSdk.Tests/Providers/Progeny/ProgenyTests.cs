using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers.Progeny;

/// <summary>Asks the simulated Progeny, on a clock that skips the waits between polls.</summary>
public abstract class ProgenyTests : VendorTests<ProgenyOptions>
{
    private readonly PollingClock _time = new();

    internal PollingClock Time => _time;

    protected override TimeProvider Clock => _time;

    protected override VendorSimulator Vendor => Simulator.Progeny;

    protected IEnumerable<RecordedRequest> Uploads => RequestsOf(RequestKind.Billable);

    protected IEnumerable<RecordedRequest> Polls => RequestsOf(RequestKind.Poll);

    protected IEnumerable<string> TokenCalls => RequestsOf(RequestKind.Token).Select(request => request.Path);

    /// <summary>Makes the reply of a finished task.</summary>
    protected static Scenario Finished(string liveness, string issues = "null", string innerStatus = "200", int status = 200) => Scenario.Response(
        status,
        $$"""{"id":1,"status":"SUCCESS","result":{"data":{"liveness":{{liveness}},"issues":{{issues}} },"status":{{innerStatus}} } }""");

    protected static Scenario State(string state) => Scenario.Response(200, $$"""{"id":1,"status":"{{state}}","result":null}""");

    protected static LivenessRequest Request(bool returnWhenPending = false, TimeSpan? timeout = null) =>
        new(SamplePhoto.ToImage()) { ReturnWhenPending = returnWhenPending, Timeout = timeout };

    /// <summary>Checks a photo whose polls are answered so.</summary>
    protected async Task<LivenessResult> PollAsync(params Scenario[] replies)
    {
        Vendor.Next(RequestKind.Poll, replies);
        return await CheckAsync(Request());
    }

    protected async Task<LivenessException> FailPollAsync(params Scenario[] replies) =>
        (await this.Awaiting(test => test.PollAsync(replies)).Should().ThrowAsync<LivenessException>()).Which;

    protected override void Register(LivenessBuilder builder, Action<ProgenyOptions> configure) => builder.AddProgeny(options =>
    {
        options.Username = Simulator.Progeny.Username;
        options.Password = Simulator.Progeny.Password;
        configure(options);
    });

    private IEnumerable<RecordedRequest> RequestsOf(RequestKind kind) => Vendor.Requests.Where(request => request.Kind == kind);
}
