using System.Globalization;
using System.Text.Json.Nodes;

namespace LivenessSdk.Simulator;

/// <summary>Represents the response of a simulated vendor.</summary>
public sealed class SimulatedResponse
{
    internal static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    /// <summary>Initializes a new instance of the <see cref="SimulatedResponse"/> class.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="body">The body, sent as UTF-8. It is JSON unless a Content-Type header is set.</param>
    public SimulatedResponse(int status, string body)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentNullException.ThrowIfNull(body);
        Status = status;
        Body = body;
    }

    /// <summary>Initializes a new instance of the <see cref="SimulatedResponse"/> class with a JSON body.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="body">The body.</param>
    public SimulatedResponse(int status, JsonNode body)
        : this(status, body?.ToJsonString() ?? throw new ArgumentNullException(nameof(body)))
    {
    }

    private SimulatedResponse(SimulatedResponse original)
        : this(original.Status, original.Body)
    {
        Headers = original.Headers;
        Delay = original.Delay;
        Stalls = original.Stalls;
        Cut = original.Cut;
    }

    /// <summary>Gets the HTTP status.</summary>
    public int Status { get; }

    /// <summary>Gets the body.</summary>
    public string Body { get; }

    /// <summary>Gets the headers in addition to the length and the default type of the content.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    internal TimeSpan Delay { get; private init; }

    internal bool Stalls { get; private init; }

    internal ConnectionCut Cut { get; private init; }

    internal SimulatedResponse After(TimeSpan delay) => new(this) { Delay = Delay + delay };

    internal SimulatedResponse WhenReleased() => new(this) { Stalls = true };

    internal SimulatedResponse With(ConnectionCut cut) => new(this) { Cut = cut };

    internal SimulatedResponse WithRetryAfter(TimeSpan? retryAfter) => retryAfter is not { } time ? this : new(this)
    {
        Headers = new Dictionary<string, string>(Headers)
        {
            ["Retry-After"] = Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        },
    };
}
