using System.Globalization;

namespace LivenessSdk.Simulator;

/// <summary>Represents the answer of a simulated vendor, regardless of the photo.</summary>
/// <remarks>A vendor that cannot express a scenario returns its nearest documented response; <c>docs/simulator.md</c> lists them.</remarks>
public sealed class Scenario
{
    private Scenario(string name)
    {
        Name = name;
    }

    /// <summary>Gets a live person in a good photo. This is the default.</summary>
    public static Scenario Live { get; } = new(nameof(Live));

    /// <summary>Gets a presentation attack.</summary>
    public static Scenario Attack { get; } = new(nameof(Attack));

    /// <summary>Gets a photo without a face.</summary>
    public static Scenario NoFace { get; } = new(nameof(NoFace));

    /// <summary>Gets a photo with two faces.</summary>
    public static Scenario MultipleFaces { get; } = new(nameof(MultipleFaces));

    /// <summary>Gets a face that is too small.</summary>
    public static Scenario FaceTooSmall { get; } = new(nameof(FaceTooSmall));

    /// <summary>Gets a face that is too close to the camera.</summary>
    public static Scenario FaceTooClose { get; } = new(nameof(FaceTooClose));

    /// <summary>Gets a head that is turned too far.</summary>
    public static Scenario FaceAngleTooLarge { get; } = new(nameof(FaceAngleTooLarge));

    /// <summary>Gets a face that is cut off by the photo's border.</summary>
    public static Scenario FaceCropped { get; } = new(nameof(FaceCropped));

    /// <summary>Gets a face that something covers.</summary>
    public static Scenario FaceOccluded { get; } = new(nameof(FaceOccluded));

    /// <summary>Gets a face with closed eyes.</summary>
    public static Scenario EyesClosed { get; } = new(nameof(EyesClosed));

    /// <summary>Gets a photo of poor quality.</summary>
    public static Scenario PoorQuality { get; } = new(nameof(PoorQuality));

    /// <summary>Gets a blurred photo.</summary>
    public static Scenario Blurred { get; } = new(nameof(Blurred));

    /// <summary>Gets a photo that is too dark.</summary>
    public static Scenario Dark { get; } = new(nameof(Dark));

    /// <summary>Gets a photo without color.</summary>
    public static Scenario Grayscale { get; } = new(nameof(Grayscale));

    /// <summary>Gets a face with sunglasses.</summary>
    public static Scenario Sunglasses { get; } = new(nameof(Sunglasses));

    /// <summary>Gets a face with a mask.</summary>
    public static Scenario Mask { get; } = new(nameof(Mask));

    /// <summary>Gets a live person in another pose than the requested one.</summary>
    public static Scenario PoseMismatch { get; } = new(nameof(PoseMismatch));

    /// <summary>Gets a live person who is not the user named in the request.</summary>
    public static Scenario IdentityMismatch { get; } = new(nameof(IdentityMismatch));

    /// <summary>Gets bytes that the vendor cannot read as a photo.</summary>
    public static Scenario NotAPhoto { get; } = new(nameof(NotAPhoto));

    /// <summary>Gets a response whose fields contradict each other.</summary>
    public static Scenario Contradiction { get; } = new(nameof(Contradiction));

    /// <summary>Gets an account whose quota or balance is exhausted.</summary>
    public static Scenario QuotaExceeded { get; } = new(nameof(QuotaExceeded));

    /// <summary>Gets a vendor that rejects the credentials, even if they are correct.</summary>
    public static Scenario Unauthorized { get; } = new(nameof(Unauthorized));

    /// <summary>Gets HTTP 500 with the vendor's error body.</summary>
    public static Scenario ServerError { get; } = new(nameof(ServerError));

    /// <summary>Gets HTTP 200 with the first half of the live response: incomplete JSON with a matching length.</summary>
    public static Scenario Malformed { get; } = new(nameof(Malformed));

    /// <summary>Gets HTTP 200 with an HTML page, as sent by a proxy or a captive portal.</summary>
    public static Scenario HtmlPage { get; } = new(nameof(HtmlPage));

    /// <summary>Gets HTTP 200 with no body.</summary>
    public static Scenario Empty { get; } = new(nameof(Empty));

    /// <summary>Gets no response until the client disconnects or <see cref="VendorSimulator.ReleaseStalled"/> is called; then the next scenario, which is <see cref="Live"/> by default.</summary>
    public static Scenario Stall { get; } = new(nameof(Stall)) { LeadsOn = true };

    /// <summary>Gets a task that fails; HTTP 500 for vendors that respond immediately.</summary>
    public static Scenario TaskFailed { get; } = new(nameof(TaskFailed));

    /// <summary>Gets a connection that is reset after the request was read and before any response.</summary>
    public static Scenario CutConnection { get; } = new(nameof(CutConnection));

