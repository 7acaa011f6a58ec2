namespace LivenessSdk.Simulator;

/// <summary>Simulates one vendor: validates requests against the vendor's contract, records them, and returns the scripted responses.</summary>
/// <remarks>
/// Verdicts are scripted and do not depend on photos. To simulate another vendor, derive from this class and add an instance to
/// <see cref="LivenessSimulatorOptions.AdditionalVendors"/>. Requests arrive concurrently: the state of a derived class must be thread-safe.
/// </remarks>
public abstract class VendorSimulator
{
    private const string Page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in to the network.</body></html>";

    private readonly Script[] _scripts = [new(), new(), new()];
    private Uri? _endpoint;
    private TaskCompletionSource _released = NewRelease();

    /// <summary>Initializes a new instance of the <see cref="VendorSimulator"/> class for one vendor.</summary>
    /// <param name="vendor">The vendor's name, such as "Argos".</param>
    /// <param name="path">The path of the vendor's endpoint, unique in a simulator, such as "/argos/modules".</param>
    /// <param name="photoFields">The form fields that hold photos, or the paths of such JSON properties: "image", "images[]" for an array, "batch[].image" within one.</param>
    protected VendorSimulator(string vendor, string path, params string[] photoFields)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(vendor);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Vendor = vendor;
        Path = "/" + path.Trim('/');
        PhotoFields = photoFields.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Gets the vendor's name.</summary>
    public string Vendor { get; }

    /// <summary>Gets the address to use in place of the vendor's own endpoint, such as "http://127.0.0.1:5000/argos/modules".</summary>
    /// <exception cref="InvalidOperationException">The vendor was not started with <see cref="LivenessSimulator.StartAsync"/>.</exception>
    public Uri Endpoint => _endpoint ?? throw new InvalidOperationException($"{Vendor} is not started. Pass it to LivenessSimulator.StartAsync.");

    /// <summary>Gets a snapshot of all requests, including rejected ones, in order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => Log.Snapshot();

    internal string Path { get; }

    internal IReadOnlySet<string> PhotoFields { get; }

    internal RequestLog Log { get; } = new();

    /// <summary>Gets the lasting scenario of checks, which is used when no one-shot scenario is left.</summary>
    internal Scenario LastingScenario => _scripts[(int)RequestKind.Billable].Lasting ?? Scenario.Live;

    internal Task Released => Volatile.Read(ref _released).Task;

    /// <summary>Gets the clock of the simulator.</summary>
    protected TimeProvider TimeProvider { get; private set; } = TimeProvider.System;

    /// <summary>Gets a value indicating whether a check is a task that the client polls; only then do <see cref="Scenario.Pending"/> and <see cref="Scenario.TaskFailed"/> reach <see cref="Outcome"/>.</summary>
    protected virtual bool IsAsynchronous => false;

