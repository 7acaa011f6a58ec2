namespace LivenessSdk;

/// <summary>Names the validations that failed; <c>FAIL_ON_n</c> of Verihubs holds their sum.</summary>
[Flags]
internal enum VerihubsFailures
{
    None = 0,
    Liveness = 1,
    Attributes = 2,
    Quality = 4,
    FaceCount = 8,
    Documented = Liveness | Attributes | Quality | FaceCount,

    /// <summary>Stands for everything that is not documented.</summary>
    Unknown = 16,
}
