using System.Globalization;
using System.Runtime.InteropServices;

namespace LivenessSdk;

/// <summary>Represents an image of libvips. Pixels are computed when they are asked for: a damaged photo fails in the step that needs them.</summary>
internal sealed class VipsImage : VipsObject
{
    private const string ColorProfile = "icc-profile-data";

    /// <summary>The pixels of an image that <see cref="InMemory"/> made.</summary>
    private NativeBuffer? _pixels;

    /// <summary>Opens a photo with the loader of its format, never with one that libvips would guess.</summary>
    /// <param name="photo">The whole file. It must outlive the image.</param>
    /// <param name="format">Its format.</param>
    /// <param name="shrink">By how much a JPEG or WebP is downscaled while it is decoded: 1, 2, 4 or 8. A PNG takes 1.</param>
    public static unsafe VipsImage Load(NativeBuffer photo, ImageFormat format, int shrink)
    {
        // What is not decoded row by row is decoded into memory; libvips would write a large image to a temporary file.
        (string loader, string options) = format switch
        {
            ImageFormat.Jpeg => ("jpegload_buffer", Format($"access=sequential,shrink={shrink}")),
            ImageFormat.Png => ("pngload_buffer", "access=sequential"),
            _ => ("webpload_buffer", Format($"memory=true,scale={1.0 / shrink}")),
        };
        using VipsBlob blob = VipsNative.vips_blob_new(0, photo, photo.Length);

        // Only missing data is an error: some phones write JPEGs that are unusual but valid.
        using VipsOperation load = VipsOperation.Create(loader, options + ",fail-on=truncated");
        load.Set("buffer", blob);
        load.Run();
        return load.GetImage("out").ByOneThread();
    }

    /// <summary>
    /// Computes all pixels into the library's own memory. What libvips keeps of later operations in its cache then refers to this memory,
    /// which is gone when the photo is done, and never to the decoder.
    /// </summary>
    public VipsImage InMemory()
    {
        int width = VipsNative.vips_image_get_width(this), height = VipsNative.vips_image_get_height(this);
        int bands = VipsNative.vips_image_get_bands(this), format = VipsNative.vips_image_get_format(this);
        NativeBuffer pixels = new(checked((nuint)width * (nuint)height * (nuint)bands * (nuint)VipsNative.vips_format_sizeof(format)));
        VipsImage image = VipsNative.vips_image_new_from_memory(pixels, pixels.Length, width, height, bands, format);
        image._pixels = pixels;
        if (image.IsInvalid || VipsNative.vips_image_write(this, image) != 0)
        {
            image.Dispose();
            throw VipsOperation.LastError();
        }

        return image;
    }

    /// <summary>Turns the image upright. Its pixels must be in memory.</summary>
    /// <param name="orientation">The EXIF orientation, 1 to 8.</param>
    public VipsImage Upright(int orientation)
    {
        string angle = orientation switch { 3 or 4 => "d180", 5 or 6 => "d90", 7 or 8 => "d270", _ => "d0" };
        VipsImage turned = Apply("rot", "angle=" + angle);
        if (orientation is not (2 or 4 or 5 or 7))
        {
            return turned;
        }

        using (turned)
        {
            return turned.Apply("flip", "direction=horizontal");
        }
    }

    /// <summary>Creates an image of exactly the given size, in sRGB or gray with eight bits a channel.</summary>
    public VipsImage FitTo(int width, int height)
    {
        bool hasProfile = VipsNative.vips_image_get_typeof(this, ColorProfile) != 0;
        return Apply(
            "thumbnail_image",
            Format($"width={width},height={height},size=force,no-rotate=true{(hasProfile ? ",export-profile=srgb" : "")}"));
    }

    /// <summary>Removes the color profile.</summary>
    /// <returns><see langword="true"/> if there was one.</returns>
    public bool RemoveColorProfile() => VipsNative.vips_image_remove(this, ColorProfile) != 0;

    /// <summary>Encodes as JPEG 4:2:0 without metadata, over white where it is transparent.</summary>
    public byte[] ToJpeg(int quality) =>
        Save("jpegsave_buffer", Format($"Q={quality},subsample-mode=on,strip=true,background=255"));

    /// <summary>Creates another image by one of libvips' operations.</summary>
    internal VipsImage Apply(string operation, string options)
    {
        using VipsOperation apply = VipsOperation.Create(operation, options);
        apply.Set("in", this);
        apply.Run();
        return apply.GetImage("out");
    }

    /// <summary>Encodes with one of libvips' operations that save to a buffer.</summary>
    internal byte[] Save(string operation, string options)
    {
        using VipsOperation save = VipsOperation.Create(operation, options);
        save.Set("in", this);
        save.Run();
        using VipsBlob file = save.GetBlob("buffer");
        byte[] result = file.Span.ToArray();
        file.Span.Clear();
        return result;
    }

    /// <summary>Cancels every computation on this image. It may be called from another thread.</summary>
    public void Kill() => VipsNative.vips_image_set_kill(this, 1);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _pixels?.Dispose();
        }
    }

    /// <summary>Limits this image, and those made of it, to one thread; concurrent photos keep the processors busy.</summary>
    private VipsImage ByOneThread()
    {
        VipsNative.vips_image_set_int(this, "concurrency", 1);
        return this;
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Represents a reference to an object of libvips. The finalizer releases it if it was not disposed.</summary>
internal abstract class VipsObject() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        VipsNative.g_object_unref(handle);
        return true;
    }
}
