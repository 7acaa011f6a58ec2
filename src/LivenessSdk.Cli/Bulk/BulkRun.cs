using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using LivenessSdk.Simulator;

namespace LivenessSdk.Cli;

/// <summary>Checks many files by one client. Files that are no photos become outcomes among the others.</summary>
internal sealed class BulkRun
{
    private readonly ILivenessClient _client;
    private readonly Dictionary<string, string> _files;
    private readonly CheckLedger _ledger;
    private readonly ConcurrentQueue<Outcome> _unreadable = [];

    /// <param name="session">The clients.</param>
    /// <param name="provider">The name of the registration that checks.</param>
    /// <param name="files">The paths, each once.</param>
    /// <param name="ledger">The ledger, by whose secrets the photos become a part of their keys.</param>
    public BulkRun(Session session, string provider, IEnumerable<string> files, CheckLedger ledger)
    {
        _ledger = ledger;
        _client = session.Find(provider);
        ClientName = provider;
        IsSimulated = session.IsSimulated;
        _files = files.ToDictionary(file => Reference(file, provider, session.Scenario));
    }

    /// <summary>Gets the name of the client that checks.</summary>
    public string ClientName { get; }

    public bool IsSimulated { get; }

    public async IAsyncEnumerable<Outcome> RunAsync(CheckManyOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (CheckManyItem item in _client.CheckManyAsync(ReadAsync(cancellationToken), options, cancellationToken))
        {
            yield return new Outcome
            {
                File = _files[item.TransactionId!],
                ClientName = ClientName,
                Result = item.Result,
                Failure = item.Failure,
                FromJournal = item.FromJournal || item.FromLedger,
            };
            while (_unreadable.TryDequeue(out Outcome? outcome))
            {
                yield return outcome;
            }
        }

        foreach (Outcome outcome in _unreadable)
        {
            yield return outcome;
        }
    }

    /// <summary>Makes what the ledger knows a path by. It tells a vendor nothing, and the answer of one vendor, or of a simulated one, never stands for another's.</summary>
    private static string Reference(string file, string provider, Scenario? scenario)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{scenario}\n{provider}\n{Path.GetFullPath(file)}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    private async IAsyncEnumerable<LivenessRequest> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach ((string reference, string file) in _files)
        {
            if (await TryReadAsync(file, cancellationToken) is { } photo)
            {
                yield return new LivenessRequest(photo) { TransactionId = reference, IdempotencyKey = await FindKeyAsync(reference, photo, cancellationToken) };
            }
        }
    }

    /// <summary>Makes the key of a photo, which has a hash of its content, so that a photo that changed under the same path is a new check.</summary>
    private async Task<string> FindKeyAsync(string reference, LivenessImage photo, CancellationToken cancellationToken)
    {
        string[] keys = [.. _ledger.Options.Secrets.Select(secret => $"{reference}-{Hash(secret, photo)}")];
        foreach (string earlier in keys.Skip(1))
        {
            await foreach (LedgerEntry entry in _ledger.ListAsync(new LedgerFilter { IdempotencyKey = earlier }, cancellationToken))
            {
                return earlier; // From before the secret was rotated.
            }
        }

        return keys[0];
    }

    private static string Hash(LedgerSecret secret, LivenessImage photo) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromBase64String(secret.Key), photo.Data.Span).AsSpan(0, 8));

    private async Task<LivenessImage?> TryReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await PhotoFile.ReadAsync(file, cancellationToken);
        }
        catch (LivenessException e)
        {
            _unreadable.Enqueue(new Outcome { File = file, ClientName = ClientName, Failure = e });
            return null;
        }
    }
}
