using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace LivenessSdk.Tests.Verdicts;

public sealed class RisetVerdictTests(ITestOutputHelper output) : VendorVerdictTests("Riset", output)
{
    private static readonly RecordedReply s_token = new("token", 200, Encoding.UTF8.GetBytes("""{"access_token":"any"}"""));

    private static readonly LivenessRequest s_single = Photos(FacePose.Left);
    private static readonly LivenessRequest s_pair = Photos(FacePose.Front, FacePose.Left);

    protected override IReadOnlyList<string> Values => ["\"real\"", "\"spoof\"", "\"SPOOF\"", "\"failed\"", "\"412\"", "\"401\"", "\"490\"", "200"];

    protected override LivenessRequest RequestFor(RecordedReply reply) => PhotosOf(reply) == 1 ? s_single : s_pair;

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) => builder.AddRiset(Name, options =>
    {
        options.Endpoint = new Uri("https://riset.example");
        options.ClientId = "any";
        options.Password = "any";
        configure(options);
    });

    protected override RecordedReply? AnswerBefore(HttpRequestMessage request, RecordedReply reply) =>
        request.RequestUri!.AbsolutePath.EndsWith("/token", StringComparison.Ordinal) ? s_token : null;

    protected override CheckOutcomes Permit(RecordedReply reply) => RisetOracle.Permit(reply, PhotosOf(reply));

    private static int PhotosOf(RecordedReply reply) => reply.Name.StartsWith("single", StringComparison.Ordinal) ? 1 : 2;

    private static LivenessRequest Photos(params FacePose[] poses) =>
        new(poses.Select(pose => new LivenessFrame(SamplePhoto.ToImage(), pose)))
        {
            TransactionId = "any",
            Parameters = [new RisetParameters { UserId = "risetai1234", FaceGalleryId = "riset.ai@production" }],
        };
}
