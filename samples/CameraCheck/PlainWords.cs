using LivenessSdk;

namespace CameraCheck;

internal static class PlainWords
{
    public static string For(LivenessReasonCode code) => code.Value;
}
