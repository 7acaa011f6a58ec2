using System.Diagnostics.CodeAnalysis;

namespace LivenessSdk;

/// <summary>Represents an attribute of a face, such as sunglasses or a smile.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "An attribute of a face, in the words of every vendor.")]
public sealed class FaceAttribute
{
    /// <summary>Initializes a new instance of the <see cref="FaceAttribute"/> class whose members are set by an object initializer.</summary>
    public FaceAttribute()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="FaceAttribute"/> class.</summary>
    /// <param name="name">The name of the attribute.</param>
    /// <param name="value">Whether the face has the attribute, or <see langword="null"/> if the vendor does not say.</param>
    /// <param name="confidence">The confidence reported by the provider, 0 to 1, or <see langword="null"/> if there is none.</param>
    [SetsRequiredMembers]
    public FaceAttribute(FaceAttributeName name, bool? value, double? confidence = null)
    {
        Name = name;
        Value = value;
        Confidence = confidence;
    }

    /// <summary>Gets the name of the attribute.</summary>
    public required FaceAttributeName Name { get; init; }

    /// <summary>Gets a value indicating whether the face has the attribute, or <see langword="null"/> if the vendor does not say.</summary>
    public bool? Value { get; init; }

    /// <summary>Gets the confidence reported by the provider for <see cref="Value"/>, 0 to 1, or <see langword="null"/> if there is none.</summary>
    public double? Confidence { get; init; }
}
