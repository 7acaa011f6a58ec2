namespace LivenessSdk.Tests.Composition;

/// <summary>Says what a composition must come to, from everything its vendors would say, written from the documentation alone.</summary>
internal sealed class CompositionOracle(IReadOnlyCollection<string>? allowed)
{
    /// <summary>Holds a verdict with the group it stands for, or an error with whether anybody may have been paid for it.</summary>
    public sealed record Outcome(LivenessVerdict? Verdict, string Group = "", LivenessError? Error = null, bool Paid = false);

    public Outcome Judge(CompositionTree tree) =>
        !IsAllowed(tree) ? Refused : tree switch
        {
            CompositionTree.Vendor vendor => new Outcome(vendor.Verdict, vendor.Group, vendor.Error, vendor.MayHaveBeenProcessed),
            CompositionTree.Failover failover => Judge(failover),
            CompositionTree.Consensus consensus => Judge(consensus),
            _ => Judge(tree.Clients[0]),
        };

    private static Outcome Refused { get; } = new(null, Error: LivenessError.InvalidRequest);

    private bool IsAllowed(CompositionTree tree) => Answerers(tree).Any();

    /// <summary>Finds the vendors that may answer: of a shadow those of its primary, of a consensus none when too few are left for it.</summary>
    private IEnumerable<CompositionTree.Vendor> Answerers(CompositionTree tree) => tree switch
    {
        CompositionTree.Vendor vendor => allowed?.Contains(vendor.Name) ?? true ? [vendor] : [],
        CompositionTree.Shadow shadow => Answerers(shadow.Clients[0]),
        CompositionTree.Consensus consensus when Independent(consensus) < consensus.Required => [],
        _ => tree.Clients.SelectMany(Answerers),
    };

    private int Independent(CompositionTree.Consensus consensus) => Math.Min(
        consensus.Clients.Count(IsAllowed),
        consensus.Clients.SelectMany(Answerers).Select(vendor => vendor.Group).Distinct().Count());

    private Outcome Judge(CompositionTree.Failover failover)
    {
        List<Outcome> failures = [];
        foreach (CompositionTree client in failover.Clients.Where(IsAllowed))
        {
            Outcome outcome = Judge(client);
            if (outcome.Verdict is not null)
            {
                return outcome;
            }

            failures.Add(outcome);
            if (outcome.Error is LivenessError.InvalidImage or LivenessError.InvalidRequest or LivenessError.InProgress or LivenessError.LedgerUnavailable || (outcome.Paid && failover.OnlyWhenNotProcessed))
            {
                break;
            }
        }

        return MostTelling(failures);
    }

    private Outcome Judge(CompositionTree.Consensus consensus)
    {
        Outcome[] outcomes = [.. consensus.Clients.Where(IsAllowed).Select(Judge)];
        if (consensus is { Sequential: true, Veto: false })
        {
            // When the first ones all failed, the others are not asked if they are too few to agree.
            Outcome[] first = outcomes[..(outcomes.Length - consensus.Required + 1)];
            outcomes = first.All(outcome => outcome.Verdict is null) ? first : outcomes;
        }

        string[] notLive = [.. Groups(outcomes, LivenessVerdict.NotLive)];
        string[] live = [.. Groups(outcomes, LivenessVerdict.Live).Except(notLive)];
        if (outcomes.All(outcome => outcome.Verdict is null))
        {
            return MostTelling(outcomes);
        }

        LivenessVerdict verdict =
            consensus.Veto && notLive.Length > 0 ? LivenessVerdict.NotLive
            : live.Length >= consensus.Required && live.Length > notLive.Length ? LivenessVerdict.Live
            : notLive.Length >= consensus.Required && notLive.Length > live.Length ? LivenessVerdict.NotLive
            : LivenessVerdict.Inconclusive;
        return new Outcome(verdict, outcomes.FirstOrDefault(outcome => outcome.Verdict == verdict)?.Group ?? "");
    }

    private static IEnumerable<string> Groups(Outcome[] outcomes, LivenessVerdict verdict) =>
        outcomes.Where(outcome => outcome.Verdict == verdict).Select(outcome => outcome.Group).Distinct();

    private static Outcome MostTelling(IReadOnlyCollection<Outcome> failures)
    {
        LivenessError[] order =
        [
            LivenessError.InvalidImage, LivenessError.RateLimited, LivenessError.TimedOut, LivenessError.Unavailable,
            LivenessError.InProgress, LivenessError.LedgerUnavailable,
            LivenessError.QuotaExceeded, LivenessError.Unauthorized, LivenessError.ImageProcessingUnavailable, LivenessError.OutcomeUnknown,
            LivenessError.UnexpectedResponse, LivenessError.InvalidRequest, LivenessError.Unsupported,
        ];
        return new Outcome(null, Error: order.First(error => failures.Any(failure => failure.Error == error)), Paid: failures.Any(failure => failure.Paid));
    }
}
