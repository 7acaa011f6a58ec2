using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Verdicts;

public sealed class ProgenyVerdictTests(ITestOutputHelper output) : VendorVerdictTests("Progeny", output), IAsyncLifetime
{
    private static readonly LivenessRequest s_submission = new(SamplePhoto.ToImage()) { ReturnWhenPending = true };

    private static readonly RecordedReply s_token =
        new("token", 200, Encoding.UTF8.GetBytes("""{"access":"any","refresh":"other"}"""));

    private LivenessRequest? _continuation;

    protected override IReadOnlyList<string> Values =>
        ["\"Success\"", "\"STARTED\"", "\"REVOKED\"", "\"LICENSE_ERROR\"", "\"FAILED_TO_READ_IMAGE\"", "\"FACE_CROPPED\"", "\"NEW_CODE\"", "400", "\"200\""];

    public async ValueTask InitializeAsync()
    {
        await using ReplyClient client = CreateClient();
        ReplyOutcome begun = await client.CheckAsync(Replies.Single(reply => reply.Name == "submit-accepted"), s_submission);
        _continuation = LivenessRequest.Continue(begun.Result!.ContinuationToken!, returnWhenPending: true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override LivenessRequest RequestFor(RecordedReply reply) => IsSubmission(reply) ? s_submission : _continuation!;

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) => builder.AddProgeny(Name, options =>
    {
        options.Username = "any";
        options.Password = "any";
        configure(options);
    });

    protected override RecordedReply? AnswerBefore(HttpRequestMessage request, RecordedReply reply) =>
        request.RequestUri!.AbsolutePath.Contains("/token/", StringComparison.Ordinal) ? s_token : null;

    protected override CheckOutcomes Permit(RecordedReply reply) =>
        IsSubmission(reply) ? ProgenyOracle.PermitSubmitted(reply) : ProgenyOracle.PermitTask(reply);

    private static bool IsSubmission(RecordedReply reply) => reply.Name.StartsWith("submit", StringComparison.Ordinal);
}
