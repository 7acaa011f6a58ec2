using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace LivenessSdk.AspNetCore.Challenges;

/// <summary>Seals what a browser keeps for us, so that it can neither read nor change it.</summary>
internal sealed class Seal(IDataProtectionProvider protection, string purpose)
{
    private const char Separator = '|';

    private readonly IDataProtector _protector = protection.CreateProtector("LivenessSdk.AspNetCore", purpose, "v1");

    public string Close(params string[] parts) => _protector.Protect(string.Join(Separator, parts));

    /// <summary>Opens what <see cref="Close"/> made with as many parts.</summary>
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
