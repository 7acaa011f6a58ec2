using System.Collections.Concurrent;

namespace LivenessSdk.Simulator;

/// <summary>Simulates Progeny: a photo uploaded as a form becomes a task that the client polls, with tokens that expire and rotate.</summary>
public sealed class ProgenySimulator : VendorSimulator
{
    private const string Obtain = "/accounts/token/obtain/";
    private const string Refresh = "/accounts/token/refresh/";
    private const string Submit = "/services/face_liveness/";
    private const string Poll = "/services/task/";

    private readonly TokenIssuer _accessTokens = new();
    private readonly TokenIssuer _refreshTokens = new();
    private readonly ConcurrentDictionary<Guid, ProgenyTask> _tasks = new();
    private int _lastTask = 2181;

    /// <summary>Initializes a new instance of the <see cref="ProgenySimulator"/> class.</summary>
    public ProgenySimulator()
        : base("Progeny", "/progeny/api/v3", "image")
    {
    }

    /// <summary>Gets or sets the user name that obtains tokens.</summary>
    public string Username { get; set; } = "simulated-progeny-user";

    /// <summary>Gets or sets the password that obtains tokens.</summary>
    public string Password { get; set; } = "simulated-progeny-password";

    /// <summary>Gets or sets how long an access token is valid. The default is 5 minutes.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how long a refresh token is valid, until it is used. The default is 14 days.</summary>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Gets or sets the shape of a task whose photo was rejected.</summary>
    public ProgenyErrorShape ErrorShape { get; set; }

    /// <inheritdoc/>
    protected override bool IsAsynchronous => true;

    /// <summary>Invalidates all existing access tokens and, optionally, all refresh tokens.</summary>
    public void ExpireTokens(bool refreshTokensToo = false)
    {
        _accessTokens.ExpireAll();
        if (refreshTokensToo)
        {
            _refreshTokens.ExpireAll();
        }
    }

    /// <inheritdoc/>
    protected internal override RequestKind KindOf(string method, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith("/accounts/token/", StringComparison.Ordinal) ? RequestKind.Token
            : path.StartsWith("/services/task", StringComparison.Ordinal) ? RequestKind.Poll
            : RequestKind.Billable;
    }

    /// <inheritdoc/>
    protected internal override SimulatedResponse Answer(RecordedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (request.Method, request.Path) switch
        {
            ("POST", Obtain or Refresh) when !request.HasContentType("multipart/form-data") => ProgenyResponses.WrongContentType(request.ContentType),
            ("POST", Obtain) => AnswerObtain(request),
            ("POST", Refresh) => AnswerRefresh(request),
            ("POST", Submit) => Unauthorized(request) ?? AnswerSubmit(request),
            ("GET", Poll) => Unauthorized(request) ?? AnswerPoll(request),
            (_, _) when request.Path + "/" is Obtain or Refresh or Submit or Poll => ProgenyResponses.Moved(Endpoint.AbsolutePath + request.Path + "/"),
            _ => Failure(404),
        };
    }

    /// <inheritdoc/>
    protected override SimulatedResponse Outcome(Scenario scenario, RecordedRequest request)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(request);
        return (scenario.Name, request.Kind) switch
        {
            (nameof(Scenario.QuotaExceeded), _) => Failure(429),
            (nameof(Scenario.Unauthorized), RequestKind.Token) => ProgenyResponses.WrongPassword,
            (nameof(Scenario.Unauthorized), _) => ProgenyResponses.InvalidAccessToken,
            (_, RequestKind.Token) => IssueTokens(request),
            (_, RequestKind.Poll) => ProgenyResponses.Found(scenario, TaskOf(request)?.Number ?? 0, ErrorShape),
            _ => Accept(scenario),
        };
    }

    /// <inheritdoc/>
    protected internal override SimulatedResponse Failure(int status) => ProgenyResponses.Error(status);

    private SimulatedResponse AnswerObtain(RecordedRequest request)
    {
        if (MissingField(request, "username", "password") is { } refusal)
        {
            return refusal;
        }

        return request.Fields["username"] == Username && request.Fields["password"] == Password
            ? Play(request)
            : ProgenyResponses.WrongPassword;
    }

    private SimulatedResponse AnswerRefresh(RecordedRequest request)
    {
        if (MissingField(request, "refresh") is { } refusal)
        {
            return refusal;
        }

        return _refreshTokens.IsValid(request.Fields["refresh"], TimeProvider.GetUtcNow())
            ? Play(request)
            : ProgenyResponses.InvalidRefreshToken;
    }

    private SimulatedResponse AnswerSubmit(RecordedRequest request)
    {
        if (!request.HasContentType("multipart/form-data"))
        {
            return ProgenyResponses.WrongContentType(request.ContentType);
        }

        return request.Photos switch
        {
            [{ Encoding: PhotoEncoding.File, Format: ImageFormat.Jpeg or ImageFormat.Png }] => Play(request),
            [{ Encoding: PhotoEncoding.File }] => Accept(Scenario.NotAPhoto),
            [{ Encoding: PhotoEncoding.Empty }] => ProgenyResponses.EmptyFile,
            [{ Encoding: PhotoEncoding.Text }] => ProgenyResponses.NotAFile,
            _ => ProgenyResponses.NoFile,
        };
    }

    private SimulatedResponse AnswerPoll(RecordedRequest request)
    {
        if (!request.Query.ContainsKey("id"))
        {
            return ProgenyResponses.MissingField("id");
        }

        // The vendor's task queue treats an unknown id like a task that has not started.
        return TaskOf(request) is { } task ? Play(request, task.Advance) : ProgenyResponses.Pending(0);
    }

    private SimulatedResponse? Unauthorized(RecordedRequest request)
    {
        const string Scheme = "Bearer ";
        if (!request.Headers.TryGetValue("Authorization", out string? value) || !value.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return ProgenyResponses.NoCredentials;
        }

        return _accessTokens.IsValid(value[Scheme.Length..], TimeProvider.GetUtcNow()) ? null : ProgenyResponses.InvalidAccessToken;
    }

    private SimulatedResponse Accept(Scenario scenario)
    {
        var id = Guid.NewGuid();
        _tasks[id] = new ProgenyTask(Interlocked.Increment(ref _lastTask), scenario);
        return ProgenyResponses.Accepted(id);
    }

    private ProgenyTask? TaskOf(RecordedRequest request) =>
        Guid.TryParseExact(request.Query.GetValueOrDefault("id"), "D", out Guid id) ? _tasks.GetValueOrDefault(id) : null;

    private SimulatedResponse IssueTokens(RecordedRequest request)
    {
        DateTimeOffset now = TimeProvider.GetUtcNow();
        if (request.Path == Refresh && !_refreshTokens.Redeem(request.Fields["refresh"], now))
        {
            return ProgenyResponses.InvalidRefreshToken;
        }

        return ProgenyResponses.Tokens(
            _accessTokens.Issue("HS256", "access", now + AccessTokenLifetime),
            _refreshTokens.Issue("HS256", "refresh", now + RefreshTokenLifetime));
    }

    private static SimulatedResponse? MissingField(RecordedRequest request, params string[] names) =>
        names.FirstOrDefault(name => string.IsNullOrEmpty(request.Fields.GetValueOrDefault(name))) is { } missing
            ? ProgenyResponses.MissingField(missing)
            : null;
}
