using System.Globalization;

namespace LivenessSdk.Simulator;

/// <summary>Names what a vendor is to answer, whatever photo it receives.</summary>
/// <remarks>A vendor that cannot express a scenario gives its nearest documented reply; <c>docs/simulator.md</c> lists which.</remarks>
public sealed class Scenario
{
    private Scenario(string name)
    {
        Name = name;
    }

    /// <summary>Gets a live person in a good photo; what a vendor answers unless told otherwise.</summary>
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

    /// <summary>Gets a photo without colour.</summary>
    public static Scenario Grayscale { get; } = new(nameof(Grayscale));

    /// <summary>Gets a face with sunglasses.</summary>
    public static Scenario Sunglasses { get; } = new(nameof(Sunglasses));

    /// <summary>Gets a face with a mask.</summary>
    public static Scenario Mask { get; } = new(nameof(Mask));

    /// <summary>Gets a live person in another pose than the one asked for.</summary>
    public static Scenario PoseMismatch { get; } = new(nameof(PoseMismatch));

    /// <summary>Gets a live person who is not the user named in the request.</summary>
    public static Scenario IdentityMismatch { get; } = new(nameof(IdentityMismatch));

    /// <summary>Gets bytes that the vendor cannot read as a photo.</summary>
    public static Scenario NotAPhoto { get; } = new(nameof(NotAPhoto));

    /// <summary>Gets a reply whose fields contradict each other.</summary>
    public static Scenario Contradiction { get; } = new(nameof(Contradiction));

    /// <summary>Gets an account whose quota or balance is used up.</summary>
    public static Scenario QuotaExceeded { get; } = new(nameof(QuotaExceeded));

    /// <summary>Gets credentials that the vendor refuses, however right they are.</summary>
    public static Scenario Unauthorized { get; } = new(nameof(Unauthorized));

    /// <summary>Gets HTTP 500 in the vendor's words.</summary>
    public static Scenario ServerError { get; } = new(nameof(ServerError));

    /// <summary>Gets HTTP 200 with the first half of the live reply: JSON that breaks off, at its right length.</summary>
    public static Scenario Malformed { get; } = new(nameof(Malformed));

    /// <summary>Gets HTTP 200 with a page of HTML, as a proxy or a captive portal sends.</summary>
    public static Scenario HtmlPage { get; } = new(nameof(HtmlPage));

    /// <summary>Gets HTTP 200 with no body.</summary>
    public static Scenario Empty { get; } = new(nameof(Empty));

    /// <summary>Gets no reply until the client leaves or <see cref="VendorSimulator.ReleaseStalled"/> is called; then the scenario that follows, <see cref="Live"/> unless given.</summary>
    public static Scenario Stall { get; } = new(nameof(Stall)) { LeadsOn = true };

    /// <summary>Gets a task that ends in failure; HTTP 500 at vendors that answer at once.</summary>
    public static Scenario TaskFailed { get; } = new(nameof(TaskFailed));

    /// <summary>Gets a connection that is reset after the request was read and before any reply.</summary>
    public static Scenario CutConnection { get; } = new(nameof(CutConnection));

    /// <summary>Gets a connection that is closed in the middle of the live reply's body.</summary>
    public static Scenario CutBody { get; } = new(nameof(CutBody));

