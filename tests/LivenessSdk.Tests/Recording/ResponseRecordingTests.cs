using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LivenessSdk.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Recording;

/// <summary>Records from a simulator that names people, ids and keys wherever a response has room, and replays what is left.</summary>
public sealed class ResponseRecordingTests : IAsyncLifetime
{
    private const string Canary = "canary-Budi-Santoso";
    private const long CanaryNumber = 3174012345678901;

    private readonly string _folder = Directory.CreateTempSubdirectory("liveness-recording-").FullName;
    private LivenessSimulator _simulator = null!;

    public static TheoryData<string, string> Checks => new(
        from vendor in new[] { "argos", "dojah", "progeny", "riset", "verihubs" }
        from answer in new[] { "live", "attack", "no face", "error", "error body", "no JSON" }
        select (vendor, answer));

    public async ValueTask InitializeAsync() => _simulator = await LivenessSimulator.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task A_recording_names_nobody_and_replays_to_the_same_outcome(string vendor, string answer)
    {
        VendorSimulator simulator = _simulator.Vendors.Single(known => known.Vendor.Equals(vendor, StringComparison.OrdinalIgnoreCase));
        simulator.Always(answer switch
        {
            "live" => Scenario.Live,
            "attack" => Scenario.Attack,
            "no face" => Scenario.NoFace,
            "error" => Scenario.ServerError,
            "error body" => Scenario.Response(400, $$"""{"error":"{{Canary}}","message":"{{Canary}}","error_code":"{{Canary}}","detail":["{{Canary}}",{{CanaryNumber}}]}"""),
            _ => Scenario.Response(502, $"<html>{Canary} {CanaryNumber}</html>"),
        });

        string recorded = await CheckAsync(vendor, http => http
            .AddHttpMessageHandler(() => new ResponseRecorder(_folder, FieldsOf(vendor)))
            .AddHttpMessageHandler(() => new PlantingHandler()));

        string[] files = [.. Directory.EnumerateFiles(_folder).Select(File.ReadAllText)];
        files.Should().NotBeEmpty();
        string all = string.Concat(files);
        all.Should().NotContainEquivalentOf("canary").And.NotContain($"{CanaryNumber}");
        foreach (string secret in _simulator.ToConfiguration().AsEnumerable().Where(IsCredential).Select(setting => setting.Value!).Concat(Tokens()))
        {
            all.Should().NotContain(secret);
        }

        ResponseReplay replay = new(_folder);
        (await CheckAsync(vendor, http => http.ConfigurePrimaryHttpMessageHandler(() => replay))).Should().Be(recorded);
        replay.Remaining.Should().Be(0);
    }

    [Fact]
    public async Task A_replay_that_is_asked_for_more_than_was_recorded_says_so()
    {
        using HttpClient http = new(new ResponseReplay(_folder));

        await FluentActions.Awaiting(() => http.GetAsync(new Uri("http://localhost")))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*has no more responses*");
    }

    [Fact]
    public async Task Names_of_members_numbers_and_words_of_a_vendor_of_your_own_are_scrubbed()
    {
        RecordedFields fields = new(["verdict", "photos.image#.score", "issues.*"], ["passed", "TOO_DARK"], ["token"]);
        using HttpClient http = new(new ResponseRecorder(_folder, fields) { InnerHandler = new AnsweringHandler(
            $$$"""
            {"verdict":"passed","verdict":"{{{Canary}}}","Verdict":{{{CanaryNumber}}},"token":"{{{Canary}}}","{{{Canary}}}":1,
             "photos":{"image1":{"score":0.5,"name":"{{{Canary}}}"},"image{{{CanaryNumber}}}x":{"score":1},"image2":{"score":"{{{CanaryNumber}}}"}},
             "issues":{"TOO_DARK":true,"{{{Canary}}}":true}}
            """) });

        await http.GetAsync(new Uri("http://localhost"));

        string recorded = File.ReadAllText(Directory.EnumerateFiles(_folder).Single());
        recorded.Should().NotContain("canary").And.NotContain($"{CanaryNumber}");
        using JsonDocument document = JsonDocument.Parse(recorded);
        JsonElement body = document.RootElement.GetProperty("body");
        body.GetProperty("photos").GetProperty("image1").GetProperty("score").GetDouble().Should().Be(0.5);
        body.GetProperty("photos").GetProperty("image2").GetProperty("score").GetString().Should().Be("scrubbed");
        body.GetProperty("issues").EnumerateObject().Should().ContainSingle();
        body.GetProperty("token").GetString().Should().Be("recorded");
    }

