using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers.Riset;

/// <summary>Asks the simulated Riset.</summary>
public abstract class RisetTests : VendorTests<RisetOptions>
{
    private readonly PollingClock _time = new();

    internal PollingClock Time => _time;

    protected override TimeProvider Clock => _time;

    protected override VendorSimulator Vendor => Simulator.Riset;

    protected IEnumerable<RecordedRequest> Checks => Vendor.Requests.Where(request => request.Kind == RequestKind.Billable);

    protected IEnumerable<RecordedRequest> TokenCalls => Vendor.Requests.Where(request => request.Kind == RequestKind.Token);

    /// <summary>Makes the reply of a finished check.</summary>
    protected static Scenario Reply(string liveness, string results, string more = "") =>
        Scenario.Response(200, $$"""{"status":"200","status_message":"Success","liveness":{{liveness}},"results":{{results}}{{more}} }""");

    protected static LivenessRequest Request(int photos = 1, RisetParameters? parameters = null, string? transactionId = null) =>
        new(Enumerable.Range(0, photos).Select(index => new LivenessFrame(SamplePhoto.ToImage(), (FacePose)(index % 9))))
        {
            Parameters = parameters is null ? [] : [parameters],
            TransactionId = transactionId,
        };

    protected async Task<LivenessResult> CheckAsync(Scenario reply, LivenessRequest request, Action<RisetOptions>? configure = null)
    {
        Vendor.Next(reply);
        return await CheckAsync(request, configure);
    }

    protected async Task<LivenessException> FailAsync(LivenessRequest request, Action<RisetOptions>? configure = null) =>
        (await this.Awaiting(test => test.CheckAsync(request, configure)).Should().ThrowAsync<LivenessException>()).Which;

    protected override void Register(LivenessBuilder builder, Action<RisetOptions> configure) => builder.AddRiset(options =>
    {
        options.ClientId = Simulator.Riset.ClientId;
        options.Password = Simulator.Riset.Password;
        configure(options);
    });
}
