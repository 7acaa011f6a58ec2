namespace LivenessSdk;

/// <summary>Asks several clients and returns the verdict that enough independent ones agree on.</summary>
internal sealed class ConsensusClient : CompositionClient
{
    private readonly ConsensusOptions _options;
    private readonly CompositionMember[] _members;
    private readonly IReadOnlyDictionary<string, string> _groups;
    private readonly TimeProvider _timeProvider;

    /// <param name="name">The name of the client.</param>
    /// <param name="options">The rule.</param>
    /// <param name="members">The clients to ask.</param>
    /// <param name="groups">The independence group of every vendor's client below.</param>
    /// <param name="timeProvider">The clock.</param>
    public ConsensusClient(
        string name,
        ConsensusOptions options,
        CompositionMember[] members,
        IReadOnlyDictionary<string, string> groups,
        TimeProvider timeProvider)
        : base(name)
    {
        _options = options;
        _members = members;
        _groups = groups;
        _timeProvider = timeProvider;
    }

    /// <summary>Counts the maximum number of independent clients.</summary>
    public static int CountIndependent(int clients, IEnumerable<string> groups) => Math.Min(clients, groups.Distinct().Count());

    public override IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly) =>
        (supportedOnly && FindUnsupported(request) is not null) || CountIndependent(request, supportedOnly) < _options.RequiredAgreements
            ? []
            : _members.SelectMany(member => member.FindVendorClients(request, supportedOnly));

    protected internal override async Task<LivenessResult> RunAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        if (FindUnsupported(request) is { } problem)
        {
            throw Rejection(LivenessError.Unsupported, problem);
        }

        CompositionMember[] members = CompositionMember.FindAnswering(Name, _members, request);
        RequireEnough(request);
        ConsensusBallot ballot = new(_options, members, _groups);
        if (_options.Sequential)
        {
            await AskOneByOneAsync(ballot, request, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await AskAllAsync(ballot, request, cancellationToken).ConfigureAwait(false);
        }

        return ballot.ToResult(Name, request);
    }

    private async Task AskOneByOneAsync(ConsensusBallot ballot, LivenessRequest request, CancellationToken cancellationToken)
    {
        TimeSpan time = request.TimeFor(_options.Timeout);
        long started = _timeProvider.GetTimestamp();
        for (int i = 0; i < ballot.Count && !ballot.IsDecided; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan left = time - _timeProvider.GetElapsedTime(started);
            if (left <= TimeSpan.Zero && i > 0)
            {
                break;
            }

            await ballot.AskAsync(i, request.WithTimeLimit(left / (ballot.Count - i)), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AskAllAsync(ConsensusBallot ballot, LivenessRequest request, CancellationToken cancellationToken)
    {
        LivenessRequest limited = request.WithTimeLimit(request.TimeFor(_options.Timeout));
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> asked = new(ballot.Count);
        for (int i = 0; i < ballot.Count; i++)
        {
            asked.Add(ballot.AskAsync(i, limited, enough.Token));
        }

        try
        {
            while (asked.Count > 0 && !ballot.IsDecided)
            {
                Task answered = await Task.WhenAny(asked).ConfigureAwait(false);
                asked.Remove(answered);
                await answered.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The check was canceled by the caller.", e, cancellationToken);
        }
        finally
        {
            // The other answers no longer matter, but these clients use the photo until they have stopped.
            await enough.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private int CountIndependent(LivenessRequest request, bool supportedOnly)
    {
        string[][] answerers =
        [
            .. _members.Select(member => member.FindVendorClients(request, supportedOnly).ToArray()).Where(names => names.Length > 0),
        ];
        return CountIndependent(answerers.Length, answerers.SelectMany(names => names).Select(name => _groups[name]));
    }

    /// <summary>Finds the reason why a consensus cannot serve a request.</summary>
    private static string? FindUnsupported(LivenessRequest request) =>
        request.ContinuationToken is not null ? "a token continues the check of one client. Give it to that one, not to a consensus."
        : request.ReturnWhenPending ? "a consensus needs all its answers, so it cannot return while one is pending. Leave ReturnWhenPending unset."
        : null;

    /// <summary>Rejects a request that too few independent clients can answer, since its outcome would be certain before it is paid for.</summary>
    private void RequireEnough(LivenessRequest request)
    {
        if (CountIndependent(request, supportedOnly: true) is var independent && independent >= _options.RequiredAgreements)
        {
            return;
        }

        int allowed = CountIndependent(request, supportedOnly: false);
        throw allowed < _options.RequiredAgreements
            ? Rejection(LivenessError.InvalidRequest, $"AllowedClients leaves {allowed} independent client(s), but {_options.RequiredAgreements} must agree. The photo was not sent.")
            : Rejection(LivenessError.Unsupported, $"only {independent} independent client(s) support the request, but {_options.RequiredAgreements} must agree. The photo was not sent.");
    }

    private LivenessException Rejection(LivenessError error, string message) =>
        new(error, $"{Name}: {message}") { ClientName = Name };
}
