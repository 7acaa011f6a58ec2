namespace LivenessSdk.Cli;

/// <summary>Provides the exit codes of the tool. Scripts depend on these numbers: they do not change.</summary>
internal static class ExitCodes
{
    public const int Live = 0;
    public const int NotLive = 1;
    public const int Usage = 2;
    public const int Inconclusive = 3;
    public const int VendorFailure = 4;
    public const int GateFailed = 5;
    public const int GateUndecided = 6;

    /// <summary>The shell's own code for a command that was canceled with Ctrl+C.</summary>
    public const int Interrupted = 130;

    private static readonly int[] s_worstFirst = [Usage, VendorFailure, NotLive, Inconclusive, Live];

    public static int For(LivenessVerdict verdict) => verdict switch
    {
        LivenessVerdict.Live => Live,
        LivenessVerdict.NotLive => NotLive,
        _ => Inconclusive,
    };

    /// <summary>Distinguishes problems that the caller can fix (the photo, the call, the credentials, the machine) from those of the vendor.</summary>
    public static int For(LivenessError error) =>
        error is LivenessError.InvalidRequest or LivenessError.Unsupported or LivenessError.InvalidImage
            or LivenessError.ImageProcessingUnavailable or LivenessError.Unauthorized
            ? Usage
            : VendorFailure;

    /// <summary>Returns the combined code of several photos.</summary>
    public static int Worst(IEnumerable<int> codes)
    {
        HashSet<int> seen = [.. codes];
        return s_worstFirst.FirstOrDefault(seen.Contains, Live);
    }
}
