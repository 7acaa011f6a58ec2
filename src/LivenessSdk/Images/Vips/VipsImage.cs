using System.Globalization;

namespace LivenessSdk;

/// <summary>Holds an image of libvips. Pixels are computed when they are asked for: a damaged photo fails in the step that needs them.</summary>
internal sealed class VipsImage : IDisposable
{
    private readonly nint _handle;

    private VipsImage(nint handle)
    {
        _handle = handle;
    }

    /// <summary>Opens a photo with the loader of its format, never with one that libvips would guess.</summary>
    /// <param name="photo">The whole file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="shrink">By how much a JPEG is made smaller while it is decoded: 1, 2, 4 or 8. Other formats take 1.</param>
    public static VipsImage Load(VipsBlob photo, ImageFormat format, int shrink)
    {
        (string loader, string options) = format switch
        {
            ImageFormat.Jpeg => ("jpegload_buffer", Format($",shrink={shrink}")),
            ImageFormat.Png => ("pngload_buffer", ""),
            _ => ("webpload_buffer", ""),
        };
        // Only missing data is an error, not any oddity: some phones write JPEGs that are odd but sound.
        using VipsOperation load = new(loader, "access=sequential,fail-on=truncated" + options);
        load.SetBlob("buffer", photo);
        load.Run();
        return new VipsImage(load.GetImage("out"));
    }

    /// <summary>Makes an image of exactly the given size: upright, in sRGB or grey, eight bits a channel.</summary>
    public VipsImage FitTo(int width, int height, int orientation)
    {
        VipsNative.vips_image_set_int(_handle, "orientation", orientation);
        bool hasProfile = VipsNative.vips_image_get_typeof(_handle, "icc-profile-data") != 0;
        return Apply("thumbnail_image", Format($"width={width},height={height},size=force{(hasProfile ? ",export-profile=srgb" : "")}"));
    }

    /// <summary>Computes all pixels once, so that the image can be encoded several times.</summary>
    public VipsImage InMemory()
    {
        nint copy = VipsNative.vips_image_copy_memory(_handle);
        return copy != 0 ? new VipsImage(copy) : throw VipsOperation.LastError();
    }

    /// <summary>Encodes as JPEG 4:2:0 without metadata, over white where it is transparent.</summary>
    public byte[] ToJpeg(int quality) =>
        Save("jpegsave_buffer", Format($"Q={quality},subsample-mode=on,strip=true,background=255"));

    /// <summary>Makes another image with one of libvips' operations.</summary>
    internal VipsImage Apply(string operation, string options)
    {
        using VipsOperation apply = new(operation, options);
        apply.SetImage("in", _handle);
        apply.Run();
        return new VipsImage(apply.GetImage("out"));
    }

    /// <summary>Encodes with one of libvips' operations that save to a buffer.</summary>
    internal byte[] Save(string operation, string options)
    {
        using VipsOperation save = new(operation, options);
        save.SetImage("in", _handle);
        save.Run();
        using VipsBlob file = save.GetBlob("buffer");
        return file.Bytes.ToArray();
    }

    /// <summary>Makes every computation on this image fail soon. May be called from another thread.</summary>
    public void Kill() => VipsNative.vips_image_set_kill(_handle, 1);

    public void Dispose() => VipsNative.g_object_unref(_handle);

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