    /// <summary>Gets a connection that is closed in the middle of the live response's body.</summary>
    public static Scenario CutBody { get; } = new(nameof(CutBody));

    /// <summary>Gets one of each scenario, with typical arguments, for tables and for a selection by <see cref="Name"/>.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Live, Attack, NoFace, MultipleFaces, FaceTooSmall, FaceTooClose, FaceAngleTooLarge, FaceCropped, FaceOccluded,
        EyesClosed, PoorQuality, Blurred, Dark, Grayscale, Sunglasses, Mask, PoseMismatch, IdentityMismatch, NotAPhoto,
        Contradiction, QuotaExceeded, Unauthorized, RateLimited(), Unavailable(), ServerError, Malformed, HtmlPage, Empty,
        Stall, Slow(TimeSpan.FromSeconds(5)), Pending(2), TaskFailed, CutConnection, CutBody,
    ];

    /// <summary>Finds a scenario of <see cref="All"/> by its name in any case. "Outage" is an alias of "Unavailable".</summary>
    /// <param name="name">The name.</param>
    /// <returns>The scenario, or <c>null</c> if there is none of that name.</returns>
    public static Scenario? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        string sought = name.Equals("Outage", StringComparison.OrdinalIgnoreCase) ? nameof(Unavailable) : name;
        return All.FirstOrDefault(scenario => scenario.Name.Equals(sought, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Gets the name of the member that created the scenario, such as "Live" or "RateLimited".</summary>
    public string Name { get; }

    /// <summary>Gets the next scenario of <see cref="Slow"/>, <see cref="Stall"/> and <see cref="Pending"/>, or <see langword="null"/> if there is none.</summary>
    public Scenario? Following { get; private init; }

    /// <summary>Gets the number of polls for which the task is pending; 0 except for <see cref="Pending"/>.</summary>
    public int Polls { get; private init; }

    internal int Status { get; private init; }

    internal TimeSpan? Time { get; private init; }

    internal SimulatedResponse? Raw { get; private init; }

    private bool LeadsOn { get; init; }

    /// <summary>Creates HTTP 429, with a Retry-After header if <paramref name="retryAfter"/> is set (whole seconds, rounded up).</summary>
    public static Scenario RateLimited(TimeSpan? retryAfter = null) =>
        new(nameof(RateLimited)) { Status = 429, Time = retryAfter };

    /// <summary>Creates an outage with the HTTP status <paramref name="status"/>, with a Retry-After header if <paramref name="retryAfter"/> is set (whole seconds, rounded up).</summary>
    public static Scenario Unavailable(int status = 503, TimeSpan? retryAfter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new Scenario(nameof(Unavailable)) { Status = status, Time = retryAfter };
    }

    /// <summary>Creates a response after <paramref name="delay"/>, by the simulator's clock; then the next scenario, which is <see cref="Live"/> by default.</summary>
    public static Scenario Slow(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new Scenario(nameof(Slow)) { Time = delay, LeadsOn = true };
    }

    /// <summary>Creates a task that is pending for a number of polls; then the next scenario, which is <see cref="Live"/> by default. Vendors that respond immediately use the next scenario right away.</summary>
    public static Scenario Pending(int times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        return new Scenario(nameof(Pending)) { Polls = times, LeadsOn = true };
    }

    /// <summary>Creates a response with exactly this status, body and headers. Its type is JSON unless a Content-Type header is set.</summary>
    public static Scenario Response(int status, string body, IReadOnlyDictionary<string, string>? headers = null) =>
        new(nameof(Response)) { Raw = new SimulatedResponse(status, body) { Headers = headers ?? SimulatedResponse.NoHeaders } };

    /// <summary>Returns this scenario followed by <paramref name="next"/>, for instance <c>Pending(3).Then(Attack)</c>.</summary>
    /// <exception cref="InvalidOperationException">The scenario is final; only <see cref="Slow"/>, <see cref="Stall"/> and <see cref="Pending"/> can be followed by another.</exception>
    public Scenario Then(Scenario next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (!LeadsOn)
        {
            throw new InvalidOperationException($"{Name} is a final scenario. Only Slow, Stall and Pending can be followed by another scenario.");
        }

        return new Scenario(Name)
        {
            Status = Status, Time = Time, Polls = Polls, LeadsOn = true, Following = Following?.Then(next) ?? next,
        };
    }

    /// <summary>Returns the name, the number of polls and the next scenario.</summary>
    public override string ToString()
    {
        string own = Name == nameof(Pending) ? string.Create(CultureInfo.InvariantCulture, $"Pending({Polls})") : Name;
        return Following is null ? own : $"{own}, then {Following}";
    }
}
