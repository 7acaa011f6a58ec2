using System.Security.Cryptography;
using System.Text;

namespace LivenessSdk.Cli;

/// <summary>Makes the keys under which a ledger knows photos.</summary>
/// <param name="ledger">The ledger, by whose secrets the photos become a part of their keys.</param>
internal sealed class PhotoKeys(CheckLedger ledger)
{
    /// <summary>Makes what a ledger knows a path by. It tells a vendor nothing.</summary>
    /// <param name="scope">What tells the answer of one vendor, or of a simulated one, from another's.</param>
    /// <param name="path">The path.</param>
    public static string ReferenceOf(string scope, string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{scope}\n{path}")).AsSpan(0, 16));

    /// <summary>Makes the key of a photo, which has a hash of its content, so that a photo that changed under the same path is a new check.</summary>
    public async Task<string> FindAsync(string reference, LivenessImage photo, CancellationToken cancellationToken)
    {
        string[] keys = [.. ledger.Options.Secrets.Select(secret => $"{reference}-{Hash(secret, photo)}")];
        foreach (string earlier in keys.Skip(1))
        {
            await foreach (LedgerEntry entry in ledger.ListAsync(new LedgerFilter { IdempotencyKey = earlier }, cancellationToken))
            {
                return earlier; // From before the secret was rotated.
            }
        }

        return keys[0];
    }

    private static string Hash(LedgerSecret secret, LivenessImage photo) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromBase64String(secret.Key), photo.Data.Span).AsSpan(0, 8));
}
