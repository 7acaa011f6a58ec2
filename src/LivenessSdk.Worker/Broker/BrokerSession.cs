using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace LivenessSdk.Worker;

/// <summary>Represents one connection of a worker, with a channel that consumes and one that publishes.</summary>
internal sealed class BrokerSession : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _consuming;
    private readonly IChannel _publishing;
    private readonly BrokerTopology _topology;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _consumer;

    private BrokerSession(IConnection connection, IChannel consuming, IChannel publishing, BrokerTopology topology)
    {
        _connection = connection;
        _consuming = consuming;
        _publishing = publishing;
        _topology = topology;
        connection.ConnectionShutdownAsync += (_, _) => Close();
        consuming.ChannelShutdownAsync += (_, _) => Close();
        publishing.ChannelShutdownAsync += (_, _) => Close();
    }

    /// <summary>Gets a task that completes when the session can no longer be used.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Connects, and declares the queues.</summary>
    public static async Task<BrokerSession> OpenAsync(Uri broker, BrokerTopology topology, CancellationToken cancellationToken)
    {
        IConnection connection = await BrokerConnection.OpenAsync(broker, $"liveness-worker {Environment.MachineName} {Environment.ProcessId}", cancellationToken).ConfigureAwait(false);
        try
        {
            IChannel publishing = await connection.OpenConfirmingChannelAsync(cancellationToken).ConfigureAwait(false);
            await topology.DeclareAsync(publishing, cancellationToken).ConfigureAwait(false);
            IChannel consuming = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return new BrokerSession(connection, consuming, publishing, topology);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts to consume messages.</summary>
    /// <param name="limit">The maximum number of messages that are held unacknowledged.</param>
    /// <param name="onDelivery">The callback for each message. It must not block.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    public async Task ConsumeAsync(int limit, Action<Delivery> onDelivery, CancellationToken cancellationToken)
    {
        await _consuming.BasicQosAsync(prefetchSize: 0, (ushort)limit, global: false, cancellationToken).ConfigureAwait(false);
        AsyncEventingBasicConsumer consumer = new(_consuming);
        consumer.ReceivedAsync += (_, arrived) =>
        {
            onDelivery(new Delivery(this, arrived));
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) => Close();
        _consumer = await _consuming.BasicConsumeAsync(_topology.Checks, autoAck: false, consumer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops consuming. Messages that were delivered can still be completed.</summary>
    public Task StopConsumingAsync(CancellationToken cancellationToken) =>
        _consumer is { } consumer ? _consuming.BasicCancelAsync(consumer, noWait: false, cancellationToken) : Task.CompletedTask;

    /// <summary>Counts the messages in the queue of checks.</summary>
    public async Task<long> CountWaitingAsync(CancellationToken cancellationToken) =>
        await _consuming.MessageCountAsync(_topology.Checks, cancellationToken).ConfigureAwait(false);

    public Task PublishResultAsync(CheckResultMessage result, CancellationToken cancellationToken) =>
        _publishing.PublishDurablyAsync(_topology.Results, result.ClientName, result.Key, WorkerJson.Write(result), headers: null, cancellationToken);

    public Task PublishDeadLetterAsync(string? messageId, CheckMessage? message, IDictionary<string, object?> headers, CancellationToken cancellationToken) =>
        _publishing.PublishDurablyAsync("", _topology.DeadLetters, messageId, message is null ? default : WorkerJson.Write(message), headers, cancellationToken);

    public Task PublishRetryAsync(int count, CheckMessage message, IDictionary<string, object?> headers, CancellationToken cancellationToken) =>
        _publishing.PublishDurablyAsync("", _topology.RetryOf(count), message.Key, WorkerJson.Write(message), headers, cancellationToken);

    public ValueTask AcknowledgeAsync(ulong tag, CancellationToken cancellationToken) => _consuming.BasicAckAsync(tag, multiple: false, cancellationToken);

    public ValueTask ReturnAsync(ulong tag, CancellationToken cancellationToken) => _consuming.BasicNackAsync(tag, multiple: false, requeue: true, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _closed.TrySetResult();
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private Task Close()
    {
        _closed.TrySetResult();
        return Task.CompletedTask;
    }
}
