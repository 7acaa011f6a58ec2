namespace LivenessSdk;

/// <summary>Holds compressed data in libvips' memory, which is cleared when it is let go.</summary>
internal sealed unsafe class VipsBlob : IDisposable
{
    /// <summary>Takes over a reference to a blob.</summary>
    public VipsBlob(nint handle)
    {
        Handle = handle;
    }

    /// <summary>Copies data, so that libvips never reads memory that its owner may change or free.</summary>
    public VipsBlob(ReadOnlySpan<byte> data)
    {
        fixed (byte* start = data)
        {
            Handle = VipsNative.vips_blob_copy(start, (nuint)data.Length);
        }
    }

    public nint Handle { get; private set; }

    public ReadOnlySpan<byte> Bytes => Content;

    private Span<byte> Content
    {
        get
        {
            void* start = VipsNative.vips_blob_get(Handle, out nuint length);
            return new Span<byte>(start, checked((int)length));
        }
    }

    public void Dispose()
    {
        if (Handle != 0)
        {
            Content.Clear();
            VipsNative.vips_area_unref(Handle);
            Handle = 0;
        }
    }
}
