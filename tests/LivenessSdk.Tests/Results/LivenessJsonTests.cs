using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace LivenessSdk.Tests.Results;

public sealed class LivenessJsonTests
{
    [Fact]
    public void The_contract_is_stable()
    {
        LivenessJson.Serialize(Full()).Should().Be(
            """
            {"provider":"dojah-ng","vendor":"Dojah","verdict":"NotLive","isLive":false,"verdictSource":"Vendor","score":0.25,"rawScore":25,"threshold":0.5,
            "reasons":[{"code":"PresentationAttack","providerCode":"X1","message":"An attack."}],
            "frames":[{"requestedPose":"Front","poseMatched":true,"presentationAttack":true,"presentationAttackScore":0.75,
            "face":{"detected":true,"count":1,"confidence":0.99,"boundingBox":{"left":0.1,"top":0.2,"width":0.3,"height":0.4},
            "landmarks":[{"name":"Nose","x":0.5,"y":0.5}],"headPose":{"roll":1,"pitch":2,"yaw":3},"quality":{"brightness":0.6},
            "attributes":[{"name":"Sunglasses","value":false,"confidence":0.9}],"match":{"verified":true,"similarity":0.8}},
            "sent":{"format":"Jpeg","width":810,"height":1080,"bytes":1000,"quality":90}}],
            "transactionId":"t1","response":{"statusCode":200,"retryAfter":"00:00:05","headers":{"X-Request-Id":"r1"}},
            "attempts":[{"provider":"dojah-ng","verdict":"NotLive","photoSent":true,"mayHaveBeenProcessed":true,"duration":"00:00:00.2500000"}],"answers":[]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void What_was_written_can_be_read()
    {
        string json = LivenessJson.Serialize(Full());

        LivenessJson.Serialize(LivenessJson.Deserialize(json)).Should().Be(json);
    }

    [Fact]
    public void Body_and_demographics_are_left_out_by_any_serializer()
    {
        string[] texts = [LivenessJson.Serialize(Full()), JsonSerializer.Serialize(Full())];

        texts.Should().OnlyContain(text => !text.Contains("canary", StringComparison.Ordinal) && !text.Contains("Y2FuYXJ5", StringComparison.Ordinal));
    }

    [Fact]
    public void Body_and_demographics_are_written_when_asked_for()
    {
        using JsonDocument json = JsonDocument.Parse(LivenessJson.Serialize(Full(), LivenessJsonContent.Body | LivenessJsonContent.Demographics));

        json.RootElement.GetProperty("response").GetProperty("body").GetBytesFromBase64().Should().Equal("canary"u8.ToArray());
        JsonElement demographics = json.RootElement.GetProperty("frames")[0].GetProperty("face").GetProperty("demographics");
        demographics.GetProperty("gender").GetString().Should().Be("canary");
        demographics.GetProperty("emotions")[0].GetProperty("name").GetString().Should().Be("CALM");
    }

    [Fact]
    public void The_answers_of_a_consensus_are_written_in_the_same_contract()
    {
        LivenessResult consensus = new() { ClientName = "strict", Verdict = LivenessVerdict.NotLive, Answers = [Full()] };

        string plain = LivenessJson.Serialize(consensus);
        string personal = LivenessJson.Serialize(consensus, LivenessJsonContent.Body | LivenessJsonContent.Demographics);

        plain.Should().Contain($"\"answers\":[{LivenessJson.Serialize(Full())}]").And.NotContain("canary");
        personal.Should().Contain("canary").And.Contain(Convert.ToBase64String("canary"u8));
        LivenessJson.Serialize(LivenessJson.Deserialize(plain)).Should().Be(plain);
    }

    [Fact]
    public void Asking_for_what_is_not_there_writes_nothing_more()
    {
        LivenessResult result = new() { ClientName = "argos", Verdict = LivenessVerdict.Live };

        LivenessJson.Serialize(result, LivenessJsonContent.Body | LivenessJsonContent.Demographics).Should().Be(LivenessJson.Serialize(result));
    }

    [Fact]
    public void The_culture_of_the_thread_does_not_matter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("id-ID");
            LivenessJson.Serialize(Full()).Should().Contain("\"score\":0.25");
            Full().ToString().Should().Be("NotLive (dojah-ng, score 0.25): PresentationAttack");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_unset_verdict_is_inconclusive()
    {
        default(LivenessVerdict).Should().Be(LivenessVerdict.Inconclusive);
        LivenessJson.Deserialize("""{"provider":"argos","verdict":"Inconclusive"}""").IsLive.Should().BeFalse();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"provider":"argos"}""")]
    [InlineData("""{"provider":"argos","isLive":true}""")]
    [InlineData("""{"provider":"argos","isLive":true,"verdict":null}""")]
    [InlineData("""{"provider":"argos","verdict":"Alive"}""")]
    [InlineData("""{"provider":"argos","verdict":"live"}""")]
    [InlineData("""{"provider":"argos","verdict":1}""")]
    [InlineData("""{"provider":"argos","verdict":"1"}""")]
    [InlineData("""{"provider":"argos","verdict":7}""")]
    [InlineData("""{"provider":"argos","verdict":true}""")]
    [InlineData("""{"provider":"argos","verdict":"Inconclusive, Live"}""")]
    [InlineData("""{"provider":"argos","verdict":"Live","score":"NaN"}""")]
    [InlineData("""{"provider":"argos","verdict":"Live","score":1e999}""")]
    [InlineData("""{"provider":"argos","verdict":"Live","score":7}""")]
    [InlineData("""{"provider":"argos","verdict":"Live","score":0.4,"threshold":0.5}""")]
    [InlineData("""{"provider":"argos","verdict":"Live","verdictSource":"Oracle"}""")]
    [InlineData("""{"provider":"argos","verdict":"Live","reasons":[{"code":"PresentationAttack"}]}""")]
    [InlineData("""{"provider":"argos","verdict":"Live","reasons":[{"code":null}]}""")]
    [InlineData("""{"provider":"argos","verdict":"Live","reasons":[null]}""")]
    [InlineData("""{"provider":"argos","verdict":"Live","frames":[{"presentationAttack":true}]}""")]
    public void A_text_that_is_no_result_is_refused(string json)
    {
        json.Invoking(LivenessJson.Deserialize).Should().Throw<JsonException>();
    }

