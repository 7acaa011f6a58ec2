using System.Text.Json.Nodes;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Verihubs;

/// <summary>Compares every combination of the fields with what the contract asks for before a photo is live.</summary>
public sealed class VerihubsVerdictMatrixTests : VerihubsTests
{
    private static readonly bool?[] s_flags = [null, true, false];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Live_needs_everything_that_the_contract_lists(bool envelope)
    {
        await using LivenessClient client = CreateClient();
        LivenessImage photo = SamplePhoto.ToImage();
        int live = 0;
        foreach ((bool status, bool? deepfake, int? faces, double? probability, int? failOn) in Combinations())
        {
            JsonObject face = new()
            {
                ["liveness"] = new JsonObject { ["status"] = status, ["probability"] = probability },
                ["nface"] = faces,
                ["deepfake"] = deepfake,
            };
            JsonObject body = envelope ? new JsonObject { ["data"] = face } : face;
            body["error_code"] = failOn is null ? null : $"FAIL_ON_{failOn}";
            Vendor.Next(Scenario.Response(200, body.ToJsonString()));

            LivenessResult result = await client.CheckAsync(photo);

            string because = $"status {status}, deepfake {deepfake}, faces {faces}, probability {probability}, FAIL_ON {failOn}";
            result.IsLive.Should().Be(status && deepfake != true && faces is null or 1 && probability is null or >= 50 && failOn is null, because);
            result.IsLive.Should().Be(result.Reasons.Count == 0, because);
            (result.Verdict == LivenessVerdict.NotLive).Should().Be(!status || deepfake == true || failOn is 1 or 17, because);
            live += result.IsLive ? 1 : 0;
        }

        live.Should().BePositive();
    }

    private static IEnumerable<(bool, bool?, int?, double?, int?)> Combinations() =>
        from status in new[] { true, false }
        from deepfake in s_flags
        from faces in new int?[] { null, 0, 1, 2 }
        from probability in new double?[] { null, 49.5, 50 }
        from failOn in new int?[] { null, 0, 1, 4, 8, 17 }
        select (status, deepfake, faces, probability, failOn);
}