    /// <summary>Sets the lasting scenario of a kind of request, which is used when no one-shot scenario is left.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="kind">The kind of request. The default is checks; polls and token requests get valid responses until they are scripted.</param>
    public void Always(Scenario scenario, RequestKind kind = RequestKind.Billable)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _scripts[(int)kind].Always(scenario);
    }

    /// <summary>Adds one-shot scenarios. Each is used for one check that is valid by the contract, in this order, before the lasting scenario.</summary>
    public void Next(params Scenario[] scenarios) => Next(RequestKind.Billable, scenarios);

    /// <summary>Adds one-shot scenarios for one kind of request.</summary>
    public void Next(RequestKind kind, params Scenario[] scenarios)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        _scripts[(int)kind].Next(scenarios);
    }

    /// <summary>Resumes all requests that are currently stalled.</summary>
    public void ReleaseStalled() => Interlocked.Exchange(ref _released, NewRelease()).TrySetResult();

    /// <summary>Clears recorded requests and scripts. Tokens and tasks remain valid.</summary>
    public void Reset()
    {
        Log.Clear();
        foreach (Script script in _scripts)
        {
            script.Clear();
        }
    }

    /// <summary>Returns the first recorded request that matches, and waits for one if necessary.</summary>
    /// <param name="match">The condition, which is evaluated when a request has been read, when its response is decided, and when it has ended; <see langword="null"/> matches any request.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<RecordedRequest> WaitForRequestAsync(
        Func<RecordedRequest, bool>? match = null, CancellationToken cancellationToken = default) =>
        Log.WaitAsync(match ?? (_ => true), cancellationToken);

    internal void Prepare(LivenessSimulatorOptions options)
    {
        TimeProvider = options.TimeProvider;
        Log.Capacity = options.MaxRequests;
    }

    internal void Started(Uri root) => _endpoint = new Uri(root, Path);

    /// <summary>Determines the kind of a request from its method and path. By default, every request is a check.</summary>
    protected internal virtual RequestKind KindOf(string method, string path) => RequestKind.Billable;

    /// <summary>Returns the response to a request: the vendor's rejection if it violates the contract, or else <see cref="Play"/>.</summary>
    protected internal abstract SimulatedResponse Answer(RecordedRequest request);

    /// <summary>Returns the vendor's response for a scenario that is neither a network error nor a server error.</summary>
    protected abstract SimulatedResponse Outcome(Scenario scenario, RecordedRequest request);

    /// <summary>Returns the vendor's error response for an HTTP status from 400 to 599.</summary>
    protected internal abstract SimulatedResponse Failure(int status);

    /// <summary>Returns the response of the next scenario, or of <paramref name="unscripted"/> if there is none.</summary>
    /// <param name="request">The request, which is valid by the contract.</param>
    /// <param name="unscripted">The response if nothing is scripted for this kind of request; <see langword="null"/> for <see cref="Scenario.Live"/>.</param>
    protected SimulatedResponse Play(RecordedRequest request, Func<Scenario>? unscripted = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        Scenario scenario = _scripts[(int)request.Kind].Take() ?? unscripted?.Invoke() ?? Scenario.Live;
        request.Scenario = scenario;
        return Resolve(scenario, request);
    }

    private SimulatedResponse Resolve(Scenario scenario, RecordedRequest request) => scenario.Name switch
    {
        nameof(Scenario.Response) => scenario.Raw!,
        nameof(Scenario.RateLimited) or nameof(Scenario.Unavailable) => Failure(scenario.Status).WithRetryAfter(scenario.Time),
        nameof(Scenario.ServerError) => Failure(500),
        nameof(Scenario.Empty) => new SimulatedResponse(200, ""),
        nameof(Scenario.HtmlPage) => new SimulatedResponse(200, Page) { Headers = new Dictionary<string, string> { ["Content-Type"] = "text/html" } },
        nameof(Scenario.Malformed) => FirstHalf(Outcome(Scenario.Live, request)),
        nameof(Scenario.CutConnection) => Outcome(Scenario.Live, request).With(ConnectionCut.BeforeResponse),
        nameof(Scenario.CutBody) => Outcome(Scenario.Live, request).With(ConnectionCut.WithinBody),
        nameof(Scenario.Stall) => Resolve(scenario.Following ?? Scenario.Live, request).WhenReleased(),
        nameof(Scenario.Slow) => Resolve(scenario.Following ?? Scenario.Live, request).After(scenario.Time ?? TimeSpan.Zero),
        nameof(Scenario.Pending) when !IsAsynchronous => Resolve(scenario.Following ?? Scenario.Live, request),
        nameof(Scenario.TaskFailed) when !IsAsynchronous => Failure(500),
        _ => Outcome(scenario, request),
    };

    private static SimulatedResponse FirstHalf(SimulatedResponse response) => new(response.Status, response.Body[..(response.Body.Length / 2)]);

    private static TaskCompletionSource NewRelease() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