    [Fact]
    public void What_is_said_beside_the_verdict_does_not_make_it_live()
    {
        LivenessResult result = LivenessJson.Deserialize("""{"provider":"argos","verdict":"NotLive","isLive":true,"score":1,"reasons":null,"frames":null,"response":{"statusCode":200,"headers":null},"new":"Live"}""");

        result.IsLive.Should().BeFalse();
        result.Reasons.Should().BeEmpty();
        result.Response!.Headers.Should().BeEmpty();
    }

    [Fact]
    public void A_verdict_that_is_no_member_is_not_written()
    {
        LivenessResult odd = new() { ClientName = "argos", Verdict = (LivenessVerdict)7 };

        odd.Invoking(result => LivenessJson.Serialize(result)).Should().Throw<JsonException>();
    }

    [Fact]
    public void A_number_that_is_not_finite_is_not_written()
    {
        LivenessResult odd = new() { ClientName = "argos", Verdict = LivenessVerdict.Live, Score = double.NaN };

        odd.Invoking(result => LivenessJson.Serialize(result)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_default_reason_code_is_empty_and_not_null()
    {
        default(LivenessReasonCode).Value.Should().BeEmpty();
        default(LivenessReasonCode).ToString().Should().BeEmpty();
    }

    private static LivenessResult Full() => new()
    {
        ClientName = "dojah-ng",
        Vendor = "Dojah",
        Verdict = LivenessVerdict.NotLive,
        VerdictSource = VerdictSource.Vendor,
        Score = 0.25,
        RawScore = 25,
        Threshold = 0.5,
        Reasons = [new LivenessReason(LivenessReasonCode.PresentationAttack, "An attack.", "X1")],
        Frames =
        [
            new FrameResult
            {
                PoseMatched = true,
                PresentationAttack = true,
                PresentationAttackScore = 0.75,
                Face = new FaceObservation
                {
                    Detected = true,
                    Count = 1,
                    Confidence = 0.99,
                    BoundingBox = new FaceBoundingBox(0.1, 0.2, 0.3, 0.4),
                    Landmarks = [new FaceLandmark("Nose", 0.5, 0.5)],
                    HeadPose = new HeadPose(1, 2, 3),
                    Quality = new FaceQuality { Brightness = 0.6 },
                    Attributes = [new FaceAttribute(FaceAttributeName.Sunglasses, false, 0.9)],
                    Match = new FaceMatch { Verified = true, Similarity = 0.8 },
                    Demographics = new FaceDemographics { Gender = "canary", Emotions = [new FaceEmotion { Name = "CALM" }] },
                },
                Sent = new SentImage { Format = ImageFormat.Jpeg, Width = 810, Height = 1080, Bytes = 1000, Quality = 90 },
            },
        ],
        TransactionId = "t1",
        Response = new ProviderResponse
        {
            StatusCode = HttpStatusCode.OK,
            Body = Encoding.UTF8.GetBytes("canary"),
            RetryAfter = TimeSpan.FromSeconds(5),
            Headers = new Dictionary<string, string> { ["X-Request-Id"] = "r1" },
        },
        Attempts =
        [
            new LivenessAttempt
            {
                ClientName = "dojah-ng",
                Verdict = LivenessVerdict.NotLive,
                PhotoSent = true,
                MayHaveBeenProcessed = true,
                Duration = TimeSpan.FromMilliseconds(250),
            },
        ],
    };
}
