using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Images;

/// <summary>Holds photos as files that another process reads.</summary>
internal sealed class PhotoFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("livenesssdk-photos-").FullName;

    /// <summary>Writes a photo of every kind, sound and damaged, and some of 49 megapixels.</summary>
    public static PhotoFolder OfEveryKind()
    {
        PhotoFolder folder = new();
        foreach ((string name, byte[] photo) in HostilePhotos.Sound.Concat(HostilePhotos.Damaged))
        {
            folder.Add(name, photo);
        }

        foreach (string file in Directory.GetFiles(Repository.PathOf("tests", "LivenessSdk.Tests", "Images", "Reported")).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)))
        {
            folder.Add(System.IO.Path.GetFileName(file), File.ReadAllBytes(file));
        }

        byte[] sample = SamplePhoto.Bytes.ToArray();
        folder.Add("progressive JPEG", PhotoFile.Convert(sample, "jpegsave_buffer", "Q=90,interlace=true"));
        folder.Add("CMYK JPEG", PhotoFile.Convert(sample, "jpegsave_buffer", "Q=90", "colourspace", "space=cmyk"));
        folder.Add("16-bit PNG", PhotoFile.Convert(sample, "pngsave_buffer", "bitdepth=16", "colourspace", "space=rgb16"));
        folder.Add("interlaced PNG", PhotoFile.Convert(sample, "pngsave_buffer", "interlace=true"));
        folder.Add("lossy WebP", PhotoFile.Convert(sample, "webpsave_buffer", "Q=90"));
        foreach (ImageFormat format in new[] { ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP })
        {
            folder.Add($"turned {format}", PhotoFile.WithExif(PhotoFile.Write(Pixels.Decode(sample), format), format, ExifData.Create(6)));
        }

        foreach ((string name, byte[] photo) in LargePhotos.All)
        {
            folder.Add(name, photo);
        }

        return folder;
    }

    public void Add(string name, ReadOnlyMemory<byte> photo) => File.WriteAllBytes(System.IO.Path.Combine(Path, name), photo.Span);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
