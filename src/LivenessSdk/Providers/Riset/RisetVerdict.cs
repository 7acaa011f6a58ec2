namespace LivenessSdk;

/// <summary>Evaluates everything in a response of Riset, since its verdict alone has been seen to contradict its own findings.</summary>
internal sealed class RisetVerdict
{
    private readonly string? _word;
    private readonly RisetCheck _check;
    private readonly RisetPhoto[] _photos;
    private readonly bool _complete;

    /// <param name="word">The verdict of the vendor in lower case, or <see langword="null"/> if there is none.</param>
    /// <param name="check">What was asked.</param>
    /// <param name="photos">What was found, photo by photo.</param>
    /// <param name="complete">Whether there is one finding for every photo sent, and no other.</param>
    public RisetVerdict(string? word, RisetCheck check, RisetPhoto[] photos, bool complete)
    {
        _word = word;
        _check = check;
        _photos = photos;
        _complete = complete;
    }

    private bool Passed => _word is "passed" or "true" or "alive" or "live";

    private bool Failed => _word is "failed" or "false" or "not passed" or "not alive" or "not live";

    private bool AnyAttack => _photos.Any(photo => photo.Genuineness == RisetEvidence.Bad);

    private bool AllReal => _photos.All(photo => photo.Genuineness == RisetEvidence.Good);

    private int Matches => _photos.Count(photo => photo.Pose == RisetEvidence.Good);

    private bool OtherPerson => _check.NamesUser && _photos.Any(photo => photo.Identity == RisetEvidence.Bad);

    private bool AnyUnrecognized => _photos.Any(photo => photo.Genuineness == RisetEvidence.Unrecognized
        || photo.Pose == RisetEvidence.Unrecognized
        || (_check.NamesUser && photo.Identity == RisetEvidence.Unrecognized));

    private bool IsLive => Passed
        && _complete
        && !AnyAttack
        && (AllReal || !_check.SpoofDetection)
        && Matches >= _check.MatchesNeeded
        && !OtherPerson
        && !AnyUnrecognized;

    public LivenessVerdict Verdict =>
        IsLive ? LivenessVerdict.Live : AnyAttack ? LivenessVerdict.NotLive : LivenessVerdict.Inconclusive;

    /// <summary>Gets a value indicating whether the response contains any evidence.</summary>
    public bool Exists => _word is not null || AnyAttack;

    /// <summary>Lists the evidence against <see cref="LivenessVerdict.Live"/>.</summary>
    public IEnumerable<LivenessReason> Reasons => IsLive ? [] : [.. FindReasons().DefaultIfEmpty(Unexplained)];

    private static LivenessReason Unexplained =>
        new(LivenessReasonCode.Contradiction, "Riset says not passed, but finds nothing wrong with any photo.");

    private IEnumerable<LivenessReason> FindReasons()
    {
        if (AnyAttack)
        {
            yield return new(LivenessReasonCode.PresentationAttack, "Riset flags at least one photo as an attack.");
            if (Passed)
            {
                yield return new(LivenessReasonCode.Contradiction, "Riset says passed, but flags at least one photo as an attack.");
            }
        }

        if ((!Passed && !Failed) || AnyUnrecognized)
        {
            yield return new(LivenessReasonCode.UnrecognizedVerdict, "The response contains a word that Riset's contract does not define.");
        }

        if (OtherPerson)
        {
            yield return new(LivenessReasonCode.IdentityMismatch, "The face is not verified as the named user's.");
        }

        bool mismatch = Matches < _check.MatchesNeeded && _photos.Any(photo => photo.Pose == RisetEvidence.Bad);
        if (mismatch)
        {
            yield return new(LivenessReasonCode.PoseMismatch, $"The pose matches in {Matches} photo(s) of {_check.MatchesNeeded} needed.");
        }

        if (FindGap(mismatch) is { } gap)
        {
            yield return new(LivenessReasonCode.Contradiction, gap);
        }
    }

    /// <summary>Finds missing evidence. A response without it cannot be live, whatever its verdict.</summary>
    private string? FindGap(bool mismatch)
    {
        if (!_complete)
        {
            return "The response does not contain one result for every photo sent.";
        }

        if (_check.SpoofDetection && _photos.Any(photo => photo.Genuineness == RisetEvidence.Missing))
        {
            return "Not every photo is flagged as real or as an attack, although that was asked for.";
        }

        return !mismatch && Matches < _check.MatchesNeeded ? "The response does not state for enough photos whether the pose matches." : null;
    }
}

/// <summary>Specifies what a field of Riset's response indicates, in the order of weight: of several fields about the same thing the last counts.</summary>
internal enum RisetEvidence
{
    /// <summary>The field is absent.</summary>
    Missing = 0,

    /// <summary>For a live person: real, matching, verified.</summary>
    Good,

    /// <summary>The field contains an unknown word.</summary>
    Unrecognized,

    /// <summary>Against a live person: an attack, another pose, another person.</summary>
    Bad,
}
