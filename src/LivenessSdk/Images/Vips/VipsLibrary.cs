using System.Reflection;
using System.Runtime.InteropServices;

namespace LivenessSdk;

/// <summary>
/// Finds libvips and starts it: the copy of NetVips.Native beside the application, else the system's. Either may serve other code
/// of the application too, so no setting of the whole process is made here: no cache, no number of threads, no blocked loader.
/// </summary>
internal static class VipsLibrary
{
    /// <summary>The remedy if libvips is not installed.</summary>
    public const string Remedy =
        "Add the package NetVips.Native, or install libvips 8.13 or later (Debian, Ubuntu: libvips42; Alpine, Homebrew: vips), "
        + "or send upright JPEG or PNG photos that are small enough to be sent unchanged.";

    private static readonly Lazy<bool> s_started = new(Start);

    /// <summary>Gets a value indicating whether libvips is available. It is started at the first call.</summary>
    public static bool IsAvailable => s_started.Value;

    private static string FileName =>
        OperatingSystem.IsWindows() ? "libvips-42.dll" : OperatingSystem.IsMacOS() ? "libvips.42.dylib" : "libvips.so.42";

    /// <summary>Starts libvips at the first call.</summary>
    /// <exception cref="LivenessException">With <see cref="LivenessError.ImageProcessingUnavailable"/>: libvips is not installed; the message says what to install.</exception>
    public static void Require()
    {
        if (!s_started.Value)
        {
            throw new LivenessException(
                LivenessError.ImageProcessingUnavailable,
                $"The photo must be decoded, but libvips is not installed. {Remedy}");
        }
    }

    private static bool Start()
    {
        Assembly assembly = typeof(VipsLibrary).Assembly;
        if (!NativeLibrary.TryLoad(FileName, assembly, null, out nint vips) || !TryFindGLib(vips, out nint gobject, out nint glib))
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

        VipsLog.Quiet();
        return VipsNative.vips_init("LivenessSdk") == 0;
    }

    /// <summary>Finds GLib: within libvips or, as on Unix, through it; only a libvips of Windows that is in several files needs two more.</summary>
    private static bool TryFindGLib(nint vips, out nint gobject, out nint glib)
    {
        if (NativeLibrary.TryGetExport(vips, "g_object_unref", out _))
        {
            gobject = glib = vips;
            return true;
        }

        glib = 0;
        return NativeLibrary.TryLoad("libgobject-2.0-0.dll", out gobject) && NativeLibrary.TryLoad("libglib-2.0-0.dll", out glib);
    }
}
