using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LivenessSdk;

/// <summary>Suppresses libvips' warnings about photos on the standard error stream, which belongs to the application.</summary>
internal static unsafe class VipsLog
{
    private const int CriticalWarningAndMessage = 8 | 16 | 32;

    /// <summary>
    /// Suppresses what libvips would print, unless the application uses libvips itself, through NetVips: then its log settings apply.
    /// A handler that it sets later comes before this one.
    /// </summary>
    public static void Quiet()
    {
        if (!IsNetVipsLoaded())
        {
            delegate* unmanaged[Cdecl]<nint, int, nint, nint, void> handler = &OnMessage;
            VipsNative.g_log_set_handler("VIPS", CriticalWarningAndMessage, (nint)handler, 0);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMessage(nint domain, int level, nint message, nint data)
    {
        if (IsNetVipsLoaded())
        {
            VipsNative.g_log_default_handler(domain, level, message, data);
        }
    }

    private static bool IsNetVipsLoaded() =>
        Array.Exists(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "NetVips");
}
