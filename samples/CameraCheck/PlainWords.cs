using LivenessSdk;

namespace CameraCheck;

/// <summary>Tells the person what to do about a reason.</summary>
internal static class PlainWords
{
    private static readonly Dictionary<LivenessReasonCode, string> s_words = new()
    {
        [LivenessReasonCode.NoFace] = "No face was found. Move into the picture, and let light fall on your face.",
        [LivenessReasonCode.MultipleFaces] = "More than one face was found. Make sure that only you are in the picture.",
        [LivenessReasonCode.FaceTooSmall] = "Your face is too small. Move closer to the camera.",
        [LivenessReasonCode.FaceTooClose] = "Your face is too close. Move back a little.",
        [LivenessReasonCode.FaceAngleTooLarge] = "Your head is turned too far. Look straight into the camera.",
        [LivenessReasonCode.FaceCropped] = "Your face is cut off. Move it into the oval.",
        [LivenessReasonCode.FaceOccluded] = "Something covers your face. Take it away.",
        [LivenessReasonCode.EyesClosed] = "Your eyes are closed. Keep them open.",
        [LivenessReasonCode.PoorQuality] = "The picture is not clear enough. Clean the camera, and find better light.",
        [LivenessReasonCode.Blurred] = "The picture is blurred. Keep still, and clean the camera.",
        [LivenessReasonCode.TooDark] = "The picture is too dark. Turn on a light in front of you.",
        [LivenessReasonCode.Grayscale] = "The picture has no colour. Switch off night mode and filters.",
        [LivenessReasonCode.Sunglasses] = "Please take off your sunglasses.",
        [LivenessReasonCode.Mask] = "Please take off your mask.",
        [LivenessReasonCode.ImageTooSmall] = "The picture is too small. Choose a higher resolution for your camera.",
        [LivenessReasonCode.PoseMismatch] = "That was another pose than the page asked for. Follow its words for each photo.",
        [LivenessReasonCode.IdentityMismatch] = "This is not the face we know. Sign in to your own account.",
        [LivenessReasonCode.PresentationAttack] = "Show your own face, not a picture or a screen. If you did, find even light and try again.",
    };

    public static string For(LivenessReasonCode code) => s_words.GetValueOrDefault(code, "Take another photo: face the camera, in even light, with nothing on your face.");
}
