using LivenessSdk.Simulator;
using LivenessSdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.Upgrade;

/// <summary>Reads what version 0.1 has written. The files beside this one were written by it.</summary>
public sealed class Version01Tests
{
    private static string Folder => Repository.PathOf("tests", "LivenessSdk.Tests", "Upgrade", "Version01");

    [Theory]
    [InlineData("pending.json", LivenessVerdict.Inconclusive, "progeny")]
    [InlineData("attack.json", LivenessVerdict.NotLive, "argos")]
    [InlineData("full.json", LivenessVerdict.Inconclusive, "dojah-ng")]
    public void A_stored_result_is_read(string file, LivenessVerdict verdict, string client)
    {
        LivenessResult result = LivenessJson.Deserialize(Read(file));

        result.Verdict.Should().Be(verdict);
        result.ClientName.Should().Be(client);
        result.Attempts.Should().NotBeEmpty().And.OnlyContain(attempt => attempt.ClientName.Length > 0);
    }

    [Fact]
    public void Nothing_of_a_stored_result_is_lost()
    {
        LivenessResult result = LivenessJson.Deserialize(Read("full.json"));

        FrameResult frame = result.Frames.Should().ContainSingle().Subject;
        frame.RequestedPose.Should().Be(FacePose.Left);
        frame.Face!.BoundingBox.Should().Be(new FaceBoundingBox(0.1, 0.2, 0.3, 0.4));
        frame.Face.Landmarks.Should().Equal(new FaceLandmark("Nose", 0.5, 0.6));
        frame.Face.HeadPose.Should().Be(new HeadPose(1, 2, 3));
        result.Reasons.Should().ContainSingle().Which.Code.Should().Be(LivenessReasonCode.PoorQuality);
        result.Attempts.Select(attempt => (attempt.ClientName, attempt.Error)).Should().Equal(("argos", LivenessError.TimedOut), ("dojah-ng", null));
    }

    [Fact]
    public async Task A_continuation_token_is_taken_up()
    {
        await using LivenessSimulator simulator = await LivenessSimulator.StartAsync();
        await using LivenessClient client = LivenessClient.Create(builder => builder.AddProgeny(options =>
        {
            options.Endpoint = simulator.Progeny.Endpoint;
            options.Username = simulator.Progeny.Username;
            options.Password = simulator.Progeny.Password;
        }));
        LivenessRequest request = new(LivenessRequest.Continue(Read("continuation-token.txt"), returnWhenPending: true))
        {
            AllowedClients = ["progeny"],
            TransactionId = "order-8",
        };

        LivenessResult result = await client.CheckAsync(request);

        result.HasReason(LivenessReasonCode.Pending).Should().BeTrue("the simulator does not know the task, as if its turn had not come");
        simulator.Progeny.Requests.Should().Contain(poll => poll.Query.ContainsKey("id") && poll.Query["id"] == "5f2d7b3c-0001");
    }

    [Fact]
    public async Task A_continuation_goes_only_to_a_client_that_it_allows()
    {
        await using LivenessClient client = LivenessClient.Create(builder => builder.AddProgeny(options => (options.Username, options.Password) = ("user", "password")));
        LivenessRequest request = new(LivenessRequest.Continue(Read("continuation-token.txt"))) { AllowedClients = ["argos"] };

        (await client.Awaiting(c => c.CheckAsync(request)).Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.InvalidRequest);
    }

    [Fact]
    public async Task Settings_are_read_under_their_former_names()
    {
        ServiceCollection services = new();
        services.AddLiveness(new ConfigurationBuilder().AddJsonFile(Path.Combine(Folder, "appsettings.json")).Build().GetSection("Liveness"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<LivenessClientFactory>().Names.Should().BeEquivalentTo("argos", "dojah-ng", "verihubs");
        ResilienceOptions resilience = provider.GetRequiredService<IOptionsMonitor<ArgosOptions>>().Get("argos").Resilience;
        resilience.MaxConcurrentRequests.Should().Be(50);
        resilience.MaxRetryAttempts.Should().Be(1);
        resilience.FailureRatio.Should().Be(0.25);
        resilience.MinimumThroughput.Should().Be(10);
        resilience.SamplingDuration.Should().Be(TimeSpan.FromSeconds(20));
        resilience.BreakDuration.Should().Be(TimeSpan.FromSeconds(10));
        resilience.QuotaBreakDuration.Should().Be(TimeSpan.FromMinutes(1));
        (resilience.RateLimit.QueueLimit, resilience.RateLimit.QueueTimeout).Should().Be((7, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void A_setting_under_both_names_is_rejected()
    {
        ServiceCollection services = new();
        services.AddLiveness(new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("Providers:argos:ApiKey", "key"),
                new("Providers:argos:Resilience:MaxRetries", "1"),
                new("Providers:argos:Resilience:MaxRetryAttempts", "2"),
            ])
            .Build());
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.Invoking(p => p.GetRequiredService<LivenessClientFactory>())
            .Should().Throw<OptionsValidationException>().WithMessage("*MaxRetries*former name of MaxRetryAttempts*");
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));
}
