using System.Text;

namespace LivenessSdk;

/// <summary>Names a check that a vendor still works on, in a text that survives the process and says nothing about the person.</summary>
/// <param name="Registration">The registration that began the check, the only one that may continue it.</param>
/// <param name="Reference">The vendor's reference for the check.</param>
internal sealed record ContinuationToken(string Registration, string Reference)
{
    private const string Version = "1-";

    /// <summary>Reads a token; null where the text is none of this version, or damaged.</summary>
    public static ContinuationToken? Parse(string text)
    {
        if (!text.StartsWith(Version, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            // The registration stands last: a token that was cut short names another one and is refused.
            string[] parts = Encoding.UTF8.GetString(Convert.FromHexString(text.AsSpan(Version.Length))).Split('\n', 2);
            return parts is [{ Length: > 0 } reference, { } registration] ? new ContinuationToken(registration, reference) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Returns the text for the caller.</summary>
    public override string ToString() => Version + Convert.ToHexString(Encoding.UTF8.GetBytes($"{Reference}\n{Registration}"));
}
