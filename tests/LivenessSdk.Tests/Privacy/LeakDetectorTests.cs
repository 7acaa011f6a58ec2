using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace LivenessSdk.Tests.Privacy;

/// <summary>Proves that the suite goes red: leaks on purpose, in every place and form.</summary>
public sealed class LeakDetectorTests : IDisposable
{
    private readonly LeakDetector _detector = new();
    private readonly string _key = $"canarykey{Guid.NewGuid():N}";

    private Canary Key => new("key", _key);

    public void Dispose() => _detector.Dispose();

    [Fact]
    public async Task A_provider_that_logs_and_throws_its_key_is_caught()
    {
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_detector.Logs));
        await using LivenessClient client = LivenessClient.Create(builder => builder.AddProvider<LeakyOptions>(
            "leaky", options => options.Key = _key, options => new LeakyProvider(options, loggers.CreateLogger("leaky"))));

        Func<Task> check = () => client.CheckAsync(SamplePhoto.ToImage());
        _detector.Add((await check.Should().ThrowAsync<LivenessException>()).Which);

        _detector.FindLeaks([Key]).Should().BeEquivalentTo("key in Log", "key in Exception", "key in Span", "key in Text", "key in Metric");
    }

    [Fact]
    public void Options_that_show_their_key_are_caught()
    {
        _detector.Add(Surface.Json, System.Text.Json.JsonSerializer.Serialize(new LeakyOptions { Key = _key }));

        _detector.FindLeaks([Key]).Should().Equal("key in Json");
    }

    [Fact]
    public void A_result_that_holds_a_secret_is_caught_on_each_side()
    {
        LivenessResult result = new()
        {
            ClientName = "any",
            Verdict = LivenessVerdict.Inconclusive,
            Reasons = [new LivenessReason(LivenessReasonCode.NoFace, $"No face in {_key}.")],
        };

        _detector.Add(result);

        _detector.FindLeaks([Key]).Should().BeEquivalentTo("key in Text", "key in Debugger", "key in Json");
    }

    [Fact]
    public void A_photo_is_caught_in_every_form()
    {
        byte[] photo = SamplePhoto.Bytes.ToArray();
        string[] forms =
        [
            Convert.ToBase64String(photo), Convert.ToHexString(photo), string.Join(',', photo), System.Text.Encoding.Latin1.GetString(photo),
        ];
        Canary[] samples = [.. CanaryPhoto.Samples("photo", photo)];

        samples.Should().NotBeEmpty();
        samples.Should().OnlyContain(sample => forms.All(sample.IsIn));
    }

    [Fact]
    public void What_is_allowed_in_one_place_is_caught_in_another()
    {
        Canary reference = new("reference", _key, Surface.Span);
        _detector.Add(Surface.Span, _key);
        _detector.FindLeaks([reference]).Should().BeEmpty();

        _detector.Add(Surface.Log, _key);
        _detector.FindLeaks([reference]).Should().Equal("reference in Log");
    }

    public sealed class LeakyOptions : LivenessProviderOptions
    {
        [JsonInclude]
        public string Key { get; set; } = "";

        protected override IEnumerable<string> Validate() => [];
    }

    private sealed class LeakyProvider(LeakyOptions options, ILogger logger) : ILivenessProvider
    {
        public LivenessProviderInfo Info { get; } = new() { Vendor = $"Vendor of {options.Key}" };

        public Task<LivenessResult> CheckAsync(ProviderCheck check, CancellationToken cancellationToken)
        {
            logger.LogTrace("Calling with {Key}", options.Key);
            Activity.Current?.AddTag("key", options.Key);
            throw new LivenessException(LivenessError.Unauthorized, "Wrong key", new InvalidOperationException(options.Key));
        }
    }
}
