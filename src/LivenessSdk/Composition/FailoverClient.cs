using Microsoft.Extensions.Logging;

namespace LivenessSdk;

/// <summary>Asks its clients in turn until one gives a verdict.</summary>
internal sealed class FailoverClient : CompositionClient
{
    private readonly FailoverOptions _options;
    private readonly CompositionMember[] _members;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    public FailoverClient(string name, FailoverOptions options, CompositionMember[] members, TimeProvider timeProvider, ILogger logger)
        : base(name)
    {
        _options = options;
        _members = members;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    public override IEnumerable<string> FindVendorClients(LivenessRequest request, bool supportedOnly) =>
        _members.SelectMany(member => member.FindVendorClients(request, supportedOnly));

    protected internal override async Task<LivenessResult> RunAsync(LivenessRequest request, CancellationToken cancellationToken)
    {
        CompositionMember[] members = CompositionMember.FindAllowed(Name, _members, request);
        List<(string Client, LivenessException Failure)>? failures = null;
        TimeSpan time = request.TimeFor(_options.Timeout);
        long started = _timeProvider.GetTimestamp();
        for (int i = 0; i < members.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan left = time - _timeProvider.GetElapsedTime(started);
            if (left <= TimeSpan.Zero && failures is not null)
            {
                break;
            }

            try
            {
                LivenessResult result = await members[i]
                    .CheckAsync(request.WithTimeLimit(Share(left, members.Skip(i).Count(member => member.CanAnswer(request)), request)), cancellationToken).ConfigureAwait(false);
                return failures is null ? result : new LivenessResult(result) { Attempts = [.. AttemptsOf(failures), .. result.Attempts] };
            }
            catch (LivenessException e)
            {
                (failures ??= []).Add((members[i].Name, e));
                if (!ShouldTryNext(e, request))
                {
                    break;
                }

                if (e.Error != LivenessError.Unsupported)
                {
                    LogMessages.FailoverTriesNext(_logger, Name, members[i].Name, e.Error, members.Length - i - 1);
                }
            }
        }

        return CompositionFailure.Throw(Name, failures!, AttemptsOf(failures!));
    }

    /// <summary>Divides the remaining time equally between this client and those after it. A check is continued by one client only, which gets all.</summary>
    private static TimeSpan Share(TimeSpan left, int clients, LivenessRequest request) =>
        request.ContinuationToken is null && clients > 0 ? left / clients : left;

    private static LivenessAttempt[] AttemptsOf(List<(string Client, LivenessException Failure)> failures) =>
        [.. failures.SelectMany(failed => failed.Failure.Attempts)];

    /// <summary>Determines whether another client may do better: not when the photo or the call is wrong, nor when this one may be processing the photo. A token is rejected, unsent, by all but the client that issued it.</summary>
    private bool ShouldTryNext(LivenessException failure, LivenessRequest request)
    {
        if (request.ContinuationToken is not null)
        {
            return failure.Error is LivenessError.Unsupported or LivenessError.InvalidRequest;
        }

        return failure.Error is not (LivenessError.InvalidRequest or LivenessError.InvalidImage or LivenessError.InProgress or LivenessError.LedgerUnavailable)
            && !(_options.OnlyWhenNotProcessed && failure.MayHaveBeenProcessed);
    }
}
