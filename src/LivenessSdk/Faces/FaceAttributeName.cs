using System.Text.Json;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents the name of an attribute of a face.</summary>
/// <remarks>The set is open: vendors add names.</remarks>
[JsonConverter(typeof(Converter))]
public readonly record struct FaceAttributeName
{
    private readonly string? _value;

    /// <summary>Initializes a new instance of the <see cref="FaceAttributeName"/> struct.</summary>
    /// <param name="value">The stable name, in the spelling of the member.</param>
    public FaceAttributeName(string value)
    {
        _value = value;
    }

    /// <summary>Gets the stable name; empty for the default value, never null.</summary>
    public string Value
    {
        get => _value ?? "";
        init => _value = value;
    }

    /// <summary>Gets the name for sunglasses.</summary>
    public static FaceAttributeName Sunglasses => new("Sunglasses");

    /// <summary>Gets the name for eyeglasses.</summary>
    public static FaceAttributeName Eyeglasses => new("Eyeglasses");

    /// <summary>Gets the name for a face mask.</summary>
    public static FaceAttributeName Mask => new("Mask");

    /// <summary>Gets the name for a hat.</summary>
    public static FaceAttributeName Hat => new("Hat");

    /// <summary>Gets the name for a veil.</summary>
    public static FaceAttributeName Veil => new("Veil");

    /// <summary>Gets the name for anything else that covers the face.</summary>
    public static FaceAttributeName FaceBlocker => new("FaceBlocker");

    /// <summary>Gets the name for a beard.</summary>
    public static FaceAttributeName Beard => new("Beard");

    /// <summary>Gets the name for a mustache.</summary>
    public static FaceAttributeName Mustache => new("Mustache");

    /// <summary>Gets the name for a smile.</summary>
    public static FaceAttributeName Smile => new("Smile");

    /// <summary>Gets the name for an open left eye.</summary>
    public static FaceAttributeName LeftEyeOpen => new("LeftEyeOpen");

    /// <summary>Gets the name for an open right eye.</summary>
    public static FaceAttributeName RightEyeOpen => new("RightEyeOpen");

    /// <summary>Gets the name for open eyes, where the vendor does not distinguish them.</summary>
    public static FaceAttributeName EyesOpen => new("EyesOpen");

    /// <summary>Gets the name for an open mouth.</summary>
    public static FaceAttributeName MouthOpen => new("MouthOpen");

    /// <summary>Gets the name for a mouth behind a mask.</summary>
    public static FaceAttributeName MouthMasked => new("MouthMasked");

    /// <summary>Returns the name.</summary>
    public override string ToString() => Value;

    internal sealed class Converter : JsonConverter<FaceAttributeName>
    {
        public override FaceAttributeName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, FaceAttributeName value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
