namespace LivenessSdk.Tests.Images;

/// <summary>Makes photos of 49 megapixels, just below the limit, that are small as files: all of one color.</summary>
internal static class LargePhotos
{
    private static readonly Lazy<Dictionary<string, byte[]>> s_all = new(Create);

    public static IReadOnlyDictionary<string, byte[]> All => s_all.Value;

    private static Dictionary<string, byte[]> Create()
    {
        byte[] flat = Photos.Reported("flat49.webp");
        return new Dictionary<string, byte[]>
        {
            ["lossy WebP of 49 megapixels"] = flat,
            ["lossless WebP of 49 megapixels"] = PhotoFile.Convert(flat, "webpsave_buffer", "lossless=true,effort=0"),
            ["PNG of 49 megapixels"] = PhotoFile.Convert(flat, "pngsave_buffer", "compression=1"),
            ["interlaced PNG of 49 megapixels"] = PhotoFile.Convert(flat, "pngsave_buffer", "compression=1,interlace=true"),
            ["16-bit PNG of 49 megapixels"] = PhotoFile.Convert(flat, "pngsave_buffer", "compression=1,bitdepth=16", "colourspace", "space=rgb16"),
            ["turned JPEG of 49 megapixels"] = PhotoFile.WithExif(
                PhotoFile.Convert(flat, "jpegsave_buffer", "Q=80"), ImageFormat.Jpeg, ExifData.Create(6)),
            ["progressive JPEG of 30 megapixels"] = PhotoFile.Convert(
                flat, "jpegsave_buffer", "Q=80,interlace=true,subsample-mode=off", "thumbnail_image", "width=5500,height=5400,size=force"),
        };
    }
}
