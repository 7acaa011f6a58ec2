using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Specifies what the person was asked to do when a photo was taken. Members may be added in later versions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FacePose>))]
public enum FacePose
{
    /// <summary>Looks straight into the camera.</summary>
    Front = 0,

    /// <summary>Turns the head to the left.</summary>
    Left,

    /// <summary>Turns the head to the right.</summary>
    Right,

    /// <summary>Raises the head.</summary>
    Up,

    /// <summary>Lowers the head.</summary>
    Down,

    /// <summary>Keeps both eyes open.</summary>
    EyesOpen,

    /// <summary>Closes both eyes.</summary>
    EyesClosed,

    /// <summary>Opens the mouth.</summary>
    MouthOpen,

    /// <summary>Keeps the mouth closed.</summary>
    MouthClosed,
}
