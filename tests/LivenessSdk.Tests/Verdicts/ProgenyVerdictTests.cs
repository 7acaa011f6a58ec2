using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Verdicts;

public sealed class ProgenyVerdictTests(ITestOutputHelper output) : VendorVerdictTests("Progeny", output), IAsyncLifetime
{
    private static readonly LivenessRequest s_submission = new(SamplePhoto.ToImage()) { ReturnWhenPending = true };

    private static readonly RecordedResponse s_token =
        new("token", 200, Encoding.UTF8.GetBytes("""{"access":"any","refresh":"other"}"""));

    private LivenessRequest? _continuation;

    protected override IReadOnlyList<string> Values =>
        ["\"Success\"", "\"STARTED\"", "\"REVOKED\"", "\"LICENSE_ERROR\"", "\"FAILED_TO_READ_IMAGE\"", "\"FACE_CROPPED\"", "\"NEW_CODE\"", "400", "\"200\""];

    public async ValueTask InitializeAsync()
    {
        await using ResponseClient client = CreateClient();
        ResponseOutcome begun = await client.CheckAsync(Responses.Single(response => response.Name == "submit-accepted"), s_submission);
        _continuation = LivenessRequest.Continue(begun.Result!.ContinuationToken!, returnWhenPending: true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override LivenessRequest RequestFor(RecordedResponse response) => IsSubmission(response) ? s_submission : _continuation!;

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) => builder.AddProgeny(Name, options =>
    {
        options.Username = "any";
        options.Password = "any";
        configure(options);
    });

    protected override RecordedResponse? AnswerBefore(HttpRequestMessage request, RecordedResponse response) =>
        request.RequestUri!.AbsolutePath.Contains("/token/", StringComparison.Ordinal) ? s_token : null;

    protected override CheckOutcomes Permit(RecordedResponse response) =>
        IsSubmission(response) ? ProgenyOracle.PermitSubmitted(response) : ProgenyOracle.PermitTask(response);

    private static bool IsSubmission(RecordedResponse response) => response.Name.StartsWith("submit", StringComparison.Ordinal);
}
