using System.Text.Json.Nodes;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Providers.Dojah;

/// <summary>Compares every combination of the fields with what the contract asks for before a photo is live.</summary>
public sealed class DojahVerdictMatrixTests : DojahTests
{
    private static readonly bool?[] s_flags = [null, true, false];
    private static readonly double?[] s_percentages = [null, 50, 50.5];

    [Fact]
    public async Task Live_needs_everything_that_the_contract_lists()
    {
        await using LivenessClient client = CreateClient();
        LivenessImage photo = SamplePhoto.ToImage();
        int live = 0;
        foreach ((bool? check, bool? spoof, bool? detected, bool? several, double? probability, double? confidence) in Combinations())
        {
            Vendor.Next(Scenario.Response(200, new JsonObject
            {
                ["entity"] = new JsonObject
                {
                    ["liveness"] = new JsonObject
                    {
                        ["liveness_check"] = check, ["liveness_probability"] = probability, ["spoof"] = spoof, ["confidence"] = confidence,
                    },
                    ["face"] = new JsonObject { ["face_detected"] = detected, ["multiface_detected"] = several },
                },
            }.ToJsonString()));

            LivenessResult result = await client.CheckAsync(photo);

            string because = $"check {check}, spoof {spoof}, detected {detected}, several {several}, probability {probability}, confidence {confidence}";
            bool saysLive = check != false && spoof != true && (check == true || confidence is not null);
            bool scoresLive = probability is null or > 50 && (spoof is null || confidence is null or > 50);
            result.IsLive.Should().Be(saysLive && scoresLive && detected != false && several != true, because);
            result.IsLive.Should().Be(result.Reasons.Count == 0, because);
            (result.Verdict == LivenessVerdict.NotLive).Should().Be(spoof == true || (check == false && detected != false), because);
            live += result.IsLive ? 1 : 0;
        }

        live.Should().BePositive();
    }

    private static IEnumerable<(bool?, bool?, bool?, bool?, double?, double?)> Combinations() =>
        from check in s_flags
        from spoof in s_flags
        where check is not null || spoof is not null
        from detected in s_flags
        from several in s_flags
        from probability in s_percentages
        from confidence in s_percentages
        select (check, spoof, detected, several, probability, confidence);
}
