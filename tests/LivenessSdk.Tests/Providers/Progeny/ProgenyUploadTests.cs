using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Providers.Progeny;

public sealed class ProgenyUploadTests : ProgenyTests
{
    [Fact]
    public async Task The_photo_goes_out_as_a_file_of_known_length()
    {
        await PollAsync(Scenario.Live);

        RecordedRequest upload = Uploads.Should().ContainSingle().Which;
        upload.Is("POST", "/services/face_liveness/").Should().BeTrue();
        upload.HasContentType("multipart/form-data").Should().BeTrue();
        upload.ContentLength.Should().BeGreaterThan(SamplePhoto.Bytes.Length);
        upload.Headers["Authorization"].Should().StartWith("Bearer ");
        upload.Fields.Should().BeEmpty();
        RecordedPhoto photo = upload.Photos.Should().ContainSingle().Which;
        photo.Name.Should().Be("image");
        photo.Encoding.Should().Be(PhotoEncoding.File);
        photo.Data.ToArray().Should().Equal(SamplePhoto.Bytes.ToArray());
    }

    [Theory]
    [InlineData(false, "image/jpeg", "photo.jpeg")]
    [InlineData(true, "image/png", "photo.png")]
    public async Task The_file_is_named_after_its_format(bool png, string type, string fileName)
    {
        LivenessImage photo = png ? LivenessImage.FromBytes(Tests.Simulator.TestPhoto.Png(64, 64)) : SamplePhoto.ToImage();
        UploadRecorder recorder = new();
        await using LivenessClient client = LivenessClient.Create(builder =>
        {
            builder.Services.AddSingleton(Clock);
            Register(builder, options => options.Endpoint = Vendor.Endpoint);
            builder.ConfigureHttpClient("progeny", http => http.AddHttpMessageHandler(() => recorder));
        });
        await client.CheckAsync(new LivenessRequest(photo));

        recorder.FileHeaders.Should().Contain($"Content-Type: {type}").And.Contain($"filename=\"{fileName}\"").And.Contain("name=\"image\"");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public async Task Extended_data_is_asked_for_only_on_request(bool? extendData, bool sent)
    {
        await CheckAsync(new LivenessRequest(SamplePhoto.ToImage())
        {
            Parameters = extendData is { } value ? [new ProgenyParameters { ExtendData = value }] : [],
        });

        Uploads.Single().Fields.Should().HaveCount(sent ? 1 : 0);
        Uploads.Single().Fields.GetValueOrDefault("extend_data").Should().Be(sent ? "true" : null);
    }

    [Fact]
    public async Task A_form_in_which_progeny_finds_no_file_is_an_invalid_request()
    {
        (await FailAsync(RecordedResponse.Read("Progeny", "submit-no-file"))).Error.Should().Be(LivenessError.InvalidRequest);
    }

    [Theory]
    [InlineData("""{"image":["The submitted data was not a file. Check the encoding type on the form."]}""", LivenessError.InvalidRequest)]
    [InlineData("""{"image":["This field is required."]}""", LivenessError.InvalidRequest)]
    [InlineData("""{"extend_data":["Must be a valid boolean."]}""", LivenessError.InvalidRequest)]
    [InlineData("Bad POST", LivenessError.InvalidRequest)]
    [InlineData("""{"image":["Upload a valid image. The file you uploaded was either not an image or a corrupted image."]}""", LivenessError.InvalidImage)]
    [InlineData("""{"image":["The submitted file is empty."]}""", LivenessError.InvalidImage)]
    public async Task A_refused_upload_tells_the_request_from_the_photo(string body, LivenessError error)
    {
        LivenessException failure = await FailAsync(Scenario.Response(400, body));

        failure.Error.Should().Be(error);
        failure.MayHaveBeenProcessed.Should().BeFalse();
        failure.ContinuationToken.Should().BeNull();
        Polls.Should().BeEmpty();
    }

    [Theory]
    [InlineData(402, LivenessError.QuotaExceeded)]
    [InlineData(403, LivenessError.Unauthorized)]
    [InlineData(404, LivenessError.UnexpectedResponse)]
    [InlineData(413, LivenessError.InvalidImage)]
    [InlineData(429, LivenessError.RateLimited)]
    [InlineData(500, LivenessError.Unavailable)]
    [InlineData(503, LivenessError.Unavailable)]
    public async Task A_refused_upload_without_words_is_read_by_its_status(int status, LivenessError error)
    {
        (await FailAsync(Scenario.Response(status, """{"detail":"no"}"""))).Error.Should().Be(error);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":"one two"}""")]
    [InlineData("""{"id":{"uuid":"f22a63b1"}}""")]
    [InlineData("<html>")]
    public async Task An_accepted_upload_without_an_id_may_have_been_paid(string body)
    {
        LivenessException failure = await FailAsync(Scenario.Response(200, body));

        failure.Error.Should().Be(LivenessError.UnexpectedResponse);
        failure.MayHaveBeenProcessed.Should().BeTrue();
        failure.ContinuationToken.Should().BeNull();
        Uploads.Should().ContainSingle();
    }

    [Theory]
    [InlineData("f22a63b1-7d05-4bf1-9633-a623a2799c22")]
    [InlineData("a&b=/c+d%20#")]
    public async Task The_poll_names_the_id_of_the_upload(string id)
    {
        Vendor.Next(Scenario.Response(200, $$"""{"id":"{{id}}"}"""));
        LivenessResult pending = await CheckAsync(Request(returnWhenPending: true));
        await CheckAsync(LivenessRequest.Continue(pending.ContinuationToken!, returnWhenPending: true));

        pending.TransactionId.Should().Be(id);
        Polls.Should().ContainSingle().Which.Query.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("id", id));
    }

    /// <summary>Notes the headers of the file in an upload.</summary>
    private sealed class UploadRecorder : DelegatingHandler
    {
        public string FileHeaders { get; private set; } = "";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is MultipartFormDataContent form && form.First() is ReadOnlyMemoryContent file)
            {
                FileHeaders = file.Headers.ToString();
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
