using RabbitMQ.Client;

namespace LivenessSdk.Worker;

/// <summary>Publishes checks for the workers.</summary>
/// <remarks>A publisher uses one connection. If the connection is lost, <see cref="PublishAsync"/> throws: create a new publisher and publish the message again. A message that is published twice costs nothing.</remarks>
public sealed class CheckPublisher : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly BrokerTopology _topology;

    private CheckPublisher(IConnection connection, IChannel channel, BrokerTopology topology)
    {
        _connection = connection;
        _channel = channel;
        _topology = topology;
    }

    /// <summary>Connects to the broker, and declares the queues if they do not exist.</summary>
    /// <param name="options">The options of the workers: <see cref="LivenessWorkerOptions.Broker"/>, <see cref="LivenessWorkerOptions.Queue"/> and <see cref="LivenessWorkerOptions.ResultExchange"/> are used.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <exception cref="ArgumentException"><see cref="LivenessWorkerOptions.Broker"/> is not set.</exception>
    /// <exception cref="IOException">The broker is unreachable or denied access.</exception>
    public static async Task<CheckPublisher> ConnectAsync(LivenessWorkerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Broker is not { } broker)
        {
            throw new ArgumentException("Broker is not set. Set it to an address that starts with amqp:// or amqps://.", nameof(options));
        }

        BrokerTopology topology = new(options.Queue, options.ResultExchange, options.RetryDelays);
        IConnection connection = await BrokerConnection.OpenAsync(broker, "liveness-publisher", cancellationToken).ConfigureAwait(false);
        try
        {
            IChannel channel = await connection.OpenConfirmingChannelAsync(cancellationToken).ConfigureAwait(false);
            await topology.DeclareAsync(channel, cancellationToken).ConfigureAwait(false);
            return new CheckPublisher(connection, channel, topology);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Publishes a check, and waits until the broker has stored it. You can call this method concurrently.</summary>
    /// <param name="message">The check.</param>
    /// <param name="cancellationToken">The token to monitor for cancellation requests.</param>
    /// <exception cref="ArgumentException">The key is invalid, or the reference contains a user name, a query or a fragment, which may grant access to the photo.</exception>
    public Task PublishAsync(CheckMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.FindProblem() is { } problem
            ? throw new ArgumentException(problem, nameof(message))
            : _channel.PublishDurablyAsync("", _topology.Checks, message.Key, WorkerJson.Write(message), headers: null, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }
}
