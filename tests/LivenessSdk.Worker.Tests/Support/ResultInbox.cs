using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace LivenessSdk.Worker.Tests.Support;

/// <summary>Represents an application that listens for results, and an operator who looks into queues.</summary>
internal sealed class ResultInbox : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly Channel<ReceivedMessage> _results = Channel.CreateUnbounded<ReceivedMessage>();

    private ResultInbox(IConnection connection, IChannel channel)
    {
        _connection = connection;
        _channel = channel;
    }

    public static async Task<ResultInbox> OpenAsync(LivenessWorkerOptions options)
    {
        IConnection connection = await new ConnectionFactory { Uri = options.Broker! }.CreateConnectionAsync();
        IChannel channel = await connection.CreateChannelAsync();
        ResultInbox inbox = new(connection, channel);
        await channel.ExchangeDeclareAsync(options.ResultExchange, ExchangeType.Topic, durable: true);
        QueueDeclareOk queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, options.ResultExchange, "#");
        AsyncEventingBasicConsumer consumer = new(channel);
        consumer.ReceivedAsync += async (_, arrived) => await inbox._results.Writer.WriteAsync(new ReceivedMessage(arrived.BasicProperties, arrived.RoutingKey, arrived.Body.ToArray()));
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return inbox;
    }

    /// <summary>Waits for the next result.</summary>
    public async Task<ReceivedMessage> ReadAsync() => await _results.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    public async Task<CheckResultMessage> ReadResultAsync() => CheckResultMessage.Parse((await ReadAsync()).Body);

    /// <summary>Waits for the next message of a queue, and takes it.</summary>
    public async Task<ReceivedMessage> TakeAsync(string queue)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await _channel.BasicGetAsync(queue, autoAck: true, limit.Token) is { } found)
            {
                return new ReceivedMessage(found.BasicProperties, found.RoutingKey, found.Body.ToArray());
            }

            await Task.Delay(50, limit.Token);
        }
    }

    public async Task<uint> CountAsync(string queue) => await _channel.MessageCountAsync(queue);

    /// <summary>Waits until a queue has a number of messages.</summary>
    public async Task WaitForCountAsync(string queue, uint count)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (await _channel.MessageCountAsync(queue, limit.Token) != count)
        {
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Publishes any body, as a sender does that does not use the library.</summary>
    public Task PublishAsync(string queue, byte[] body, string? messageId = null)
    {
        BasicProperties properties = new() { Persistent = true };
        if (messageId is not null)
        {
            properties.MessageId = messageId;
        }

        return _channel.BasicPublishAsync("", queue, mandatory: true, properties, body).AsTask();
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
