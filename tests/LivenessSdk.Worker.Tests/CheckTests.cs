using System.Text;
using System.Text.Json;
using LivenessSdk.Worker.Tests.Support;

namespace LivenessSdk.Worker.Tests;

public sealed class CheckTests
{
    [Fact]
    public async Task A_check_is_answered_once_and_remembered()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        await rig.StartAsync();

        await rig.PublishAsync("selfie-1");

        ReceivedMessage result = await rig.Inbox.ReadAsync();
        result.MessageId.Should().Be("selfie-1");
        result.RoutingKey.Should().Be("argos");
        result.IsPersistent.Should().BeTrue();
        CheckResultMessage read = CheckResultMessage.Parse(result.Body);
        (read.Key, read.ClientName, read.Outcome.Verdict, read.Reason).Should().Be(("selfie-1", "argos", LivenessVerdict.Live, null));
        JsonDocument.Parse(result.Body).RootElement.GetProperty("outcome").EnumerateObject().Select(member => member.Name)
            .Should().BeSubsetOf(["provider", "vendor", "verdict", "verdictSource", "score", "threshold", "reasons", "reference"], "nothing of the photo or the vendor's body is in a broker");
        rig.Posts.Should().Be(1);
        rig.Simulator.Argos.Requests[0].Photos[0].Data.ToArray().Should().Equal(SamplePhoto.Bytes.ToArray());
        (await rig.FindAsync("selfie-1"))!.State.Should().Be(LedgerState.Answered);
        await rig.Inbox.WaitForCountAsync(rig.Options.Queue, 0);
    }

    [Fact]
    public void A_message_has_the_members_of_the_guide()
    {
        LedgerOutcome outcome = new() { ClientName = "argos", Error = LivenessError.InvalidImage };

        Encoding.UTF8.GetString(WorkerJson.Write(new CheckMessage("k", "a.jpg", "argos"))).Should().Be("""{"key":"k","photo":"a.jpg","client":"argos"}""");
        WorkerJson.ReadCheck("""{"key":"k","photo":"a.jpg","client":"argos"}"""u8, out _)!.ClientName.Should().Be("argos");
        JsonDocument.Parse(WorkerJson.Write(new CheckResultMessage("k", "argos", outcome) { Reason = "Damaged." })).RootElement.EnumerateObject()
            .Select(member => member.Name).Should().Equal("key", "client", "outcome", "reason");
    }

    [Fact]
    public async Task A_duplicate_costs_nothing_and_is_answered_again()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        await rig.PublishAsync("twice");
        await rig.PublishAsync("twice");
        await rig.StartAsync();

        string first = (await rig.Inbox.ReadAsync()).Text;
        await rig.PublishAsync("twice");

        (await rig.Inbox.ReadAsync()).Text.Should().Be(first);
        (await rig.Inbox.ReadAsync()).Text.Should().Be(first);
        rig.Posts.Should().Be(1);
    }

    [Fact]
    public async Task A_client_is_found_in_any_case_and_its_results_are_routed_by_the_name_of_the_message()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        await rig.StartAsync();

        await rig.PublishAsync("case", client: "Argos");

        (await rig.Inbox.ReadAsync()).RoutingKey.Should().Be("Argos");
        (await rig.FindAsync("case"))!.State.Should().Be(LedgerState.Answered);
    }

    [Fact]
    public async Task A_composition_is_remembered_by_the_entries_of_its_clients()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Simulator.Argos.Always(Scenario.Unavailable());
        await rig.StartAsync(configureClients: clients => clients.AddFailover("resilient", "argos", "dojah"));

        await rig.PublishAsync("composed", "resilient");
        (await rig.Inbox.ReadResultAsync()).Outcome.Verdict.Should().Be(LivenessVerdict.Live);
        await rig.PublishAsync("composed", "resilient");
        (await rig.Inbox.ReadResultAsync()).Outcome.Verdict.Should().Be(LivenessVerdict.Live);

        rig.Simulator.Dojah.Requests.Should().HaveCount(1);
        (await rig.FindAsync("composed", "dojah"))!.State.Should().Be(LedgerState.Answered);
    }

    [Theory]
    [InlineData("no json at all", "not a JSON object")]
    [InlineData("null", "null")]
    [InlineData("""{"key":"k","photo":"a.jpg"}""", "no client")]
    [InlineData("""{"key":"","photo":"a.jpg","client":"argos"}""", "1 to 256 characters")]
    [InlineData("""{"key":"k","photo":"a.jpg","client":"nobody"}""", "not registered with the worker")]
    [InlineData("""{"key":"k","photo":"../a.jpg","client":"argos"}""", "relative path")]
    [InlineData("""{"key":"k","photo":"missing.jpg","client":"argos"}""", "does not exist")]
    [InlineData("""{"key":"k","photo":"text.jpg","client":"argos"}""", " ")]
    [InlineData("""{"key":"k","photo":"https://photos.example.com/a.jpg","client":"argos"}""", "No photo source")]
    public async Task What_cannot_be_checked_is_among_the_dead_letters_with_its_reason(string body, string reason)
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        await File.WriteAllTextAsync(rig.PathOf("text.jpg"), "This is no photo.", TestContext.Current.CancellationToken);
        await rig.StartAsync();

        await rig.Inbox.PublishAsync(rig.Options.Queue, Encoding.UTF8.GetBytes(body), messageId: "message-1");

        ReceivedMessage dead = await rig.Inbox.TakeAsync(rig.DeadLetters);
        dead.MessageId.Should().Be("message-1");
        dead.Header("liveness-reason").Should().Contain(reason);
        Enum.IsDefined(Enum.Parse<LivenessError>(dead.Header("liveness-error")!)).Should().BeTrue();
        await rig.Inbox.WaitForCountAsync(rig.Options.Queue, 0);
        rig.Posts.Should().Be(0);
    }

    [Fact]
    public async Task The_end_of_a_check_without_an_answer_is_published_too()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        await rig.StartAsync();

        await rig.Publisher.PublishAsync(new CheckMessage("gone", "missing.jpg", "argos"), TestContext.Current.CancellationToken);

        CheckResultMessage result = await rig.Inbox.ReadResultAsync();
        (result.Key, result.Outcome.Error, result.Reason).Should().Be(("gone", LivenessError.InvalidRequest, "The photo does not exist in the worker's folder."));
    }

    [Theory]
    [InlineData("""{"key":"k","photo":"a.jpg","client":"argos","parameters":{"userId":"Jane Roe"}}""", "Jane Roe", "rokers store messages")]
    [InlineData("""{"key":"k","photo":"https://photos.example.com/a.jpg?sig=SECRET","client":"argos"}""", "SECRET", "rokers store messages")]
    [InlineData("""{"key":"k","photo":"https://user:SECRET@photos.example.com/a.jpg","client":"argos"}""", "SECRET", "rokers store messages")]
    public async Task Parameters_and_addresses_that_give_access_are_rejected_and_not_kept(string body, string secret, string reason)
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        await rig.StartAsync();

        await rig.Inbox.PublishAsync(rig.Options.Queue, Encoding.UTF8.GetBytes(body));

        ReceivedMessage dead = await rig.Inbox.TakeAsync(rig.DeadLetters);
        dead.Header("liveness-reason").Should().Contain(reason);
        dead.Text.Should().NotContain(secret).And.Contain("\"key\":\"k\"");
        (await rig.Inbox.ReadAsync()).Text.Should().NotContain(secret);
        rig.Logs.Lines.Should().NotContain(line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://photos.example.com/a.jpg?sig=1")]
    [InlineData("https://me@photos.example.com/a.jpg")]
    [InlineData("")]
    public async Task A_reference_that_must_not_be_in_a_message_is_not_sent(string reference)
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();

        await FluentActions.Awaiting(() => rig.Publisher.PublishAsync(new CheckMessage("k", reference, "argos")))
            .Should().ThrowAsync<ArgumentException>();
        (await rig.Inbox.CountAsync(rig.Options.Queue)).Should().Be(0);
    }

    [Fact]
    public async Task A_check_that_failed_and_may_have_been_processed_is_a_dead_letter_and_not_sent_again()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Simulator.Argos.Next(Scenario.CutBody);
        await rig.StartAsync();

        await rig.PublishAsync("cut");
        CheckResultMessage first = await rig.Inbox.ReadResultAsync();
        await rig.PublishAsync("cut");
        CheckResultMessage second = await rig.Inbox.ReadResultAsync();

        first.Outcome.Error.Should().NotBeNull().And.Be(second.Outcome.Error);
        rig.Posts.Should().Be(1);
        (await rig.Inbox.TakeAsync(rig.DeadLetters)).MessageId.Should().Be("cut");
        (await rig.FindAsync("cut"))!.State.Should().Be(LedgerState.Failed);
    }

    [Fact]
    public async Task A_photo_without_a_face_is_a_result()
    {
        await using WorkerRig rig = await WorkerRig.CreateAsync();
        rig.Simulator.Argos.Next(Scenario.NoFace);
        await rig.StartAsync();

        await rig.PublishAsync("faceless");

        (await rig.Inbox.ReadResultAsync()).Outcome.Verdict.Should().Be(LivenessVerdict.Inconclusive);
        (await rig.Inbox.CountAsync(rig.DeadLetters)).Should().Be(0);
    }
}