    private static RecordedFields FieldsOf(string vendor) => vendor switch
    {
        "argos" => RecordedFields.Argos,
        "dojah" => RecordedFields.Dojah,
        "progeny" => RecordedFields.Progeny,
        "riset" => RecordedFields.Riset,
        _ => RecordedFields.Verihubs,
    };

    private static bool IsCredential(KeyValuePair<string, string?> setting) =>
        setting.Value is not null && (setting.Key.EndsWith("Key", StringComparison.Ordinal) || setting.Key.EndsWith("Password", StringComparison.Ordinal));

    private IEnumerable<string> Tokens() => _simulator.Vendors.SelectMany(vendor => vendor.Requests)
        .SelectMany(request => new[] { "Authorization", "Accesstoken" }.Select(name => request.Headers.GetValueOrDefault(name)))
        .OfType<string>().Select(token => token.Replace("Bearer ", "", StringComparison.Ordinal));

    /// <summary>Makes a check, and describes its whole outcome but for what no recording keeps (texts, ids, headers, landmarks of the face), durations, and reasons that are planted names.</summary>
    private async Task<string> CheckAsync(string vendor, Action<IHttpClientBuilder> configure)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(new ImpatientTimeProvider());
        services.AddLiveness(_simulator.ToConfiguration().GetSection("Liveness")).ConfigureHttpClient(vendor, configure);
        await using ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            LivenessResult result = await provider.GetRequiredService<LivenessClientFactory>().GetClient(vendor).CheckAsync(SamplePhoto.ToImage());
            JsonObject outcome = JsonNode.Parse(LivenessJson.Serialize(result))!.AsObject();
            outcome.Remove("transactionId");
            outcome.Remove("response");
            Array.ForEach([.. outcome["frames"]!.AsArray()], frame => (frame!["face"] as JsonObject)?.Remove("landmarks"));
            outcome["reasons"]!.AsArray().RemoveAll(reason => PlantingHandler.Names.Contains((string?)reason!["providerCode"]));
            Array.ForEach([.. outcome["reasons"]!.AsArray()], reason => reason!.AsObject().Remove("message"));
            Array.ForEach([.. outcome["attempts"]!.AsArray()], attempt => attempt!.AsObject().Remove("duration"));
            return outcome.ToJsonString();
        }
        catch (LivenessException e)
        {
            return $"{e.Error} {e.MayHaveBeenProcessed} {e.Response?.StatusCode}";
        }
    }

    private sealed class AnsweringHandler(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) });
    }

    /// <summary>Plants a name and a number in the headers, in every object, and in every text for people.</summary>
    private sealed class PlantingHandler : DelegatingHandler
    {
        public static IReadOnlyList<string?> Names { get; } = ["full_name", Canary, "national_id", $"{CanaryNumber}", "person", "score", "status", "id"];

        private static readonly string[] s_texts = ["message", "error", "status_message", "transactionId", "session_id", "reference_id", "timestamp"];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            response.Headers.Add("X-Subject", Canary);
            string body = await response.Content.ReadAsStringAsync(cancellationToken);
            if (body.StartsWith('{'))
            {
                JsonNode node = JsonNode.Parse(body)!;
                Plant(node);
                response.Content = new StringContent(node.ToJsonString(), Encoding.UTF8, "application/json");
            }

            return response;
        }

        private static void Plant(JsonNode? node)
        {
            if (node is JsonArray array)
            {
                foreach (JsonNode? item in array)
                {
                    Plant(item);
                }
            }
            else if (node is JsonObject members)
            {
                foreach ((string name, JsonNode? value) in members.ToArray())
                {
                    Plant(value);
                    if (s_texts.Contains(name) && value?.GetValueKind() == JsonValueKind.String && !value.GetValue<string>().StartsWith("FAIL_ON", StringComparison.Ordinal))
                    {
                        members[name] = Canary;
                    }
                }

                members["full_name"] = Canary;
                members[Canary] = Canary;
                members["national_id"] = CanaryNumber;
                members["person"] = new JsonObject { ["score"] = CanaryNumber, ["status"] = Canary, ["id"] = Canary };
            }
        }
    }
}
