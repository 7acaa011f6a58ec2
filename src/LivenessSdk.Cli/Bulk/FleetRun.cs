using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using LivenessSdk.Worker;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace LivenessSdk.Cli;

/// <summary>Lets workers check many files, and collects the outcomes from their ledger and their results.</summary>
internal sealed class FleetRun
{
    private const int Submissions = 16;
    private const int Window = 256;

    private static readonly TimeSpan s_queryInterval = TimeSpan.FromSeconds(1);

    private readonly CheckLedger _ledger;
    private readonly PhotoKeys _keys;
    private readonly LivenessWorkerOptions _options;
    private readonly string _client;
    private readonly string _folder;
    private readonly bool _resendUnknown;
    private readonly ConcurrentDictionary<string, string?> _open;
    private readonly ConcurrentDictionary<string, string> _files = new();
    private readonly Channel<Outcome> _outcomes = Channel.CreateUnbounded<Outcome>();
    private bool _hasConnected;

    /// <param name="ledger">The ledger of the workers.</param>
    /// <param name="broker">The broker of the workers.</param>
    /// <param name="queue">The queue of the workers, or <see langword="null"/> for the default.</param>
    /// <param name="client">The client of the workers.</param>
    /// <param name="folder">The folder, which must also be the photo folder of the workers.</param>
    /// <param name="files">The paths, each once.</param>
    /// <param name="resendUnknown">Whether photos are sent again that may have been paid for.</param>
    public FleetRun(CheckLedger ledger, Uri broker, string? queue, string client, DirectoryInfo folder, IEnumerable<string> files, bool resendUnknown)
    {
        _ledger = ledger;
        _keys = new PhotoKeys(ledger);
        _options = new LivenessWorkerOptions { Broker = broker };
        _options.Queue = queue ?? _options.Queue;
        _client = client;
        _folder = folder.FullName;
        _resendUnknown = resendUnknown;
        _open = new ConcurrentDictionary<string, string?>(files.Select(file => KeyValuePair.Create(file, (string?)null)));
    }

    /// <exception cref="UsageException">The output was not written by this command.</exception>
    public static void RequireOwnOutput(string output, string provider)
    {
        if (File.Exists(output) && File.ReadLines(output).FirstOrDefault() is { } line && ResultLine.Read(System.Text.Encoding.UTF8.GetBytes(line), provider).Identity.File is null)
        {
            throw new UsageException($"{output} exists and is not from an earlier run of this command. Choose another file with --output.");
        }
    }

    /// <summary>Publishes the checks that the ledger does not contain, and returns outcomes as they arrive, until all have arrived or the run is stopped.</summary>
    public async IAsyncEnumerable<Outcome> RunAsync(BulkProgress progress, [EnumeratorCancellation] CancellationToken stop)
    {
        Task working = WorkAsync(progress, stop);
        await foreach (Outcome outcome in _outcomes.Reader.ReadAllAsync(CancellationToken.None))
        {
            yield return outcome;
        }

        await working;
    }

