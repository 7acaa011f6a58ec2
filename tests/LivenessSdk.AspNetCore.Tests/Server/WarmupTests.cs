using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>The client is prepared while the person looks into the camera.</summary>
public sealed class WarmupTests
{
    [Fact]
    public async Task A_challenge_prepares_the_client_that_will_check()
    {
        RecordedWarmup warmup = new();
        await using CheckServer server = await CheckServer.StartAsync(
            client: "dojah", liveness: builder => builder.Services.AddSingleton<ILivenessWarmup>(warmup));
        using Visitor visitor = new(server);

        await visitor.RequestChallengeAsync();

        (await warmup.ClientName).Should().Be("dojah");
        server.Checks.Should().Be(0);
    }

    [Fact]
    public async Task A_client_that_cannot_be_prepared_keeps_nobody_from_being_checked()
    {
        RecordedWarmup warmup = new() { Failure = new LivenessException(LivenessError.Unavailable, "argos: no connection.") };
        await using CheckServer server = await CheckServer.StartAsync(liveness: builder => builder.Services.AddSingleton<ILivenessWarmup>(warmup));
        using Visitor visitor = new(server);

        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        await warmup.ClientName;

        (await visitor.CheckAsync(challenge, Photo.Number(1))).Outcome.Should().Be("live");
    }

    private sealed class RecordedWarmup : ILivenessWarmup
    {
        private readonly TaskCompletionSource<string> _name = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> ClientName => _name.Task;

        public LivenessException? Failure { get; init; }

        public Task WarmUpAsync(string clientName, CancellationToken cancellationToken = default)
        {
            _name.TrySetResult(clientName);
            return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
        }
    }
}
