using System.Buffers.Text;
using System.Security.Cryptography;

namespace LivenessSdk;

/// <summary>Represents a secret under which a ledger hashes photos and erased keys. It is never stored in the ledger; its name is.</summary>
public sealed class LedgerSecret
{
    private const int MinBytes = 32;
    private const int MaxNameLength = 40;

    /// <summary>Gets or sets the name that entries carry, such as "2026-11": up to 40 ASCII letters, digits, hyphens and underscores.</summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets the secret as base64, at least 32 bytes.</summary>
    public string Key { get; set; } = "";

    /// <summary>Creates a random secret. Keep its <see cref="Key"/> where you keep the credentials of the vendors.</summary>
    /// <param name="name">The name that entries carry.</param>
    public static LedgerSecret Generate(string name)
    {
        Span<byte> key = stackalloc byte[MinBytes];
        RandomNumberGenerator.Fill(key);
        Span<byte> text = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(MinBytes)];
        Base64.EncodeToUtf8(key, text, out _, out int length);
        return new LedgerSecret { Name = name, Key = System.Text.Encoding.ASCII.GetString(text[..length]) };
    }

    /// <summary>Returns the name only.</summary>
    public override string ToString() => Name;

    /// <summary>Decodes the key, or returns <see langword="null"/> if it is not base64 or too short.</summary>
    internal byte[]? Decode()
    {
        byte[] bytes = new byte[Key?.Length ?? 0];
        return Convert.TryFromBase64String(Key ?? "", bytes, out int length) && length >= MinBytes ? bytes[..length] : null;
    }

    internal string? FindProblem()
    {
        if (string.IsNullOrEmpty(Name) || Name.Length > MaxNameLength || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            return "A secret's Name must be 1 to 40 ASCII letters, digits, hyphens or underscores.";
        }

        return Decode() is null ? $"The Key of secret '{Name}' must be base64 of at least 32 bytes." : null;
    }
}