    private async Task WorkAsync(BulkProgress progress, CancellationToken stop)
    {
        try
        {
            while (!_open.IsEmpty)
            {
                try
                {
                    await WorkOnConnectionAsync(stop);
                }
                catch (Exception e) when (e is RabbitMQClientException or InvalidOperationException && !_hasConnected)
                {
                    throw new UsageException(e.Message);
                }
                catch (Exception e) when (e is IOException or RabbitMQClientException or DbException && _hasConnected)
                {
                    progress.Report($"Waiting for the broker or the database: {e.Message}");
                    await Task.Delay(s_queryInterval, TimeProvider.System, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The workers continue.
        }
        finally
        {
            _outcomes.Writer.Complete();
        }
    }

    /// <summary>Publishes the open checks, and collects outcomes until the connection is lost or no check is open.</summary>
    private async Task WorkOnConnectionAsync(CancellationToken stop)
    {
        await using CheckPublisher publisher = await CheckPublisher.ConnectAsync(_options, stop);
        await using IConnection connection = await new ConnectionFactory { Uri = _options.Broker!, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(stop);
        await using IChannel channel = await connection.CreateChannelAsync(cancellationToken: stop);
        QueueDeclareOk queue = await channel.QueueDeclareAsync(cancellationToken: stop);
        await channel.QueueBindAsync(queue.QueueName, _options.ResultExchange, _client, cancellationToken: stop);
        AsyncEventingBasicConsumer consumer = new(channel);
        consumer.ReceivedAsync += (_, arrived) => TakeAsync(arrived.Body, stop);
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, stop);
        _hasConnected = true;
        await Parallel.ForEachAsync(
            _open.Keys, new ParallelOptions { MaxDegreeOfParallelism = Submissions, CancellationToken = stop }, async (file, token) => await SubmitAsync(publisher, file, token));
        while (!_open.IsEmpty && connection.IsOpen)
        {
            await Task.Delay(s_queryInterval, TimeProvider.System, stop);
            foreach ((string file, string? key) in _open.Take(Window))
            {
                if (key is not null && await _ledger.FindAsync(new LedgerKey(key, _client), stop) is { } entry)
                {
                    Settle(file, entry, isEarlier: false);
                }
            }
        }
    }

    private async Task SubmitAsync(CheckPublisher publisher, string file, CancellationToken cancellationToken)
    {
        LivenessImage photo;
        try
        {
            photo = await PhotoFile.ReadAsync(file, cancellationToken);
        }
        catch (LivenessException e)
        {
            Finish(file, new Outcome { File = file, ClientName = _client, Failure = e });
            return;
        }

        string path = Path.GetRelativePath(_folder, Path.GetFullPath(file)).Replace(Path.DirectorySeparatorChar, '/');
        string key = await _keys.FindAsync(PhotoKeys.ReferenceOf(_client, path), photo, cancellationToken);
        _files[key] = file;
        if (!_open.TryGetValue(file, out string? known) || !_open.TryUpdate(file, key, known))
        {
            return; // Its result, of an earlier connection's message, has just arrived.
        }

        LedgerKey entryKey = new(key, _client);
        if (await _ledger.FindAsync(entryKey, cancellationToken) is { } entry)
        {
            if (_resendUnknown && entry.State is LedgerState.Failed or LedgerState.Unknown)
            {
                await _ledger.SettleAsync(entryKey, LedgerSettlement.Resend, cancellationToken);
            }
            else if (Settle(file, entry, isEarlier: true))
            {
                return;
            }
        }

        await publisher.PublishAsync(new CheckMessage(key, path, _client), cancellationToken);
    }

    /// <summary>Handles a result that a worker published.</summary>
    private async Task TakeAsync(ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        try
        {
            CheckResultMessage result = CheckResultMessage.Parse(body);
            if (_files.TryGetValue(result.Key, out string? file) && _open.ContainsKey(file))
            {
                LedgerEntry? entry = result.Outcome.IsAnswer ? null : await _ledger.FindAsync(new LedgerKey(result.Key, _client), stop);
                Finish(file, Create(file, result.Outcome, result.Reason, entry is { State: LedgerState.Failed or LedgerState.Unknown }, isEarlier: false));
            }
        }
        catch (Exception e) when (e is JsonException or DbException or OperationCanceledException)
        {
            // Not a result of a worker, or the ledger will have it later.
        }
    }

    /// <summary>Completes a file if the ledger contains the outcome of its check.</summary>
    private bool Settle(string file, LedgerEntry entry, bool isEarlier)
    {
        bool isOver = entry.State is LedgerState.Answered or LedgerState.Failed || (entry.State == LedgerState.Unknown && entry.ContinuationToken is null);
        if (isOver)
        {
            Finish(file, Create(file, entry.Outcome, reason: null, mayHaveBeenProcessed: true, isEarlier));
        }

        return isOver;
    }

    private Outcome Create(string file, LedgerOutcome? outcome, string? reason, bool mayHaveBeenProcessed, bool isEarlier) =>
        new()
        {
            File = file,
            ClientName = _client,
            Key = _open.GetValueOrDefault(file),
            FromJournal = isEarlier,
            Result = outcome is not { Verdict: { } verdict } ? null : new LivenessResult
            {
                ClientName = outcome.ClientName ?? _client,
                Vendor = outcome.Vendor,
                Verdict = verdict,
                VerdictSource = outcome.VerdictSource ?? default,
                Score = outcome.Score,
                Threshold = outcome.Threshold,
                Reasons = [.. outcome.Reasons?.Select(code => new LivenessReason(code)) ?? []],
                TransactionId = outcome.Reference,
            },
            Failure = outcome is { Error: { } error and not LivenessError.OutcomeUnknown }
                ? new LivenessException(error, reason ?? "The check failed after the vendor may have processed the photo.") { ClientName = _client, MayHaveBeenProcessed = mayHaveBeenProcessed }
                : null,
        };

    private void Finish(string file, Outcome outcome)
    {
        if (_open.TryRemove(file, out _))
        {
            _outcomes.Writer.TryWrite(outcome);
        }
    }
}
