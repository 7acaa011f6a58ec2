using LivenessSdk.Simulator;
using LivenessSdk.Tests.Images;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Tests.Providers.Verihubs;

public sealed class VerihubsRequestTests : VerihubsTests
{
    private static readonly string[] s_flags = ["is_quality", "is_attribute", "validate_quality", "validate_attribute", "validate_nface"];

    [Fact]
    public async Task The_request_carries_both_keys_the_bare_photo_and_the_default_flags()
    {
        await CheckAsync(Scenario.Live);

        RecordedRequest request = Vendor.Requests.Should().ContainSingle().Which;
        request.Is("POST", "/face/liveness").Should().BeTrue();
        request.HasHeader("App-ID", Simulator.Verihubs.AppId).Should().BeTrue();
        request.HasHeader("API-Key", Simulator.Verihubs.ApiKey).Should().BeTrue();
        request.HasHeader("Accept", "application/json").Should().BeTrue();
        request.HasContentType("application/json").Should().BeTrue();
        request.Json!.Value.EnumerateObject().Select(member => member.Name).Should().BeEquivalentTo([.. s_flags, "image"]);
        FlagsOf(request).Should().Be("true true true false false");
        request.Photos.Should().ContainSingle().Which.Data.ToArray().Should().Equal(SamplePhoto.Bytes.ToArray());
    }

    [Fact]
    public async Task The_registration_sets_the_flags()
    {
        Vendor.Next(Scenario.Live);

        await CheckAsync(new LivenessRequest(SamplePhoto.ToImage()), options =>
        {
            options.ComputeQuality = false;
            options.ValidateQuality = false;
            options.ValidateAttributes = true;
            options.ValidateFaceCount = true;
        });

        FlagsOf(Vendor.Requests[0]).Should().Be("false true false true true");
    }

    [Fact]
    public async Task A_request_overrides_flags_one_by_one()
    {
        VerihubsParameters parameters = new() { ComputeAttributes = false, ValidateQuality = false, ValidateFaceCount = true };

        await CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { Parameters = [parameters] });

