using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LivenessSdk;

/// <summary>Finds libvips and starts it: our own copy, else the system's.</summary>
internal static unsafe class VipsLibrary
{
    /// <summary>Says what to do where there is no libvips.</summary>
    public const string Remedy =
        "Add the package NetVips.Native, or install libvips 8.13 or later (Debian, Ubuntu: libvips42; Alpine, Homebrew: vips), "
        + "or send upright JPEG or PNG photos that are small enough to go out as they are.";

    private static readonly Lazy<bool> s_started = new(Start);

    /// <summary>Gets a value indicating whether libvips is there. Starts it at the first call.</summary>
    public static bool IsAvailable => s_started.Value;

    /// <summary>Starts libvips at the first call.</summary>
    /// <exception cref="LivenessException">With <see cref="LivenessError.ImageProcessingUnavailable"/>: there is none; says what to install.</exception>
    public static void Require()
    {
        if (!s_started.Value)
        {
            throw new LivenessException(
                LivenessError.ImageProcessingUnavailable,
                $"The photo has to be decoded, and libvips is not installed to do it. {Remedy}");
        }
    }

    private static bool Start()
    {
        Assembly assembly = typeof(VipsLibrary).Assembly;
        if (!NativeLibrary.TryLoad(FileName, assembly, null, out nint vips))
        {
            return false;
        }

        bool isOwn = NativeLibrary.TryGetExport(vips, "g_free", out _);
        nint gobject = vips, glib = vips;
        if (!isOwn && !(NativeLibrary.TryLoad("libgobject-2.0-0.dll", out gobject) && NativeLibrary.TryLoad("libglib-2.0-0.dll", out glib)))
        {
            return false;
        }

        NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => name switch
        {
            VipsNative.Vips => vips,
            VipsNative.GObject => gobject,
            VipsNative.GLib => glib,
            _ => 0,
        });

        if ((VipsNative.vips_version(0) * 100) + VipsNative.vips_version(1) < 813)
        {
            return false;
        }

        if (isOwn)
        {
            // GLib writes warnings to the standard error stream, which is the program's and not ours.
            VipsNative.g_log_set_default_handler(&Ignore, 0);
        }

        if (VipsNative.vips_init("LivenessSdk") != 0)
        {
            return false;
        }

        if (isOwn)
        {
            SetUpOwnCopy();
        }

        return true;
    }

    /// <summary>Makes settings that hold for the whole process, and therefore only on a copy that nobody else uses.</summary>
    private static void SetUpOwnCopy()
    {
        VipsNative.vips_cache_set_max(0);
        VipsNative.vips_concurrency_set(1);
        VipsNative.vips_operation_block_set("VipsForeignLoad", 1);
        VipsNative.vips_operation_block_set("VipsForeignLoadJpeg", 0);
        VipsNative.vips_operation_block_set("VipsForeignLoadPng", 0);
        VipsNative.vips_operation_block_set("VipsForeignLoadWebp", 0);
    }

    private static string FileName =>
        OperatingSystem.IsWindows() ? "libvips-42.dll" : OperatingSystem.IsMacOS() ? "libvips.42.dylib" : "libvips.so.42";

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(nint domain, int level, nint message, nint data)
    {
    }
}
