using System.Security.Cryptography;
using System.Text;

namespace LivenessSdk.Cli;

/// <summary>Creates the keys of photos in a ledger.</summary>
/// <param name="ledger">The ledger, whose secrets are used to hash the photos.</param>
internal sealed class PhotoKeys(CheckLedger ledger)
{
    /// <summary>Creates the part of a key that identifies a path. It reveals nothing to a vendor.</summary>
    /// <param name="scope">The scope that distinguishes the answers of vendors and of simulated vendors.</param>
    /// <param name="path">The path.</param>
    public static string ReferenceOf(string scope, string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{scope}\n{path}")).AsSpan(0, 16));

    /// <summary>Creates the key of a photo, which contains a hash of its content, so that a changed photo under the same path is a new check.</summary>
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