        FlagsOf(Vendor.Requests[0]).Should().Be("true false false false true");
    }

    [Theory]
    [InlineData(false, null, null, null, "ComputeQuality")]
    [InlineData(null, false, null, true, "ComputeAttributes")]
    [InlineData(false, false, true, true, "ComputeQuality")]
    public async Task A_validation_without_what_it_validates_is_refused_unsent(
        bool? computeQuality, bool? computeAttributes, bool? validateQuality, bool? validateAttributes, string missing)
    {
        VerihubsParameters parameters = new()
        {
            ComputeQuality = computeQuality,
            ComputeAttributes = computeAttributes,
            ValidateQuality = validateQuality,
            ValidateAttributes = validateAttributes,
        };
        Func<Task> check = () => CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { Parameters = [parameters] });

        LivenessException failure = (await check.Should().ThrowAsync<LivenessException>()).Which;

        failure.Error.Should().Be(LivenessError.InvalidRequest);
        failure.Message.Should().Contain(missing);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.Attempts.Should().ContainSingle().Which.PhotoSent.Should().BeFalse();
        Vendor.Requests.Should().BeEmpty();
    }

    [Fact]
    public void All_that_is_wrong_is_found_at_start_up()
    {
        Action create = () => LivenessClient.Create(builder => builder.AddVerihubs("id", options =>
        {
            options.ApiKey = "key with spaces";
            options.ComputeQuality = false;
            options.ComputeAttributes = false;
            options.ValidateAttributes = true;
        }));

        create.Should().Throw<OptionsValidationException>().Which.Failures.Should().SatisfyRespectively(
            fault => fault.Should().StartWith("id: AppId is missing"),
            fault => fault.Should().StartWith("id: ApiKey contains a space").And.NotContain("key with spaces"),
            fault => fault.Should().StartWith("id: ValidateQuality needs ComputeQuality"),
            fault => fault.Should().StartWith("id: ValidateAttributes needs ComputeAttributes"));
    }

    [Fact]
    public async Task A_photo_above_the_vendors_limit_is_made_to_fit()
    {
        const int MostBytes = 3_932_160;
        byte[] large = PhotoFile.Convert(Photos.Astronaut12Megapixels, "jpegsave_buffer", "Q=100");
        large.Length.Should().BeGreaterThan(MostBytes);

        LivenessResult result = await CheckAsync(
            new LivenessRequest(LivenessImage.FromBytes(large)), options => options.MaxHeight = null);

        result.IsLive.Should().BeTrue();
        RecordedPhoto photo = Vendor.Requests.Should().ContainSingle().Which.Photos.Should().ContainSingle().Which;
        photo.Length.Should().BeLessThanOrEqualTo(MostBytes);
        (photo.Width, photo.Height).Should().Be((4000, 3000));
    }

    [Theory]
    [InlineData("https://photos.example/selfie.jpg", "https://photos.example/selfie.jpg")]
    [InlineData("https://photos.example/a%20b.jpg?sig=x+y&t=%22%5C", "https://photos.example/a%20b.jpg?sig=x+y&t=%22%5C")]
    [InlineData("https://photos.example/wajah-é.jpg", "https://photos.example/wajah-%C3%A9.jpg")]
    public async Task A_photo_at_a_url_is_sent_as_its_address(string address, string sent)
    {
        LivenessResult result = await CheckAsync(new LivenessRequest(LivenessImage.FromUri(new Uri(address))));

        result.IsLive.Should().BeTrue();
        RecordedRequest request = Vendor.Requests.Should().ContainSingle().Which;
        request.Json!.Value.GetProperty("image").GetString().Should().Be(sent);
        FlagsOf(request).Should().Be("true true true false false");
        request.Photos.Should().ContainSingle().Which.Encoding.Should().Be(PhotoEncoding.Url);
    }

    [Theory]
    [InlineData("LIVE_PERSON_A_1", LivenessVerdict.Live)]
    [InlineData("SPOOF_PERSON_A_1", LivenessVerdict.NotLive)]
    [InlineData("NO_FACE_PHOTO", LivenessVerdict.Inconclusive)]
    [InlineData("LIVE_PERSON_B_2", LivenessVerdict.Inconclusive)]
    [InlineData("LIVE_PERSON_BLUR_A_1", LivenessVerdict.Inconclusive)]
    [InlineData("LIVE_PERSON_MS_A_1", LivenessVerdict.Live)]
    public async Task A_sandbox_word_is_sent_in_the_photos_place_and_marks_the_result(string word, LivenessVerdict verdict)
    {
        Simulator.Verihubs.Sandbox = true;
        LivenessRequest request = new(SamplePhoto.ToImage()) { Parameters = [new VerihubsParameters { SandboxImage = word }] };

        LivenessResult result = await CheckAsync(request);

        result.Verdict.Should().Be(verdict);
        result.Vendor.Should().Be("Verihubs (sandbox)");
        result.Attempts.Should().ContainSingle().Which.PhotoSent.Should().BeFalse("the photo stayed here");
        Vendor.Requests[0].Json!.Value.GetProperty("image").GetString().Should().Be(word);
    }

    [Fact]
    public async Task A_sandbox_word_is_sent_in_the_place_of_an_address_too()
    {
        Simulator.Verihubs.Sandbox = true;
        LivenessImage photo = LivenessImage.FromUri(new Uri("https://photos.example/selfie.jpg"));

        await CheckAsync(new LivenessRequest(photo) { Parameters = [new VerihubsParameters { SandboxImage = "LIVE_PERSON_A_1" }] });

        Vendor.Requests.Should().ContainSingle().Which.Json!.Value.GetProperty("image").GetString().Should().Be("LIVE_PERSON_A_1");
    }

    [Fact]
    public async Task A_sandbox_word_cannot_break_out_of_its_place()
    {
        const string Word = "A\",\"is_quality\":false,\"x\":\"\u00e9\n";
        Vendor.Always(Scenario.Live);
        Simulator.Verihubs.Sandbox = true;

        Func<Task> check = () => CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { Parameters = [new VerihubsParameters { SandboxImage = Word }] });

        (await check.Should().ThrowAsync<LivenessException>()).Which.Error.Should().Be(LivenessError.InvalidRequest);
        Vendor.Requests[0].Json!.Value.GetProperty("image").GetString().Should().Be(Word);
        FlagsOf(Vendor.Requests[0]).Should().Be("true true true false false");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_sandbox_word_is_a_mistake(string word)
    {
        Func<VerihubsParameters> create = () => new VerihubsParameters { SandboxImage = word };

        create.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Parameters_of_another_vendor_are_ignored()
    {
        await CheckAsync(new LivenessRequest(SamplePhoto.ToImage()) { Parameters = [new OtherParameters()] });

        FlagsOf(Vendor.Requests[0]).Should().Be("true true true false false");
    }

    [Fact]
    public async Task Configuration_names_the_vendor_and_sets_its_options()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Providers:verihubs-id:Vendor"] = "Verihubs",
            ["Providers:verihubs-id:Endpoint"] = Vendor.Endpoint.AbsoluteUri,
            ["Providers:verihubs-id:AppId"] = Simulator.Verihubs.AppId,
            ["Providers:verihubs-id:ApiKey"] = Simulator.Verihubs.ApiKey,
            ["Providers:verihubs-id:ValidateFaceCount"] = "true",
        }).Build();
        ServiceCollection services = new();
        services.AddLiveness(configuration);
        await using ServiceProvider provider = services.BuildServiceProvider();

        LivenessResult result = await provider.GetRequiredService<ILivenessClient>().CheckAsync(SamplePhoto.ToImage());

        result.ClientName.Should().Be("verihubs-id");
        FlagsOf(Vendor.Requests[0]).Should().Be("true true true false true");
    }

    private static string FlagsOf(RecordedRequest request) => string.Join(' ', s_flags.Select(flag => request.Fields[flag]));

    private sealed class OtherParameters : ProviderParameters;
}
