namespace LivenessSdk;

/// <summary>Names the personal data that <see cref="LivenessJson"/> leaves out unless asked for.</summary>
[Flags]
public enum LivenessJsonContent
{
    /// <summary>None of it.</summary>
    None = 0,

    /// <summary>The body of the vendor's reply, as base64, where it was kept.</summary>
    Body = 1,

    /// <summary>Guesses at age, gender and emotions, where the registration opted in.</summary>
    Demographics = 2,
}
