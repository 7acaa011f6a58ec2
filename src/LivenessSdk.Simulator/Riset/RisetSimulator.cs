namespace LivenessSdk.Simulator;

/// <summary>Simulates Riset: up to eight photos with the requested poses, with a client token, in the protocol of the specification and in the newer batch protocol.</summary>
public sealed class RisetSimulator : VendorSimulator
{
    private const string TokenPath = "/oauth/client/token";
    private const string MultiImagePath = "/liveness-api/verify-face-liveness";
    private const string BatchPath = "/liveness-api/batch-verify-face-liveness";

    private readonly TokenIssuer _tokens = new();

    /// <summary>Initializes a new instance of the <see cref="RisetSimulator"/> class.</summary>
    public RisetSimulator()
        : base("Riset", "/riset", "images[]", "batch[].image")
    {
    }

    /// <summary>Gets or sets the client_id that obtains tokens.</summary>
    public string ClientId { get; set; } = "simulated-riset-client";

    /// <summary>Gets or sets the password that obtains tokens.</summary>
    public string Password { get; set; } = "simulated-riset-password";

    /// <summary>Gets or sets how long a token is valid. The default is 1 hour. The vendor documents no lifetime.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets a value indicating whether the HTTP status repeats an error code of the body. The default is <see langword="false"/>: the status is 200. The vendor does not document which.</summary>
    public bool MirrorsStatus { get; set; }

    /// <summary>Invalidates all existing tokens.</summary>
    public void ExpireTokens() => _tokens.ExpireAll();

    /// <inheritdoc/>
    protected internal override RequestKind KindOf(string method, string path) => path == TokenPath ? RequestKind.Token : RequestKind.Billable;

    /// <inheritdoc/>
    protected internal override SimulatedResponse Answer(RecordedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (request.Method, request.Path) switch
        {
            ("POST", TokenPath) => AnswerToken(request),
            ("POST", MultiImagePath or BatchPath) => AnswerCheck(request),
            _ => Failure(404),
        };
    }

    /// <inheritdoc/>
    protected override SimulatedResponse Outcome(Scenario scenario, RecordedRequest request)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(request);
        return scenario.Name switch
        {
            nameof(Scenario.Unauthorized) => Code(401),
            nameof(Scenario.QuotaExceeded) => Code(403),
            _ when request.Kind == RequestKind.Token =>
                RisetResponses.Token(_tokens.Issue("RS256", "access", TimeProvider.GetUtcNow() + TokenLifetime)),
            nameof(Scenario.NoFace) => Code(412),
            nameof(Scenario.FaceTooSmall) => Code(413),
            nameof(Scenario.MultipleFaces) => Code(414),
            nameof(Scenario.NotAPhoto) => Code(491),
            _ => RisetResponses.Evaluated(scenario, RisetRequest.Items(request, IsBatch(request)), IsBatch(request)) ?? Code(493),
        };
    }

    /// <inheritdoc/>
    protected internal override SimulatedResponse Failure(int status) => RisetResponses.Code(status, mirror: true);

    private static bool IsBatch(RecordedRequest request) => request.Path == BatchPath;

    private SimulatedResponse AnswerToken(RecordedRequest request)
    {
        if (!request.HasContentType("application/x-www-form-urlencoded"))
        {
            return Code(400);
        }

        return request.Fields.GetValueOrDefault("client_id") == ClientId && request.Fields.GetValueOrDefault("password") == Password
            ? Play(request)
            : Code(401);
    }

    private SimulatedResponse AnswerCheck(RecordedRequest request)
    {
        if (!_tokens.IsValid(request.Headers.GetValueOrDefault("Accesstoken"), TimeProvider.GetUtcNow()))
        {
            return Code(401);
        }

        if (RisetRequest.Refusal(request, IsBatch(request)) is { } code)
        {
            return Code(code);
        }

        foreach ((RecordedPhoto photo, RisetItem item) in request.Photos.Zip(RisetRequest.Items(request, IsBatch(request))))
        {
            photo.Pose = item.Pose;
        }

        return Play(request);
    }

    private SimulatedResponse Code(int code) => RisetResponses.Code(code, MirrorsStatus);
}
