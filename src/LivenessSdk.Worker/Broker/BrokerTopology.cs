using System.Globalization;
using RabbitMQ.Client;

namespace LivenessSdk.Worker;

/// <summary>Represents the queues and the exchange of the workers, and declares them.</summary>
internal sealed class BrokerTopology
{
    /// <summary>The number of times that a message may be returned, for instance by a killed worker, until the broker itself moves it to the dead-letter queue.</summary>
    /// <remarks>The default of RabbitMQ 4 is 20, and RabbitMQ 3.10 counts every return, so a few killed workers would exceed it. The worker itself detects messages that cannot be checked.</remarks>
    private const int DeliveryLimit = 100;

    private readonly (string Name, TimeSpan Delay)[] _retries;

    public BrokerTopology(string checks, string results, IReadOnlyList<TimeSpan> retryDelays)
    {
        Checks = checks;
        Results = results;
        DeadLetters = $"{checks}.dead";
        _retries = [.. retryDelays.Select(delay => (string.Create(CultureInfo.InvariantCulture, $"{checks}.retry.{(long)delay.TotalMilliseconds}ms"), delay))];
    }

    /// <summary>Gets the queue of checks.</summary>
    public string Checks { get; }

    /// <summary>Gets the exchange of results.</summary>
    public string Results { get; }

    /// <summary>Gets the queue of messages that cannot be checked.</summary>
    public string DeadLetters { get; }

    /// <summary>Gets the queue in which a message waits before it is tried again.</summary>
    /// <param name="count">How often the message has waited before.</param>
    public string RetryOf(int count) => _retries[Math.Min(count, _retries.Length - 1)].Name;

    /// <summary>Declares the queues and the exchange. Existing ones are not changed.</summary>
    public async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(Results, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken).ConfigureAwait(false);
        await DeclareQueueAsync(channel, DeadLetters, [], cancellationToken).ConfigureAwait(false);
        Dictionary<string, object?> limits = DeadLetterTo(DeadLetters);
        limits["x-delivery-limit"] = DeliveryLimit;
        await DeclareQueueAsync(channel, Checks, limits, cancellationToken).ConfigureAwait(false);
        foreach ((string name, TimeSpan delay) in _retries)
        {
            Dictionary<string, object?> arguments = DeadLetterTo(Checks);
            arguments["x-message-ttl"] = (long)delay.TotalMilliseconds;
            await DeclareQueueAsync(channel, name, arguments, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the arguments that make the broker move messages with a confirm, so that a crash does not lose any of them.</summary>
    private static Dictionary<string, object?> DeadLetterTo(string queue) => new()
    {
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = queue,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    private static Task<QueueDeclareOk> DeclareQueueAsync(IChannel channel, string name, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        arguments["x-queue-type"] = "quorum";
        return channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
    }
}
