using LivenessSdk.Tests.Images;

namespace LivenessSdk.Tests.Privacy;

/// <summary>Gives a real photo with a place in its EXIF data, and samples of what it consists of.</summary>
internal static class CanaryPhoto
{
    private const int SampleBytes = 24;

    private static readonly byte[] s_bytes = PhotoFile.WithExif(SamplePhoto.Bytes.ToArray(), ImageFormat.Jpeg, ExifData.Create(orientation: 1));

    private static readonly Lazy<Canary[]> s_canaries = new(() =>
    [
        .. Samples("image bytes", s_bytes),
        .. Samples("pixel bytes", Pixels.Decode(SamplePhoto.Bytes.Span).Bytes),
        new Canary("EXIF text", ExifData.Secret),
    ]);

    public static byte[] Bytes => s_bytes;

    public static IReadOnlyList<Canary> Canaries => s_canaries.Value;

    public static LivenessImage ToImage() => LivenessImage.FromBytes(Bytes);

    /// <summary>Takes some bytes out of a photo at several places, none of them monotonous.</summary>
    public static IEnumerable<Canary> Samples(string kind, byte[] bytes) =>
        Enumerable.Range(1, 7)
            .Select(eighth => bytes.AsSpan(bytes.Length / 8 * eighth, SampleBytes).ToArray())
            .Where(sample => sample.Distinct().Count() > SampleBytes / 3)
            .Select(sample => new Canary(kind, sample));
}
