using System.Net;
using LivenessSdk.AspNetCore.Tests.Support;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>A person has so many attempts as the application allows, whatever the page says.</summary>
public sealed class AttemptTests
{
    [Fact]
    public async Task Attempts_of_a_subject_count_across_browsers()
    {
        await using CheckServer server = await CheckServer.StartAsync(options =>
        {
            options.MaxAttempts = 2;
            options.Subject = _ => "customer 7";
        });
        server.Simulator.Always(Scenario.NoFace);

        (await CheckInNewBrowserAsync(server, 1)).CanRetry.Should().BeTrue();
        (await CheckInNewBrowserAsync(server, 2)).CanRetry.Should().BeFalse();

        using Visitor third = new(server);
        using HttpResponseMessage response = await third.Http.PostAsync(new Uri("/liveness/challenge", UriKind.Relative), null);
        (response.StatusCode, (await VisitorAnswer.ReadAsync(response)).Problem).Should().Be((HttpStatusCode.Forbidden, "attempts"));
        server.Checks.Should().Be(2);
    }

    [Fact]
    public async Task Without_a_subject_attempts_count_for_the_session()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.MaxAttempts = 1);
        server.Simulator.Always(Scenario.NoFace);

        (await CheckInNewBrowserAsync(server, 1)).CanRetry.Should().BeFalse();
        (await CheckInNewBrowserAsync(server, 2)).Outcome.Should().Be("inconclusive");
    }

    [Fact]
    public async Task Challenges_collected_in_advance_do_not_add_attempts()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.MaxAttempts = 2);
        server.Simulator.Always(Scenario.NoFace);
        using Visitor visitor = new(server);
        List<VisitorChallenge> challenges = [];
        for (int number = 0; number < 10; number++)
        {
            challenges.Add(await visitor.RequestChallengeAsync());
        }

        VisitorAnswer[] answers = await Task.WhenAll(challenges.Select((challenge, number) => visitor.CheckAsync(challenge, Photo.Number(number))));

        server.Checks.Should().Be(2);
        answers.Count(answer => answer.Problem == "attempts").Should().Be(8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_NotLive_there_is_another_attempt_only_where_the_application_says_so(bool isAllowed)
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.AllowRetryAfterNotLive = isAllowed);
        server.Simulator.Always(Scenario.Attack);
        using Visitor visitor = new(server);

        VisitorAnswer answer = await visitor.CheckAsync(await visitor.RequestChallengeAsync(), Photo.Number(1));
        using HttpResponseMessage next = await visitor.Http.PostAsync(new Uri("/liveness/challenge", UriKind.Relative), null);

        (answer.Outcome, answer.CanRetry, answer.Receipt).Should().Be(("notLive", isAllowed, null));
        next.IsSuccessStatusCode.Should().Be(isAllowed);
    }

    [Fact]
    public async Task A_passed_check_ends_the_count()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.MaxAttempts = 2);
        server.Simulator.Argos.Next(Scenario.NoFace, Scenario.Live, Scenario.NoFace);
        using Visitor visitor = new(server);

        List<bool> canRetry = [];
        for (int number = 0; number < 3; number++)
        {
            canRetry.Add((await visitor.CheckAsync(await visitor.RequestChallengeAsync(), Photo.Number(number))).CanRetry);
        }

        canRetry.Should().Equal(true, false, true);
    }

    [Fact]
    public async Task Unreadable_bytes_use_up_neither_attempt_nor_challenge()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.MaxAttempts = 1);
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        (await visitor.CheckAsync(challenge, "no photo"u8.ToArray())).Problem.Should().Be("photo");

        (await visitor.CheckAsync(challenge, Photo.Number(1))).Outcome.Should().Be("live");
    }

    private static async Task<VisitorAnswer> CheckInNewBrowserAsync(CheckServer server, int number)
    {
        using Visitor visitor = new(server);
        return await visitor.CheckAsync(await visitor.RequestChallengeAsync(), Photo.Number(number));
    }
}
