using System.Globalization;
using System.Text.RegularExpressions;

namespace LivenessSdk;

/// <summary>Finds the code in a response of Verihubs. Its place is not documented, so every string of the response is searched.</summary>
internal sealed partial class VerihubsCode
{
    private const string NoFace = "FACE_NOT_DETECTED";

    /// <summary>The maximum number of codes that are examined; the vendor has fifteen, and sends one.</summary>
    private const int MaxFailures = 64;

    /// <summary>The fields for a code: they come first, and only in them can an unknown word be one.</summary>
    private static readonly string[] s_fields =
        ["error_code", "data.error_code", "code", "data.code", "status_code", "data.status_code"];

    public VerihubsCode(LenientJson json)
    {
        string[] texts = [.. json.Texts()];
        string[] named = [.. s_fields.Select(field => Normalize(json.Text(field))).OfType<string>()];
        (Failures, string? failure) = FindFailures(texts);
        Value = named.Concat(texts.Select(Normalize).OfType<string>()).FirstOrDefault(IsKnown) ?? failure ?? named.FirstOrDefault();
        Error = FindError(Value);
    }

    /// <summary>Gets the code in the spelling of Verihubs' own list, or <see langword="null"/> if there is none.</summary>
    public string? Value { get; }

    /// <summary>Gets how the call failed, and what to do, or <see langword="null"/> if the code does not mean a failed call.</summary>
    public (LivenessError Kind, string Message)? Error { get; }

    /// <summary>Gets the validations that failed.</summary>
    public VerihubsFailures Failures { get; }

    /// <summary>Gets a value indicating whether Verihubs found no face.</summary>
    public bool IsNoFace => Value == NoFace;

    /// <summary>Gets a value indicating whether the code is about the photo rather than about the call.</summary>
    public bool IsAboutPhoto => IsNoFace || Failures != VerihubsFailures.None;

    private static bool IsKnown(string code) => code == NoFace || FindError(code) is not null;

    private static (LivenessError Kind, string Message)? FindError(string? code) =>
        code switch
        {
            "INVALID_PAYLOAD" =>
                (LivenessError.InvalidRequest, "Verihubs rejected the request: a required value is missing."),
            "MISSING_PAYLOAD_IMAGE" or "INVALID_PAYLOAD_IMAGE_MISSING" =>
                (LivenessError.InvalidRequest, "Verihubs found neither base64 nor a URL in the field of the photo."),
            "INVALID_PAYLOAD_IMAGE_SIZE" =>
                (LivenessError.InvalidImage, "Verihubs rejected the photo as too large. Send a smaller photo."),
            "INVALID_PAYLOAD_IMAGE_FORMAT" =>
                (LivenessError.InvalidImage, "Verihubs could not fetch or decode the photo. Send a JPEG or PNG."),
            "INVALID_PAYLOAD_IMAGE_TIMEOUT" =>
                (LivenessError.Unavailable, "Verihubs could not fetch the photo within 15 seconds. Try again later, or send the photo's bytes."),
            "INVALID_PAYLOAD_QUALITY_VALIDATION_DEPENDENCY" =>
                (LivenessError.InvalidRequest, "ValidateQuality needs ComputeQuality. Set both to true."),
            "INVALID_PAYLOAD_ATTRIBUTE_VALIDATION_DEPENDENCY" =>
                (LivenessError.InvalidRequest, "ValidateAttributes needs ComputeAttributes. Set both to true."),
            "INSUFFICIENT_QUOTA_LIVENESS" =>
                (LivenessError.QuotaExceeded, "The quota of liveness checks in testing mode is used up. Ask Verihubs for more."),
            "INTERNAL_SERVER_ERROR" =>
                (LivenessError.Unavailable, "Verihubs failed. Try again later."),
            _ => null,
        };

    /// <summary>Normalizes the spelling of a code, since Verihubs' documentation has both spaces and underscores in it, or returns <see langword="null"/> for a text that is not a code.</summary>
    private static string? Normalize(string? text) =>
        text is not null && Code().IsMatch(text) ? text.Trim().Replace(' ', '_').ToUpperInvariant() : null;

    /// <summary>Combines the failed validations, and finds their code. Verihubs describes its codes by "fail on quality" and the like, which is used only if there is no number.</summary>
    private static (VerihubsFailures Failures, string? Code) FindFailures(string[] texts)
    {
        VerihubsFailures failures = VerihubsFailures.None;
        string? numbered = null, other = null;
        int count = 0;
        foreach (string text in texts)
        {
            foreach (ValueMatch match in FailOn().EnumerateMatches(text))
            {
                if (++count > MaxFailures)
                {
                    return (failures | VerihubsFailures.Unknown, numbered ?? other);
                }

                ReadOnlySpan<char> code = text.AsSpan(match.Index, match.Length);
                ReadOnlySpan<char> sum = code[(code.LastIndexOfAnyExceptInRange('0', '9') + 1)..];
                if (sum.IsEmpty)
                {
                    other ??= Normalize(code.ToString());
                    continue;
                }

                failures |= Decode(sum);
                numbered ??= Normalize(code.ToString());
            }
        }

        return failures == VerihubsFailures.None && other is not null ? (VerihubsFailures.Unknown, other) : (failures, numbered ?? other);
    }

    private static VerihubsFailures Decode(ReadOnlySpan<char> sum)
    {
        if (!int.TryParse(sum, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number == 0)
        {
            return VerihubsFailures.Unknown;
        }

        VerihubsFailures documented = (VerihubsFailures)number & VerihubsFailures.Documented;
        return (int)documented == number ? documented : documented | VerihubsFailures.Unknown;
    }

    [GeneratedRegex("^ *[A-Z][A-Z0-9_ ]{0,63}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("FAIL[_ ]ON[_ ]?[0-9]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FailOn();
}

/// <summary>Specifies the validations that failed; <c>FAIL_ON_n</c> of Verihubs contains their sum.</summary>
[Flags]
internal enum VerihubsFailures
{
    None = 0,
    Liveness = 1,
    Attributes = 2,
    Quality = 4,
    FaceCount = 8,
    Documented = Liveness | Attributes | Quality | FaceCount,

    /// <summary>Represents everything that is not documented.</summary>
    Unknown = 16,
}
