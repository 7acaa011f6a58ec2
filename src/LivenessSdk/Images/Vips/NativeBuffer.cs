using System.Runtime.InteropServices;

namespace LivenessSdk;

/// <summary>Represents memory outside the garbage collector's reach that contains a photo's file or its pixels. It is cleared before it is freed.</summary>
internal sealed unsafe class NativeBuffer : SafeHandle
{
    /// <summary>Allocates memory.</summary>
    /// <exception cref="OutOfMemoryException">There is not enough.</exception>
    public NativeBuffer(nuint length)
        : base(0, ownsHandle: true)
    {
        Length = length;
        SetHandle((nint)NativeMemory.Alloc(length));
    }

    public override bool IsInvalid => handle == 0;

    public nuint Length { get; }

    public Span<byte> Span => new((void*)handle, checked((int)Length));

    protected override bool ReleaseHandle()
    {
        NativeMemory.Clear((void*)handle, Length);
        NativeMemory.Free((void*)handle);
        return true;
    }
}
