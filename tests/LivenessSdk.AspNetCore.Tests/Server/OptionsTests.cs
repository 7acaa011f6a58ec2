using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>An error in the options stops the application when it starts.</summary>
public sealed class OptionsTests
{
    public static TheoryData<string, Action<LivenessCheckOptions>> Errors => new()
    {
        { "FrameCount is 0", options => options.FrameCount = 0 },
        { "accepts at most 1 photos", options => options.FrameCount = 3 },
        { "FrameCount is 7, but must be from 1 to 6", options => options.FrameCount = 7 },
        { "different from each other", options => options.Poses = [FacePose.Front, FacePose.Left] },
        { "'nobody' is not registered", options => options.ClientName = "nobody" },
        { "MaxAttempts must be above 0", options => options.MaxAttempts = 0 },
        { "MaxPhotoBytes must be above 0", options => options.MaxPhotoBytes = 0 },
        { "ChallengeLifetime must be above 0", options => options.ChallengeLifetime = TimeSpan.Zero },
        { "UploadTimeout must be above 0 and at most 1 hour", options => options.UploadTimeout = TimeSpan.FromDays(50) },
        { "ChallengeLifetime must be above 0 and at most 365 days", options => options.ChallengeLifetime = TimeSpan.MaxValue },
        { "ReceiptLifetime must be above 0 and at most 365 days", options => options.ReceiptLifetime = TimeSpan.MaxValue },
        { "AnswerLifetime must be above 0 and at most 365 days", options => options.AnswerLifetime = TimeSpan.MaxValue },
        { "AttemptWindow must be above 0 and at most 365 days", options => options.AttemptWindow = TimeSpan.MaxValue },
        { "a challenge could be used twice", options => options.AnswerLifetime = TimeSpan.FromMinutes(1) },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_is_told_with_what_was_expected(string text, Action<LivenessCheckOptions> configure)
    {
        Func<Task> start = async () => await (await CheckServer.StartAsync(configure)).DisposeAsync();

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().Contain(text);
    }

    [Fact]
    public async Task The_largest_values_work()
    {
        TimeSpan year = TimeSpan.FromDays(365);
        await using CheckServer server = await CheckServer.StartAsync(options =>
        {
            options.MaxAttempts = options.MaxPhotoBytes = options.MaxChecksPerMinutePerAddress = options.MaxChecksPerMinutePerSession = int.MaxValue;
            (options.AttemptWindow, options.ReceiptLifetime, options.AnswerLifetime) = (year, year, year);
            (options.UploadTimeout, options.ChallengeLifetime) = (TimeSpan.FromHours(1), year - TimeSpan.FromHours(1));
        });
        using Visitor visitor = new(server);

        (await visitor.CheckAsync(await visitor.RequestChallengeAsync(), SamplePhoto.Bytes.ToArray())).Outcome.Should().Be("live");
    }

    [Fact]
    public async Task The_name_of_the_client_is_found_in_any_case()
    {
        await using CheckServer server = await CheckServer.StartAsync(options => options.ClientName = "ARGOS");
        using Visitor visitor = new(server);

        (await visitor.CheckAsync(await visitor.RequestChallengeAsync(), SamplePhoto.Bytes.ToArray())).Outcome.Should().Be("live");
        server.Simulator.Argos.Requests.Should().NotBeEmpty();
    }

    [Fact]
    public void Mapping_without_the_services_tells_what_to_call()
    {
        using WebApplication app = WebApplication.CreateSlimBuilder().Build();

        app.Invoking(application => application.MapLivenessCheck("/liveness")).Should().Throw<InvalidOperationException>().WithMessage("*AddLivenessCheck()*");
    }
}
