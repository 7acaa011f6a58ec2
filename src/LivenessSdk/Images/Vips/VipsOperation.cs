using System.Runtime.InteropServices;

namespace LivenessSdk;

/// <summary>Runs one libvips operation. It is built directly, past libvips' operation cache, so that no photo stays in it.</summary>
internal sealed class VipsOperation : IDisposable
{
    private readonly nint _handle;

    /// <summary>Creates an operation.</summary>
    /// <param name="name">The operation's nickname.</param>
    /// <param name="options">Its numbers and enumerations, as <c>name=value</c> with commas between; empty for none.</param>
    /// <exception cref="VipsException">This libvips does not have it.</exception>
    public VipsOperation(string name, string options)
    {
        _handle = VipsNative.vips_operation_new(name);
        if (_handle == 0)
        {
            throw LastError();
        }

        if (options.Length > 0 && VipsNative.vips_object_set_from_string(_handle, options) != 0)
        {
            Dispose();
            throw LastError();
        }
    }

    public void SetImage(string name, nint image)
    {
        VipsNative.Value value = default;
        VipsNative.g_value_init(ref value, VipsNative.vips_image_get_type());
        VipsNative.g_value_set_object(ref value, image);
        VipsNative.g_object_set_property(_handle, name, value);
        VipsNative.g_value_unset(ref value);
    }

    public void SetBlob(string name, VipsBlob blob)
    {
        VipsNative.Value value = default;
        VipsNative.g_value_init(ref value, VipsNative.vips_blob_get_type());
        VipsNative.g_value_set_boxed(ref value, blob.Handle);
        VipsNative.g_object_set_property(_handle, name, value);
        VipsNative.g_value_unset(ref value);
    }

    /// <summary>Runs the operation.</summary>
    /// <exception cref="VipsException">It failed.</exception>
    public void Run()
    {
        if (VipsNative.vips_object_build(_handle) != 0)
        {
            throw LastError();
        }
    }

    /// <summary>Returns a reference of its own to an image that the operation made.</summary>
    public nint GetImage(string name)
    {
        VipsNative.Value value = default;
        VipsNative.g_value_init(ref value, VipsNative.vips_image_get_type());
        VipsNative.g_object_get_property(_handle, name, ref value);
        nint image = VipsNative.g_value_dup_object(value);
        VipsNative.g_value_unset(ref value);
        return image;
    }

    /// <summary>Returns compressed data that the operation made.</summary>
    public VipsBlob GetBlob(string name)
    {
        VipsNative.Value value = default;
        VipsNative.g_value_init(ref value, VipsNative.vips_blob_get_type());
        VipsNative.g_object_get_property(_handle, name, ref value);
        VipsBlob blob = new(VipsNative.g_value_dup_boxed(value));
        VipsNative.g_value_unset(ref value);
        return blob;
    }

    public void Dispose()
    {
        VipsNative.vips_object_unref_outputs(_handle);
        VipsNative.g_object_unref(_handle);
    }

    /// <summary>Returns libvips' own words. They are kept for all threads together: a failure at the same moment may stand among them.</summary>
    internal static VipsException LastError()
    {
        nint text = VipsNative.vips_error_buffer_copy();
        string message = Marshal.PtrToStringUTF8(text) ?? "";
        VipsNative.g_free(text);
        return new VipsException(message.Trim());
    }
}
