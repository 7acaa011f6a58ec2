using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace LivenessSdk.AspNetCore.Challenges;

/// <summary>Seals values that the browser keeps for the server, so that it can neither read nor change them.</summary>
internal sealed class Seal(IDataProtectionProvider protection, string purpose)
{
    private const char Separator = '|';

    private readonly IDataProtector _protector = protection.CreateProtector("LivenessSdk.AspNetCore", purpose, "v1");

    public string Close(params string[] parts) => _protector.Protect(string.Join(Separator, parts));

    /// <summary>Opens a value that <see cref="Close"/> sealed with the same number of parts.</summary>
    public bool TryOpen(string? text, int count, [NotNullWhen(true)] out string[]? parts)
    {
        parts = null;
        if (!string.IsNullOrEmpty(text))
        {
            try
            {
                parts = _protector.Unprotect(text).Split(Separator);
            }
            catch (CryptographicException)
            {
                // Forged, damaged, or sealed with keys that this server does not share.
            }
        }

        return parts?.Length == count;
    }
}
