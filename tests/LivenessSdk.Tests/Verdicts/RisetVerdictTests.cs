using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Verdicts;

/// <summary>Names a user and asks for everything.</summary>
public class RisetVerdictTests(ITestOutputHelper output) : VendorVerdictTests("Riset", output)
{
    private static readonly RecordedResponse s_token = new("token", 200, Encoding.UTF8.GetBytes("""{"access_token":"any"}"""));

    /// <summary>Gets what is asked for besides the poses.</summary>
    protected virtual RisetParameters Asked { get; } = new() { UserId = "risetai1234", FaceGalleryId = "riset.ai@production" };

    protected override IReadOnlyList<string> Values => ["\"real\"", "\"spoof\"", "\"SPOOF\"", "\"failed\"", "\"412\"", "\"401\"", "\"490\"", "200", """[{"match":true,"spoof":"real"}]"""];

    protected override LivenessRequest RequestFor(RecordedResponse response) => PhotosOf(response) == 1 ? Photos(FacePose.Left) : Photos(FacePose.Front, FacePose.Left);

    protected override void Register(LivenessBuilder builder, Action<LivenessProviderOptions> configure) => builder.AddRiset(Name, options =>
    {
        options.Endpoint = new Uri("https://riset.example");
        options.ClientId = "any";
        options.Password = "any";
        configure(options);
    });

    protected override RecordedResponse? AnswerBefore(HttpRequestMessage request, RecordedResponse response) =>
        request.RequestUri!.AbsolutePath.EndsWith("/token", StringComparison.Ordinal) ? s_token : null;

    protected override CheckOutcomes Permit(RecordedResponse response) => new RisetOracle(PhotosOf(response), Asked).Permit(response);

    private static int PhotosOf(RecordedResponse response) => response.Name.StartsWith("single", StringComparison.Ordinal) ? 1 : 2;

    private LivenessRequest Photos(params FacePose[] poses) =>
        new(poses.Select(pose => new LivenessFrame(SamplePhoto.ToImage(), pose)))
        {
            TransactionId = "any",
            Parameters = [Asked],
        };
}
