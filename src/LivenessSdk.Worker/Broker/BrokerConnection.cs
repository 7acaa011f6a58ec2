using RabbitMQ.Client;

namespace LivenessSdk.Worker;

/// <summary>Opens connections to the broker. They do not recover automatically: the user of a lost connection opens another one.</summary>
internal static class BrokerConnection
{
    /// <summary>The time after which a broker that does not respond is considered lost. It limits how long a worker waits for a machine that lost power.</summary>
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(10);

    public static Task<IConnection> OpenAsync(Uri broker, string name, CancellationToken cancellationToken)
    {
        ConnectionFactory factory = new()
        {
            Uri = broker,
            ClientProvidedName = name,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = s_heartbeat,
            RequestedConnectionTimeout = s_heartbeat,
            ContinuationTimeout = s_heartbeat,
        };
        return factory.CreateConnectionAsync(cancellationToken);
    }

    /// <summary>Opens a channel on which each publication waits for its confirm, and fails if no queue accepts it.</summary>
    public static Task<IChannel> OpenConfirmingChannelAsync(this IConnection connection, CancellationToken cancellationToken) =>
        connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null),
            cancellationToken);

    /// <summary>Publishes a persistent message, and waits until the broker has stored it.</summary>
    public static async Task PublishDurablyAsync(
        this IChannel channel, string exchange, string routingKey, string? messageId, ReadOnlyMemory<byte> body, IDictionary<string, object?>? headers, CancellationToken cancellationToken)
    {
        BasicProperties properties = new() { Persistent = true, ContentType = "application/json", Headers = headers };
        if (messageId is not null)
        {
            properties.MessageId = messageId;
        }

        // A queue must accept it; the exchange for results may have no queue.
        await channel.BasicPublishAsync(exchange, routingKey, mandatory: exchange.Length == 0, properties, body, cancellationToken).ConfigureAwait(false);
    }
}
