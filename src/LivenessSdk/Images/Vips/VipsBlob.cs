using System.Runtime.InteropServices;

namespace LivenessSdk;

/// <summary>Represents a reference to compressed data: a photo in a <see cref="NativeBuffer"/>, or what an operation of libvips wrote.</summary>
internal sealed unsafe class VipsBlob() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    public Span<byte> Span
    {
        get
        {
            void* start = VipsNative.vips_blob_get(this, out nuint length);
            return new Span<byte>(start, checked((int)length));
        }
    }

    protected override bool ReleaseHandle()
    {
        VipsNative.vips_area_unref(handle);
        return true;
    }
}
