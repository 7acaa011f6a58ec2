using System.Globalization;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace LivenessSdk.Worker;

/// <summary>Represents a delivered message and the ways to complete it. Each of them publishes with a confirm before it acknowledges.</summary>
internal sealed class Delivery
{
    private const string PostponedHeader = "liveness-postponed";
    private const string FailuresHeader = "liveness-failures";
    private const string ErrorHeader = "liveness-error";
    private const string ReasonHeader = "liveness-reason";

    private readonly BrokerSession _session;
    private readonly ulong _tag;
    private readonly string? _messageId;
    private readonly int _postponed;

    public Delivery(BrokerSession session, BasicDeliverEventArgs arrived)
    {
        _session = session;
        _tag = arrived.DeliveryTag;
        _messageId = arrived.BasicProperties.MessageId;
        _postponed = NumberOf(arrived.BasicProperties, PostponedHeader);
        Failures = NumberOf(arrived.BasicProperties, FailuresHeader);
        IsRepeated = arrived.Redelivered || _postponed > 0;
        Message = WorkerJson.ReadCheck(arrived.Body.Span, out string? problem); // The body is invalid after this call has returned.
        Problem = problem;
    }

    /// <summary>Gets the check, or <see langword="null"/> if the message has none.</summary>
    public CheckMessage? Message { get; }

    /// <summary>Gets the problem of the message, or <see langword="null"/> if it is valid.</summary>
    public string? Problem { get; }

    /// <summary>Gets a value indicating whether the message was delivered before.</summary>
    public bool IsRepeated { get; }

    /// <summary>Gets how often the check failed although its client worked.</summary>
    public int Failures { get; }

    /// <summary>Gets a value indicating whether the worker still holds the message. If it does not, the broker delivers the message again.</summary>
    public bool IsOwned => !_session.Closed.IsCompleted;

    /// <summary>Publishes the answer.</summary>
    public async Task AnswerAsync(LedgerOutcome outcome, CancellationToken cancellationToken)
    {
        await _session.PublishResultAsync(new CheckResultMessage(Message!.Key, Message.ClientName, outcome), cancellationToken).ConfigureAwait(false);
        await _session.AcknowledgeAsync(_tag, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Publishes that the check ended without a verdict, and moves the message to the dead-letter queue.</summary>
    public async Task RejectAsync(LivenessError error, string reason, CancellationToken cancellationToken)
    {
        if (Message is { IsAddressable: true } message)
        {
            LedgerOutcome outcome = new() { ClientName = message.ClientName, Error = error };
            await _session.PublishResultAsync(new CheckResultMessage(message.Key, message.ClientName, outcome) { Reason = reason }, cancellationToken).ConfigureAwait(false);
        }

        Dictionary<string, object?> headers = new() { [ErrorHeader] = error.ToString(), [ReasonHeader] = reason };
        await _session.PublishDeadLetterAsync(_messageId, Message, headers, cancellationToken).ConfigureAwait(false);
        await _session.AcknowledgeAsync(_tag, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Moves the message to the next retry queue.</summary>
    public Task PostponeAsync(int failures, CancellationToken cancellationToken) => PostponeAsync(_postponed, _postponed + 1, failures, cancellationToken);

    /// <summary>Moves the message to the shortest retry queue, because another worker has the same check in flight.</summary>
    public Task PostponeBrieflyAsync(CancellationToken cancellationToken) => PostponeAsync(0, Math.Max(_postponed, 1), Failures, cancellationToken);

    /// <summary>Returns the message to the queue, so that any worker can take it.</summary>
    public ValueTask ReturnAsync(CancellationToken cancellationToken) => _session.ReturnAsync(_tag, cancellationToken);

    private async Task PostponeAsync(int queue, int postponed, int failures, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> headers = new() { [PostponedHeader] = postponed, [FailuresHeader] = failures };
        await _session.PublishRetryAsync(queue, Message!, headers, cancellationToken).ConfigureAwait(false);
        await _session.AcknowledgeAsync(_tag, cancellationToken).ConfigureAwait(false);
    }

    private static int NumberOf(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers?.TryGetValue(header, out object? value) == true && value is int or long or short or byte
            ? Math.Clamp(Convert.ToInt32(value, CultureInfo.InvariantCulture), 0, 1000)
            : 0;
}
