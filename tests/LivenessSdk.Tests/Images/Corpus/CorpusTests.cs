using System.Globalization;
using System.Text;
using LivenessSdk.Simulator;
using LivenessSdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Images.Corpus;

/// <summary>Sends generated files of many families, and evaluates what arrives at the simulator with ImageMagick.</summary>
public sealed class CorpusTests : IAsyncLifetime
{
    private const int SmallHeight = 80;

    private static readonly Lazy<CorpusPhoto[]> s_photos = new(() => [.. JpegFamilies.All, .. OtherFamilies.All]);

    private LivenessSimulator _simulator = null!;
    private LivenessClient _client = null!, _downscaling = null!;

    public static TheoryData<string> Families => [.. Counts.Select(family => family.Name)];

    private static IEnumerable<(string Name, int Count)> Counts => s_photos.Value.GroupBy(photo => photo.Family).Select(family => (family.Key, family.Count()));

    public async ValueTask InitializeAsync()
    {
        _simulator = await LivenessSimulator.StartAsync();
        _client = Create(maxHeight: 1080);
        _downscaling = Create(SmallHeight);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _downscaling.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Every_photo_of_a_family_arrives_upright_in_its_size_and_colors_without_metadata(string family)
    {
        List<string> problems = [];
        foreach (CorpusPhoto photo in s_photos.Value.Where(photo => photo.Family == family))
        {
            // What a file shows is known by its plain counterpart, or else by ImageMagick's reading of it.
            Pixels? expected = photo.IsRefused ? null : IndependentDecoder.Decode(photo.Shows ?? photo.File, photo.Orientation);
            problems.AddRange((await FindProblemsAsync(photo, expected, _client)).Select(problem => $"{photo.Name}: {problem}"));
            problems.AddRange((await FindProblemsAsync(photo, expected, _downscaling)).Select(problem => $"{photo.Name}, downscaled: {problem}"));
        }

        problems.Should().BeEmpty();
    }

    [Fact]
    public void The_page_states_the_families_and_the_number_of_their_files()
    {
        string[][] rows = PageTable.Read("images-and-privacy.md", "## Photos from the wild");

        rows.Select(row => (row[0], int.Parse(row[1], CultureInfo.InvariantCulture)))
            .Should().BeEquivalentTo([.. Counts, ("total", s_photos.Value.Length)]);
        s_photos.Value.Length.Should().BeGreaterThan(300);
    }

    private async Task<List<string>> FindProblemsAsync(CorpusPhoto photo, Pixels? expected, LivenessClient client)
    {
        int before = _simulator.Argos.Requests.Count;
        try
        {
            await client.CheckAsync(LivenessImage.FromBytes(photo.File));
        }
        catch (LivenessException e) when (e.Error == LivenessError.InvalidImage)
        {
            return photo.IsRefused ? [] : [$"refused: {e.Message} {e.InnerException?.Message}"];
        }

        RecordedPhoto arrived = _simulator.Argos.Requests.Skip(before).Single().Photos.Single();
        return expected is null ? ["not refused"] : [.. Compare(photo, expected, arrived, client == _downscaling)];
    }

    private static IEnumerable<string> Compare(CorpusPhoto photo, Pixels expected, RecordedPhoto arrived, bool isDownscaled)
    {
        int height = isDownscaled ? Math.Min(SmallHeight, expected.Height) : expected.Height;
        int width = (int)Math.Round((double)expected.Width * height / expected.Height, MidpointRounding.AwayFromZero);
        Pixels shown = IndependentDecoder.Decode(arrived.Data);
        if ((shown.Width, shown.Height) != (width, height))
        {
            yield return $"{shown.Width} x {shown.Height} instead of {width} x {height}";
            yield break;
        }

        double difference = shown.DifferenceTo(
            height == expected.Height ? expected : IndependentDecoder.Decode(photo.Shows ?? photo.File, photo.Orientation, (width, height)));
        if (difference > photo.Tolerance)
        {
            yield return $"colors differ by {difference:0.0}";
        }

        string bytes = Encoding.Latin1.GetString(arrived.Data.Span);
        foreach (string trace in new[] { ExifData.Secret[..8], "Exif\0", "EXIF", "xmpmeta", "MPF\0", "ftyp" })
        {
            if (bytes.Contains(trace, StringComparison.Ordinal))
            {
                yield return $"'{trace}' was sent";
            }
        }
    }

    private LivenessClient Create(int maxHeight) => LivenessClient.Create(liveness => liveness.AddArgos(options =>
    {
        options.Endpoint = _simulator.Argos.Endpoint;
        options.ApiKey = _simulator.Argos.ApiKey;
        options.MaxHeight = maxHeight;
    }));
}
