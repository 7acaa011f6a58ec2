using System.Text;
using RabbitMQ.Client;

namespace LivenessSdk.Worker.Tests.Support;

/// <summary>Represents a message as it came from the broker.</summary>
internal sealed class ReceivedMessage(IReadOnlyBasicProperties properties, string routingKey, byte[] body)
{
    public string? MessageId { get; } = properties.MessageId;

    public bool IsPersistent { get; } = properties.Persistent;

    public string RoutingKey { get; } = routingKey;

    public byte[] Body { get; } = body;

    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) =>
        properties.Headers?.TryGetValue(name, out object? value) == true ? (value is byte[] text ? Encoding.UTF8.GetString(text) : value?.ToString()) : null;
}
