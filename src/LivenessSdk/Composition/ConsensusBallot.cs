namespace LivenessSdk;

/// <summary>Collects the answers of one check and counts them by the rule of the consensus.</summary>
/// <remarks>
/// The verdict depends on the answers, not on their order, with one exception: a consensus that is a client of this one
/// counts for the first group that agreed with it, of those that had answered when it was decided.
/// </remarks>
internal sealed class ConsensusBallot
{
    private static readonly Vote s_asked = new();

    private readonly ConsensusOptions _options;
    private readonly CompositionMember[] _members;
    private readonly IReadOnlyDictionary<string, string> _groups;
    private readonly Vote?[] _votes; // A vote is null if its client was not asked.

    /// <param name="options">The rule.</param>
    /// <param name="members">The clients that can be asked.</param>
    /// <param name="groups">The independence group of every vendor's client below.</param>
    public ConsensusBallot(ConsensusOptions options, CompositionMember[] members, IReadOnlyDictionary<string, string> groups)
    {
        _options = options;
        _members = members;
        _groups = groups;
        _votes = new Vote?[members.Length];
    }

    /// <summary>Gets how many clients can be asked.</summary>
    public int Count => _votes.Length;

    /// <summary>Gets a value indicating whether the verdict is the same whatever the remaining clients answer.</summary>
    /// <remarks>While all have failed, the clients already asked may still give an answer, which tells the caller more than a failure. No other client is asked for that.</remarks>
    public bool IsDecided
    {
        get
        {
            lock (_votes)
            {
                int answers = 0;
                int open = 0;
                int contestable = 0;
                for (int i = 0; i < _votes.Length; i++)
                {
                    answers += _votes[i]?.Answer is null ? 0 : 1;
                    open += IsOpen(i) ? 1 : 0;
                    contestable += Counts(i, LivenessVerdict.Live) && IsContestable(_votes[i]!.Group) ? 1 : 0;
                }

                int live = CountGroups(LivenessVerdict.Live);
                int notLive = CountGroups(LivenessVerdict.NotLive);
                return (answers > 0 || _options.Sequential) && Decide(live + open, notLive) == Decide(live - Math.Min(open, contestable), notLive + open);
            }
        }
    }

    /// <summary>Asks one client. A failure is recorded; a canceled client keeps its vote open.</summary>
    public async Task AskAsync(int index, LivenessRequest request, CancellationToken cancellationToken)
    {
        Put(index, s_asked);
        try
        {
            LivenessResult answer = await _members[index].CheckAsync(request, cancellationToken).ConfigureAwait(false);
            Put(index, new Vote { Answer = answer, Group = GroupOf(answer) });
        }
        catch (LivenessException e)
        {
            Put(index, new Vote { Failure = e });
        }
    }

    /// <summary>Counts the answers.</summary>
    /// <exception cref="LivenessException">No client gave one.</exception>
    public LivenessResult ToResult(string name, LivenessRequest request)
    {
        List<LivenessResult> answers = new(Count);
        List<LivenessAttempt> attempts = new(Count);
        for (int i = 0; i < Count; i++)
        {
            attempts.AddRange(AttemptsOf(i, request));
            if (_votes[i]?.Answer is { } answer)
            {
                answers.Add(answer);
            }
        }

        if (answers.Count == 0)
        {
            return CompositionFailure.Throw(
                name, [.. Enumerable.Range(0, Count).Where(i => _votes[i]?.Failure is not null).Select(i => (_members[i].Name, _votes[i]!.Failure!))], attempts);
        }

        LivenessVerdict verdict = Decide(CountGroups(LivenessVerdict.Live), CountGroups(LivenessVerdict.NotLive));
        return new LivenessResult
        {
            ClientName = name,
            Verdict = verdict,
            VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Consensus,
            Reasons = verdict == LivenessVerdict.Live ? [] : [.. answers.SelectMany(answer => answer.Reasons).DistinctBy(reason => reason.Code), Explain(verdict)],
            TransactionId = request.TransactionId,
            Answers = answers,
            Attempts = attempts,
        };
    }