    /// <summary>Gets one of each scenario, those with arguments in a usual form: for tables and for choosing by <see cref="Name"/>.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Live, Attack, NoFace, MultipleFaces, FaceTooSmall, FaceTooClose, FaceAngleTooLarge, FaceCropped, FaceOccluded,
        EyesClosed, PoorQuality, Blurred, Dark, Grayscale, Sunglasses, Mask, PoseMismatch, IdentityMismatch, NotAPhoto,
        Contradiction, QuotaExceeded, Unauthorized, RateLimited(), Unavailable(), ServerError, Malformed, HtmlPage, Empty,
        Stall, Slow(TimeSpan.FromSeconds(5)), Pending(2), TaskFailed, CutConnection, CutBody,
    ];

    /// <summary>Finds a scenario of <see cref="All"/> by its name in any case. "Outage" is another word for "Unavailable".</summary>
    /// <param name="name">The name.</param>
    /// <returns>The scenario, or <c>null</c> if there is none of that name.</returns>
    public static Scenario? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        string sought = name.Equals("Outage", StringComparison.OrdinalIgnoreCase) ? nameof(Unavailable) : name;
        return All.FirstOrDefault(scenario => scenario.Name.Equals(sought, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Gets the name of the member that made the scenario, such as "Live" or "RateLimited".</summary>
    public string Name { get; }

    /// <summary>Gets what <see cref="Slow"/>, <see cref="Stall"/> and <see cref="Pending"/> lead on to; null elsewhere, and where nothing was given.</summary>
    public Scenario? Following { get; private init; }

    /// <summary>Gets how many polls find the task unfinished; 0 except for <see cref="Pending"/>.</summary>
    public int Polls { get; private init; }

    internal int Status { get; private init; }

    internal TimeSpan? Time { get; private init; }

    internal SimulatedReply? Raw { get; private init; }

    private bool LeadsOn { get; init; }

    /// <summary>Creates HTTP 429, with a Retry-After header where <paramref name="retryAfter"/> is given (whole seconds, rounded up).</summary>
    public static Scenario RateLimited(TimeSpan? retryAfter = null) =>
        new(nameof(RateLimited)) { Status = 429, Time = retryAfter };

    /// <summary>Creates an outage that shows as <paramref name="status"/>, with a Retry-After header where <paramref name="retryAfter"/> is given (whole seconds, rounded up).</summary>
    public static Scenario Unavailable(int status = 503, TimeSpan? retryAfter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new Scenario(nameof(Unavailable)) { Status = status, Time = retryAfter };
    }

    /// <summary>Creates a reply that takes <paramref name="delay"/> by the simulator's clock; then the scenario that follows, <see cref="Live"/> unless given.</summary>
    public static Scenario Slow(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new Scenario(nameof(Slow)) { Time = delay, LeadsOn = true };
    }

    /// <summary>Creates a task that is unfinished for that many polls; then the scenario that follows, <see cref="Live"/> unless given. Vendors that answer at once skip to what follows.</summary>
    public static Scenario Pending(int times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        return new Scenario(nameof(Pending)) { Polls = times, LeadsOn = true };
    }

    /// <summary>Creates a reply of exactly this status, body and headers; its type is JSON unless the headers name another.</summary>
    public static Scenario Reply(int status, string body, IReadOnlyDictionary<string, string>? headers = null) =>
        new(nameof(Reply)) { Raw = new SimulatedReply(status, body) { Headers = headers ?? SimulatedReply.NoHeaders } };

    /// <summary>Returns this scenario with <paramref name="next"/> at its end, for instance <c>Pending(3).Then(Attack)</c>.</summary>
    /// <exception cref="InvalidOperationException">The scenario is an answer already; only <see cref="Slow"/>, <see cref="Stall"/> and <see cref="Pending"/> lead on to another.</exception>
    public Scenario Then(Scenario next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (!LeadsOn)
        {
            throw new InvalidOperationException($"{Name} is an answer already; only Slow, Stall and Pending lead on to another scenario.");
        }

        return new Scenario(Name)
        {
            Status = Status, Time = Time, Polls = Polls, LeadsOn = true, Following = Following?.Then(next) ?? next,
        };
    }

    /// <summary>Returns the name, with the number of polls and what follows.</summary>
    public override string ToString()
    {
        string own = Name == nameof(Pending) ? string.Create(CultureInfo.InvariantCulture, $"Pending({Polls})") : Name;
        return Following is null ? own : $"{own}, then {Following}";
    }
}
