using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies the format of a photo, recognized by its first bytes and never by a name. Members may be added in later versions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageFormat>))]
public enum ImageFormat
{
    /// <summary>Not known: the photo is at a URL.</summary>
    Unknown = 0,

    /// <summary>JPEG, baseline or progressive.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>WebP, lossy or lossless.</summary>
    WebP,
}
