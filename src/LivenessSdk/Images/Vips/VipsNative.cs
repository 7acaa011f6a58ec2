using System.Runtime.InteropServices;

namespace LivenessSdk;

/// <summary>Declares the functions of libvips and GLib that are used; none takes a variable number of arguments, which breaks on Apple's arm64.</summary>
internal static unsafe partial class VipsNative
{
    public const string Vips = "vips";
    public const string GObject = "gobject";
    public const string GLib = "glib";

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int vips_init(string program);

    [LibraryImport(Vips)]
    public static partial int vips_version(int part);

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial VipsOperation vips_operation_new(string name);

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int vips_object_set_from_string(VipsOperation operation, string options);

    [LibraryImport(Vips)]
    public static partial int vips_object_build(VipsOperation operation);

    [LibraryImport(Vips)]
    public static partial void vips_object_unref_outputs(nint operation);

    [LibraryImport(Vips)]
    public static partial nuint vips_blob_get_type();

    [LibraryImport(Vips)]
    public static partial VipsBlob vips_blob_new(nint free, NativeBuffer data, nuint length);

    [LibraryImport(Vips)]
    public static partial void* vips_blob_get(VipsBlob blob, out nuint length);

    [LibraryImport(Vips)]
    public static partial void vips_area_unref(nint area);

    [LibraryImport(Vips)]
    public static partial nuint vips_image_get_type();

    [LibraryImport(Vips)]
    public static partial VipsImage vips_image_new_from_memory(NativeBuffer data, nuint length, int width, int height, int bands, int format);

    [LibraryImport(Vips)]
    public static partial int vips_image_write(VipsImage image, VipsImage destination);

    [LibraryImport(Vips)]
    public static partial int vips_image_get_width(VipsImage image);

    [LibraryImport(Vips)]
    public static partial int vips_image_get_height(VipsImage image);

    [LibraryImport(Vips)]
    public static partial int vips_image_get_bands(VipsImage image);

    [LibraryImport(Vips)]
    public static partial int vips_image_get_format(VipsImage image);

    [LibraryImport(Vips)]
    public static partial ulong vips_format_sizeof(int format);

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint vips_image_get_typeof(VipsImage image, string field);

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void vips_image_set_int(VipsImage image, string field, int value);

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int vips_image_remove(VipsImage image, string field);

    [LibraryImport(Vips)]
    public static partial void vips_image_set_kill(VipsImage image, int kill);

    [LibraryImport(Vips)]
    public static partial nint vips_error_buffer_copy();

    [LibraryImport(GObject, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_object_set_property(VipsOperation operation, string name, in Value value);

    [LibraryImport(GObject, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_object_get_property(VipsOperation operation, string name, ref Value value);

    [LibraryImport(GObject)]
    public static partial void g_object_unref(nint gObject);

    [LibraryImport(GObject)]
    public static partial void g_value_init(ref Value value, nuint type);

    [LibraryImport(GObject)]
    public static partial void g_value_unset(ref Value value);

    [LibraryImport(GObject)]
    public static partial void g_value_set_object(ref Value value, VipsImage image);

    [LibraryImport(GObject)]
    public static partial VipsImage g_value_dup_object(in Value value);

    [LibraryImport(GObject)]
    public static partial void g_value_set_boxed(ref Value value, VipsBlob blob);

    [LibraryImport(GObject)]
    public static partial VipsBlob g_value_dup_boxed(in Value value);

    [LibraryImport(GLib)]
    public static partial void g_free(nint memory);

    [LibraryImport(GLib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint g_log_set_handler(string domain, int levels, nint handler, nint data);

    [LibraryImport(GLib)]
    public static partial void g_log_default_handler(nint domain, int level, nint message, nint data);

    /// <summary>Has the layout of a GValue.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Value
    {
        public nuint Type;
        public long Data0;
        public long Data1;
    }
}
