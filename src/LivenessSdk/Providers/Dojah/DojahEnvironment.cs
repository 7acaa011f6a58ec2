namespace LivenessSdk;

/// <summary>Specifies the environment of Dojah. The keys of one do not work in the other. Members may be added in later versions.</summary>
public enum DojahEnvironment
{
    /// <summary>Evaluates real photos, at <c>https://api.dojah.io</c>.</summary>
    Production = 0,

    /// <summary>Returns fixed answers, at <c>https://sandbox.dojah.io</c>: never decide about a person by them.</summary>
    Sandbox,
}
