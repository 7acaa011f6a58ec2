using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace LivenessSdk.Cli;

/// <summary>Checks many files with one client. Files that are not photos become outcomes, too.</summary>
internal sealed class BulkRun
{
    private readonly ILivenessClient _client;
    private readonly Dictionary<string, string> _files;
    private readonly PhotoKeys _keys;
    private readonly ConcurrentQueue<Outcome> _unreadable = [];

    /// <param name="session">The clients.</param>
    /// <param name="provider">The name of the client that checks.</param>
    /// <param name="files">The paths, each once.</param>
    /// <param name="ledger">The ledger, whose secrets are used to hash the photos.</param>
    public BulkRun(Session session, string provider, IEnumerable<string> files, CheckLedger ledger)
    {
        _keys = new PhotoKeys(ledger);
        _client = session.Find(provider);
        ClientName = provider;
        IsSimulated = session.IsSimulated;
        _files = files.ToDictionary(file => PhotoKeys.ReferenceOf($"{session.Scenario}\n{provider}", Path.GetFullPath(file)));
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
                Key = item.IdempotencyKey,
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

    private async IAsyncEnumerable<LivenessRequest> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach ((string reference, string file) in _files)
        {
            if (await TryReadAsync(file, cancellationToken) is { } photo)
            {
                yield return new LivenessRequest(photo) { TransactionId = reference, IdempotencyKey = await _keys.FindAsync(reference, photo, cancellationToken) };
            }
        }
    }

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
