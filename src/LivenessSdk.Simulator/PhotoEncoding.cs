namespace LivenessSdk.Simulator;

/// <summary>Specifies the encoding in which a photo arrived.</summary>
public enum PhotoEncoding
{
    /// <summary>A string without characters, or a file without bytes.</summary>
    Empty = 0,

    /// <summary>A file part of a multipart form.</summary>
    File,

    /// <summary>Plain base64: the standard alphabet, padded, without line breaks.</summary>
    Base64,

    /// <summary>Base64 that contains white space or line breaks.</summary>
    BrokenBase64,

    /// <summary>A data URI, or base64 after a media type.</summary>
    DataUri,

    /// <summary>An http or https URL.</summary>
    Url,

    /// <summary>Any other text: a sandbox word, or base64 in a wrong alphabet or without padding.</summary>
    Text,
}
