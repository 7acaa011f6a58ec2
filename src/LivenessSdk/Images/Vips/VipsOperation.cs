using System.Runtime.InteropServices;

namespace LivenessSdk;

/// <summary>Represents one libvips operation. It is built directly, past libvips' operation cache, so that no photo stays in it.</summary>
internal sealed class VipsOperation : VipsObject
{
    /// <summary>Creates an operation.</summary>
    /// <param name="name">The operation's nickname.</param>
    /// <param name="options">Its numbers and enumerations, as <c>name=value</c> with commas between, or an empty text.</param>
    /// <exception cref="VipsException">This libvips does not have the operation or one of the options.</exception>
    public static VipsOperation Create(string name, string options)
    {
        VipsOperation operation = VipsNative.vips_operation_new(name);
        if (operation.IsInvalid || (options.Length > 0 && VipsNative.vips_object_set_from_string(operation, options) != 0))
        {
            operation.Dispose();
            throw LastError();
        }

        return operation;
    }

    public void Set(string name, VipsImage image)
    {
        VipsNative.Value value = default;
        VipsNative.g_value_init(ref value, VipsNative.vips_image_get_type());
        try
        {
            VipsNative.g_value_set_object(ref value, image);
            VipsNative.g_object_set_property(this, name, value);
        }
        finally
        {
            VipsNative.g_value_unset(ref value);
        }
    }

    public void Set(string name, VipsBlob blob)
    {
        VipsNative.Value value = default;
        VipsNative.g_value_init(ref value, VipsNative.vips_blob_get_type());
        try
        {
            VipsNative.g_value_set_boxed(ref value, blob);
            VipsNative.g_object_set_property(this, name, value);
        }
        finally
        {
            VipsNative.g_value_unset(ref value);
        }
    }

    /// <summary>Runs the operation.</summary>
    /// <exception cref="VipsException">It failed.</exception>
    public void Run()
    {
        if (VipsNative.vips_object_build(this) != 0)
        {
            throw LastError();
        }
    }

    /// <summary>Gets an image that the operation made.</summary>
    public VipsImage GetImage(string name)
    {
        VipsNative.Value value = default;
        VipsNative.g_value_init(ref value, VipsNative.vips_image_get_type());
        try
        {
            VipsNative.g_object_get_property(this, name, ref value);
            return VipsNative.g_value_dup_object(value);
        }
        finally
        {
            VipsNative.g_value_unset(ref value);
        }
    }

    /// <summary>Gets compressed data that the operation made.</summary>
    public VipsBlob GetBlob(string name)
    {
        VipsNative.Value value = default;
        VipsNative.g_value_init(ref value, VipsNative.vips_blob_get_type());
        try
        {
            VipsNative.g_object_get_property(this, name, ref value);
            return VipsNative.g_value_dup_boxed(value);
        }
        finally
        {
            VipsNative.g_value_unset(ref value);
        }
    }

    protected override bool ReleaseHandle()
    {
        VipsNative.vips_object_unref_outputs(handle);
        return base.ReleaseHandle();
    }

    /// <summary>Returns libvips' error messages. They are shared by all threads: those of a concurrent failure may be among them.</summary>
    internal static VipsException LastError()
    {
        nint text = VipsNative.vips_error_buffer_copy();
        string message = Marshal.PtrToStringUTF8(text) ?? "";
        VipsNative.g_free(text);
        return new VipsException(message.Trim());
    }
}

/// <summary>Reports that an operation of libvips failed, with its message.</summary>
internal sealed class VipsException(string message) : Exception(message);
