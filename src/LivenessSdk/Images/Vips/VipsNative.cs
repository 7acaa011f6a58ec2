using System.Runtime.InteropServices;

namespace LivenessSdk;

/// <summary>Declares the functions of libvips and GLib that are used; none takes a variable number of arguments, which Apple's arm64 would not forgive.</summary>
internal static unsafe partial class VipsNative
{
    public const string Vips = "vips";
    public const string GObject = "gobject";
    public const string GLib = "glib";

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int vips_init(string program);

    [LibraryImport(Vips)]
    public static partial int vips_version(int part);

    [LibraryImport(Vips)]
    public static partial void vips_cache_set_max(int operations);

    [LibraryImport(Vips)]
    public static partial void vips_concurrency_set(int threads);

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void vips_operation_block_set(string name, int blocked);

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint vips_operation_new(string name);

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int vips_object_set_from_string(nint vipsObject, string options);

    [LibraryImport(Vips)]
    public static partial int vips_object_build(nint vipsObject);

    [LibraryImport(Vips)]
    public static partial void vips_object_unref_outputs(nint vipsObject);

    [LibraryImport(Vips)]
    public static partial nuint vips_blob_get_type();

    [LibraryImport(Vips)]
    public static partial nint vips_blob_copy(void* data, nuint length);

    [LibraryImport(Vips)]
    public static partial void* vips_blob_get(nint blob, out nuint length);

    [LibraryImport(Vips)]
    public static partial void vips_area_unref(nint area);

    [LibraryImport(Vips)]
    public static partial nuint vips_image_get_type();

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint vips_image_get_typeof(nint image, string field);

    [LibraryImport(Vips, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void vips_image_set_int(nint image, string field, int value);

    [LibraryImport(Vips)]
    public static partial nint vips_image_copy_memory(nint image);

    [LibraryImport(Vips)]
    public static partial void vips_image_set_kill(nint image, int kill);

    [LibraryImport(Vips)]
    public static partial nint vips_error_buffer_copy();

    [LibraryImport(GObject, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_object_set_property(nint gObject, string name, in Value value);

    [LibraryImport(GObject, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_object_get_property(nint gObject, string name, ref Value value);

    [LibraryImport(GObject)]
    public static partial void g_object_unref(nint gObject);

    [LibraryImport(GObject)]
    public static partial void g_value_init(ref Value value, nuint type);

    [LibraryImport(GObject)]
    public static partial void g_value_unset(ref Value value);

    [LibraryImport(GObject)]
    public static partial void g_value_set_object(ref Value value, nint gObject);

    [LibraryImport(GObject)]
    public static partial nint g_value_dup_object(in Value value);

    [LibraryImport(GObject)]
    public static partial void g_value_set_boxed(ref Value value, nint boxed);

    [LibraryImport(GObject)]
    public static partial nint g_value_dup_boxed(in Value value);

    [LibraryImport(GLib)]
    public static partial void g_free(nint memory);

    [LibraryImport(GLib)]
    public static partial void g_log_set_default_handler(delegate* unmanaged[Cdecl]<nint, int, nint, nint, void> handler, nint data);

    /// <summary>Has the layout of a GValue.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Value
    {
        public nuint Type;
        public long Data0;
        public long Data1;
    }
}
