using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Names the formats that the library reads, recognised by a photo's first bytes and never by a name.</summary>
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
