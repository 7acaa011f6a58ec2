using System.Text.Json;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents the reason why a verdict is not <see cref="LivenessVerdict.Live"/>.</summary>
/// <remarks>The set is open: vendors add codes. Compare with the members below, and keep a default branch.</remarks>
[JsonConverter(typeof(Converter))]
public readonly record struct LivenessReasonCode
{
    private readonly string? _value;

    /// <summary>Initializes a new instance of the <see cref="LivenessReasonCode"/> struct.</summary>
    /// <param name="value">The stable code, in the spelling of the member.</param>
    public LivenessReasonCode(string value)
    {
        _value = value;
    }

    /// <summary>Gets the stable code; empty for the default value, never null.</summary>
    public string Value
    {
        get => _value ?? "";
        init => _value = value;
    }

    /// <summary>Gets the code for a photo in which no face was found.</summary>
    public static LivenessReasonCode NoFace => new("NoFace");

    /// <summary>Gets the code for a photo with more than one face.</summary>
    public static LivenessReasonCode MultipleFaces => new("MultipleFaces");

    /// <summary>Gets the code for a face that is too small in the photo.</summary>
    public static LivenessReasonCode FaceTooSmall => new("FaceTooSmall");

    /// <summary>Gets the code for a face that is too close to the camera.</summary>
    public static LivenessReasonCode FaceTooClose => new("FaceTooClose");

    /// <summary>Gets the code for a head that is turned or tilted too far.</summary>
    public static LivenessReasonCode FaceAngleTooLarge => new("FaceAngleTooLarge");

    /// <summary>Gets the code for a face that touches or crosses the border of the photo.</summary>
    public static LivenessReasonCode FaceCropped => new("FaceCropped");

    /// <summary>Gets the code for a face that something covers.</summary>
    public static LivenessReasonCode FaceOccluded => new("FaceOccluded");

    /// <summary>Gets the code for a face that the vendor could not analyze, without saying why.</summary>
    public static LivenessReasonCode FaceNotAnalyzed => new("FaceNotAnalyzed");

    /// <summary>Gets the code for closed eyes where open ones were needed.</summary>
    public static LivenessReasonCode EyesClosed => new("EyesClosed");

    /// <summary>Gets the code for a photo of too low quality.</summary>
    public static LivenessReasonCode PoorQuality => new("PoorQuality");

    /// <summary>Gets the code for a blurred photo.</summary>
    public static LivenessReasonCode Blurred => new("Blurred");

    /// <summary>Gets the code for a photo that is too dark.</summary>
    public static LivenessReasonCode TooDark => new("TooDark");

    /// <summary>Gets the code for a photo without color.</summary>
    public static LivenessReasonCode Grayscale => new("Grayscale");

    /// <summary>Gets the code for sunglasses.</summary>
    public static LivenessReasonCode Sunglasses => new("Sunglasses");

    /// <summary>Gets the code for a face mask.</summary>
    public static LivenessReasonCode Mask => new("Mask");

    /// <summary>Gets the code for a photo below the vendor's minimum size; it was not sent.</summary>
    public static LivenessReasonCode ImageTooSmall => new("ImageTooSmall");

    /// <summary>Gets the code for a pose other than the one asked for.</summary>
    public static LivenessReasonCode PoseMismatch => new("PoseMismatch");

    /// <summary>Gets the code for a face that is not the named user's.</summary>
    public static LivenessReasonCode IdentityMismatch => new("IdentityMismatch");

    /// <summary>Gets the code for a presentation attack.</summary>
    public static LivenessReasonCode PresentationAttack => new("PresentationAttack");

    /// <summary>Gets the code for a response whose fields contradict each other; the message says which.</summary>
    public static LivenessReasonCode Contradiction => new("Contradiction");

    /// <summary>Gets the code for clients of a consensus that contradict each other, without enough of them on one side.</summary>
    public static LivenessReasonCode Disagreement => new("Disagreement");

    /// <summary>Gets the code for a consensus in which too few independent clients gave a verdict.</summary>
    public static LivenessReasonCode TooFewAnswers => new("TooFewAnswers");

    /// <summary>Gets the code for a verdict in words that the library does not know.</summary>
    public static LivenessReasonCode UnrecognizedVerdict => new("UnrecognizedVerdict");

    /// <summary>Gets the code for a check that the vendor is still working on.</summary>
    public static LivenessReasonCode Pending => new("Pending");

    /// <summary>Gets a value indicating whether another photo can help; true for a code that the library does not know.</summary>
    /// <remarks>
    /// False where the photo was evaluated (an attack, another person), and where the photo is not the obstacle. Whether
    /// a person may try again after <see cref="PresentationAttack"/> is for the application to decide: each try is also the attacker's.
    /// </remarks>
    public bool CanRetake =>
        this != PresentationAttack && this != IdentityMismatch && this != TooFewAnswers && this != UnrecognizedVerdict && this != Pending;

    /// <summary>Returns the code.</summary>
    public override string ToString() => Value;

    internal sealed class Converter : JsonConverter<LivenessReasonCode>
    {
        public override LivenessReasonCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, LivenessReasonCode value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
