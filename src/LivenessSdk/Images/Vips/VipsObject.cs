using System.Runtime.InteropServices;

namespace LivenessSdk;

/// <summary>Represents a reference to an object of libvips. The finalizer drops it where nobody disposed it.</summary>
internal abstract class VipsObject() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        VipsNative.g_object_unref(handle);
        return true;
    }
}