    /// <summary>Records what a client answered, but not while the votes are counted: a count that misses half of a change could find the verdict decided when it is not.</summary>
    private void Put(int index, Vote vote)
    {
        lock (_votes)
        {
            _votes[index] = vote;
        }
    }

    /// <summary>Applies the rule: enough on one side, and more than on the other.</summary>
    private LivenessVerdict Decide(int live, int notLive)
    {
        if (_options.NotLiveVetoes && notLive > 0)
        {
            return LivenessVerdict.NotLive;
        }

        if (live >= _options.RequiredAgreements && live > notLive)
        {
            return LivenessVerdict.Live;
        }

        return notLive >= _options.RequiredAgreements && notLive > live ? LivenessVerdict.NotLive : LivenessVerdict.Inconclusive;
    }

    private int CountGroups(LivenessVerdict verdict)
    {
        int count = 0;
        for (int i = 0; i < _votes.Length; i++)
        {
            count += Counts(i, verdict) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Determines whether a vote counts for a verdict: the first of its group to give it, and a group that contradicts itself counts as <see cref="LivenessVerdict.NotLive"/>.</summary>
    private bool Counts(int index, LivenessVerdict verdict)
    {
        return _votes[index] is { } vote
            && vote.Answer?.Verdict == verdict
            && !HasAnswer(verdict, vote.Group, index)
            && !(verdict == LivenessVerdict.Live && HasAnswer(LivenessVerdict.NotLive, vote.Group, _votes.Length));
    }

    private bool HasAnswer(LivenessVerdict verdict, string group, int before)
    {
        for (int i = 0; i < before; i++)
        {
            if (_votes[i] is { } vote && vote.Answer?.Verdict == verdict && vote.Group == group)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Determines whether a client that has not answered may contradict its group.</summary>
    private bool IsContestable(string group)
    {
        for (int i = 0; i < _votes.Length; i++)
        {
            if (IsOpen(i) && CanSpeakFor(_members[i], group))
            {
                return true;
            }
        }

        return false;
    }

    private bool CanSpeakFor(CompositionMember member, string group)
    {
        foreach (string recipient in member.VendorClients)
        {
            if (_groups[recipient] == group)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds the group that an answer counts for: that of the client that answered, or of the first that a consensus below agrees with.</summary>
    private string GroupOf(LivenessResult answer)
    {
        foreach (LivenessResult inner in answer.Answers)
        {
            if (inner.Verdict == answer.Verdict)
            {
                return GroupOf(inner);
            }
        }

        return _groups.GetValueOrDefault(answer.ClientName, answer.ClientName);
    }

    private bool IsOpen(int index) => _votes[index] is null || _votes[index] == s_asked;

    private IEnumerable<LivenessAttempt> AttemptsOf(int index, LivenessRequest request) =>
        _votes[index] is not { } vote ? []
        : vote.Answer?.Attempts ?? vote.Failure?.Attempts ?? _members[index].AttemptsWithoutAnswer(request);

    private LivenessReason Explain(LivenessVerdict verdict)
    {
        int live = CountGroups(LivenessVerdict.Live);
        int notLive = CountGroups(LivenessVerdict.NotLive);
        LivenessReasonCode code = verdict == LivenessVerdict.NotLive ? LivenessReasonCode.PresentationAttack
            : live > 0 && notLive > 0 ? LivenessReasonCode.Disagreement
            : LivenessReasonCode.TooFewAnswers;
        string rule = _options.NotLiveVetoes ? $"{_options.RequiredAgreements} must agree, and one NotLive decides alone" : $"{_options.RequiredAgreements} must agree and outnumber the others";
        string answers = string.Join(", ", _votes.Select((vote, i) => $"{_members[i].Name} {vote?.ToString() ?? "not asked"}"));
        return new LivenessReason(code, $"Independent votes: {live} Live, {notLive} NotLive; {rule}. {answers}.");
    }

    /// <summary>Represents the answer or the failure of one client; neither until it has answered.</summary>
    private sealed class Vote
    {
        public string Group { get; init; } = "";

        public LivenessResult? Answer { get; init; }

        public LivenessException? Failure { get; init; }

        public override string ToString() =>
            Answer is not null ? $"{Answer.Verdict} (group {Group})" : Failure?.Error.ToString() ?? "without answer";
    }
}
