namespace LivenessSdk.Worker;

/// <summary>Represents the options of a worker that consumes checks from RabbitMQ.</summary>
public sealed class LivenessWorkerOptions
{
    /// <summary>Gets or sets the address of the broker, such as <c>amqps://user:password@broker.example.com/liveness</c>. Required.</summary>
    public Uri? Broker { get; set; }

    /// <summary>Gets or sets the name of the queue of checks. The queues for retries and dead letters use it as a prefix. The default is <c>liveness.checks</c>.</summary>
    public string Queue { get; set; } = "liveness.checks";

    /// <summary>Gets or sets the name of the topic exchange to which results are published, with the client's name as the routing key. The default is <c>liveness.results</c>.</summary>
    public string ResultExchange { get; set; } = "liveness.results";

    /// <summary>Gets or sets the maximum number of checks in flight, from 1 to 1000. The default is 16.</summary>
    /// <remarks>All workers together need the vendor's quota per second times its latency in seconds.</remarks>
    public int Concurrency { get; set; } = 16;

    /// <summary>Gets or sets how long a message is held while its client cannot process checks, before it is moved to a retry queue. The default is 30 seconds; the maximum is 10 minutes.</summary>
    /// <remarks>The broker closes the channel of a consumer that holds a message longer than its <c>consumer_timeout</c>, 30 minutes by default.</remarks>
    public TimeSpan OutageTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the folder with the photos whose references are relative paths, or <see langword="null"/> if such references are rejected. The default is <see langword="null"/>.</summary>
    public string? PhotoFolder { get; set; }

    /// <summary>Gets the hosts from which photos may be downloaded over https, such as <c>photos.example.com</c> or <c>photos.example.com:8443</c>. By default there are none, and such references are rejected.</summary>
    public IList<string> PhotoHosts { get; } = [];

    /// <summary>Gets the private networks that those hosts may resolve to, such as <c>10.20.0.0/16</c>. By default a host with a private, loopback or link-local address is rejected.</summary>
    public IList<string> PhotoNetworks { get; } = [];

    /// <summary>Gets or sets the maximum size of a photo in bytes. The default is 20 MB.</summary>
    public int MaxPhotoBytes { get; set; } = ImageLimits.Default.MaxBytes;

    /// <summary>Gets or sets the maximum time to download a photo. The default is 30 seconds; the maximum is 10 minutes.</summary>
    public TimeSpan PhotoTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long a message stays in each retry queue, starting with the shortest.</summary>
    internal IReadOnlyList<TimeSpan> RetryDelays { get; set; } = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];
}
