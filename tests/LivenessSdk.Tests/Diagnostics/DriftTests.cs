using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Diagnostics;

/// <summary>Lets vendors answer otherwise than their contracts say, and looks for it in counter and log.</summary>
public sealed class DriftTests : IAsyncLifetime
{
    private const string Secret = "jane-doe";

    private readonly RecordedLogs _logs = new();
    private LivenessSimulator? _simulator;
    private ServiceProvider? _services;

    private LivenessSimulator Simulator => _simulator!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await LivenessSimulator.StartAsync();
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(new ImpatientTimeProvider());
        services.AddLogging(logging => logging.AddProvider(_logs));
        services.AddLiveness(Simulator.ToConfiguration().GetSection("Liveness"));
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        await Simulator.DisposeAsync();
        _logs.Dispose();
    }

    [Theory]
    [InlineData("argos", """{"result":{"liveness_score":95}}""", "transactionId")]
    [InlineData("argos", """{"result":{"liveness_score":95},"transactionId":["jane-doe"]}""", "transactionId")]
    [InlineData("argos", """{"result":{"livenessScore":95},"transactionId":"1"}""", "result.liveness_score")]
    [InlineData("argos", """{"result":95,"transactionId":"1"}""", "result.liveness_score")]
    [InlineData("argos", """{"result":{"liveness_score":950},"transactionId":"1"}""", "result.liveness_score")]
    [InlineData("argos", """{"result":{"liveness_score":95,"liveness_score":96},"transactionId":"1"}""", "result.liveness_score")]
    [InlineData("argos", "jane-doe", "reply")]
    [InlineData("dojah", """{"entity":{"liveness":{"liveness_check":true},"face":{"face_detected":true,"multiface_detected":false}}}""", "entity.liveness.liveness_probability")]
    [InlineData("dojah", """{"entity":{"liveness":{"liveness_check":true,"liveness_probability":98},"face":{"multiface_detected":false}}}""", "entity.face.face_detected")]
    [InlineData("dojah", """{"entity":{"liveness":{"liveness_check":true,"liveness_probability":98},"face":{"face_detected":true}}}""", "entity.face.multiface_detected")]
    [InlineData("dojah", """{"entity":{"liveness":{"spoof":false},"face":{"detected":true}}}""", "entity.liveness.confidence")]
    [InlineData("dojah", """{"entity":{"liveness":{"spoof":false,"confidence":99},"face":{"detected":true,"details":{"smile":{"value":"jane-doe"}}}}}""", "entity.face.details.smile.value")]
    [InlineData("dojah", """{"entity":{"liveness":{"spoof":false,"confidence":99},"face":{"detected":true,"quality":{"brightness":101}}}}""", "entity.face.quality.brightness")]
    [InlineData("dojah", """{"entity":{"liveness":{"spoof":"jane-doe","confidence":99},"face":{"detected":true}}}""", "verdict")]
    [InlineData("progeny", """{"status":"SUCCESS","result":{"data":{"liveness":{"result":true,"data":{"probability":0.9}}}}}""", "result.status")]
    [InlineData("progeny", """{"status":"SUCCESS","result":{"data":{"liveness":{"data":{"probability":0.9}}},"status":200}}""", "result.data.liveness.result")]
    [InlineData("progeny", """{"status":"SUCCESS","result":{"data":{"liveness":{"result":true,"data":{"probability":0.9,"quality":"jane-doe"}}},"status":200}}""", "result.data.liveness.data.quality")]
    [InlineData("progeny", """{"status":"SUCCESS","result":{"data":{"liveness":{"result":false},"issues":["jane-doe"]},"status":200}}""", "result.data.issues")]
    [InlineData("progeny", """{"status":"SUCCESS","result":{"data":{"liveness":{"result":false},"issues":{"jane-doe":{"jane-doe":["jane-doe"]}}},"status":200}}""", "result.data.issues.*.*")]
    [InlineData("riset", """{"liveness":"passed","results":{"image1":{"match":true,"spoof":"real"}}}""", "status")]
    [InlineData("riset", """{"status":"200","liveness":"passed","results":{"image1":{"spoof":"real"}}}""", "results.image*.match")]
    [InlineData("riset", """{"status":"200","liveness":"passed","results":{"image1":{"match":true}}}""", "results.image*.spoof")]
    [InlineData("riset", """{"status":"200","liveness":"passed","results":{"image1":{"match":true,"spoof":"real","masker":"jane-doe"}}}""", "results.image*.masker")]
    [InlineData("riset", """{"status":"200","liveness":"passed"}""", "results")]
    [InlineData("riset", """{"status":"200","liveness":"passed","results":"jane-doe"}""", "results")]
    [InlineData("verihubs", """{"nface":1,"liveness":{"status":true}}""", "liveness.probability")]
    [InlineData("verihubs", """{"nface":1,"liveness":{"probability":"99.9"}}""", "liveness.status")]
    [InlineData("verihubs", """{"nface":"jane-doe","liveness":{"status":true,"probability":"99.9"}}""", "nface")]
    [InlineData("verihubs", """{"nface":1,"liveness":{"status":true,"probability":"99.9"},"attributes":{"mask_on":"jane-doe"}}""", "attributes.mask_on")]
    public async Task Each_field_that_is_not_as_the_contract_says_is_counted_and_logged_once(string name, string body, string field)
    {
        using RecordedDrift drift = new();
        VendorSimulator vendor = Simulator.Vendors.Single(vendor => vendor.Vendor.Equals(name, StringComparison.OrdinalIgnoreCase));

        for (int i = 0; i < 2; i++)
        {
            vendor.Next(name == "progeny" ? RequestKind.Poll : RequestKind.Billable, Scenario.Response(200, body));
            await CheckAsync(name);
        }

        drift.Measurements.Should().Equal((vendor.Vendor, field), (vendor.Vendor, field));
        string warning = _logs.Lines.Should().ContainSingle(line => IsDrift(line)).Subject;
        warning.Should().Contain($"Client={name}; Vendor={vendor.Vendor}; Field={field};").And.NotContain(Secret);
    }

    [Fact]
    public async Task Every_field_is_reported_for_itself()
    {
        using RecordedDrift drift = new();
        Simulator.Argos.Always(Scenario.Response(200, "{}"));

        await CheckAsync("argos");

        drift.Measurements.Should().BeEquivalentTo([("Argos", "result.liveness_score"), ("Argos", "transactionId")]);
        _logs.Lines.Count(IsDrift).Should().Be(2);
    }

    [Fact]
    public async Task A_reply_as_in_the_contract_is_no_drift_nor_is_an_outage()
    {
        using RecordedDrift drift = new();
        foreach (Scenario scenario in new[] { Scenario.Live, Scenario.Attack, Scenario.NoFace, Scenario.ServerError, Scenario.CutConnection, Scenario.Unauthorized })
        {
            Simulator.Always(scenario);
            foreach (VendorSimulator vendor in Simulator.Vendors)
            {
                await CheckAsync(vendor.Vendor.ToLowerInvariant());
            }
        }

        drift.Measurements.Should().BeEmpty();
        _logs.Lines.Should().NotContain(line => IsDrift(line));
    }

    private static bool IsDrift(string line) => line.StartsWith("Warning LivenessSdk 5:", StringComparison.Ordinal);

    /// <summary>Checks a photo; what comes of it is the matter of other tests.</summary>
    private async Task<Exception?> CheckAsync(string name) =>
        await Record.ExceptionAsync(() => _services!.GetRequiredKeyedService<ILivenessClient>(name).CheckAsync(SamplePhoto.ToImage()));
}
