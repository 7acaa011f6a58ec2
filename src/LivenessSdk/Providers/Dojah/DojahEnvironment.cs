namespace LivenessSdk;

/// <summary>Names the environments of Dojah. The keys of one do not work in the other.</summary>
public enum DojahEnvironment
{
    /// <summary>Judges real photos, at <c>https://api.dojah.io</c>.</summary>
    Production = 0,

    /// <summary>Returns made-up answers, at <c>https://sandbox.dojah.io</c>: never decide about a person by them.</summary>
    Sandbox,
}
