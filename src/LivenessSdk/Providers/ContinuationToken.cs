using System.Text;

namespace LivenessSdk.Providers;

/// <summary>Represents a check that a vendor still works on, as a text that survives the process and does not identify the person.</summary>
/// <param name="ClientName">The client that began the check, the only one that can continue it.</param>
/// <param name="Reference">The vendor's reference for the check.</param>
internal sealed record ContinuationToken(string ClientName, string Reference)
{
    private const string Version = "1-";

    /// <summary>Reads a token, or returns <see langword="null"/> if the text is damaged or of another version.</summary>
    public static ContinuationToken? Parse(string text)
    {
        if (!text.StartsWith(Version, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            // The client's name comes last: a token that was cut short names another client and is rejected.
            string[] parts = Encoding.UTF8.GetString(Convert.FromHexString(text.AsSpan(Version.Length))).Split('\n', 2);
            return parts is [{ Length: > 0 } reference, { } client] ? new ContinuationToken(client, reference) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Returns the text for the caller.</summary>
    public override string ToString() => Version + Convert.ToHexString(Encoding.UTF8.GetBytes($"{Reference}\n{ClientName}"));
}
