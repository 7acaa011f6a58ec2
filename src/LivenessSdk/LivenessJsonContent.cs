namespace LivenessSdk;

/// <summary>Specifies the personal data that <see cref="LivenessJson"/> leaves out unless asked for. Members may be added in later versions.</summary>
[Flags]
public enum LivenessJsonContent
{
    /// <summary>None of it.</summary>
    None = 0,

    /// <summary>The body of the vendor's response, as base64, where it was kept.</summary>
    Body = 1,

    /// <summary>Estimates of age, gender and emotions, if the client opted in.</summary>
    Demographics = 2,
}
