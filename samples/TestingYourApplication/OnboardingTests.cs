using LivenessSdk;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;

namespace TestingYourApplication;

/// <summary>Tests the application with the real client over real HTTP, against vendors with scripted answers.</summary>
public sealed class OnboardingTests : IAsyncLifetime
{
    private LivenessSimulator _simulator = null!;
    private LivenessClient _client = null!;
    private LivenessImage _selfie = null!;

    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _simulator = await LivenessSimulator.StartAsync();
        _client = LivenessClient.Create(_simulator.ToConfiguration().GetSection("Liveness"));
        _selfie = await LivenessImage.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "selfie.jpg"));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Theory]
    [InlineData(nameof(Scenario.Live), "Welcome.")]
    [InlineData(nameof(Scenario.Attack), "Please come to one of our branches.")]
    [InlineData(nameof(Scenario.NoFace), "Please take another photo.")]
    [InlineData(nameof(Scenario.ServerError), "Please try again later.")]
    public async Task Each_answer_has_its_words(string scenario, string words)
    {
        _simulator.Argos.Always(Scenario.All.Single(known => known.Name == scenario));

        Assert.Equal(words, await new Onboarding(_client).WelcomeAsync(_selfie, TestEnds));
    }

    [Fact]
    public async Task The_photo_is_sent_once_even_when_the_vendor_fails()
    {
        _simulator.Argos.Always(Scenario.ServerError);

        await new Onboarding(_client).WelcomeAsync(_selfie, TestEnds);

        RecordedRequest request = Assert.Single(_simulator.Argos.Requests);
        Assert.Equal(ImageFormat.Jpeg, Assert.Single(request.Photos).Format);
    }

    [Fact]
    public async Task Without_a_network_a_client_of_ones_own_does()
    {
        Assert.Equal("Please try again later.", await new Onboarding(new Outage()).WelcomeAsync(_selfie, TestEnds));
    }

    private sealed class Outage : ILivenessClient
    {
        public Task<LivenessResult> CheckAsync(LivenessRequest request, CancellationToken cancellationToken = default) =>
            throw new LivenessException(LivenessError.TimedOut, "No answer in time.");
    }
}
