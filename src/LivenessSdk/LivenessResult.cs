using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents the result of a check, in the same shape for every vendor.</summary>
/// <remarks>Serialize it with <see cref="LivenessJson"/>, which leaves out what should not be stored by accident.</remarks>
public sealed class LivenessResult
{
    /// <summary>Initializes a new instance of the <see cref="LivenessResult"/> class whose members are set by an object initializer.</summary>
    public LivenessResult()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LivenessResult"/> class as a copy, of which an object initializer can change members.</summary>
    /// <param name="original">The result to copy.</param>
    [SetsRequiredMembers]
    public LivenessResult(LivenessResult original)
    {
        ArgumentNullException.ThrowIfNull(original);

        ClientName = original.ClientName;
        Vendor = original.Vendor;
        Verdict = original.Verdict;
        VerdictSource = original.VerdictSource;
        Score = original.Score;
        RawScore = original.RawScore;
        Threshold = original.Threshold;
        Reasons = original.Reasons;
        Frames = original.Frames;
        TransactionId = original.TransactionId;
        ContinuationToken = original.ContinuationToken;
        Response = original.Response;
        Attempts = original.Attempts;
        Answers = original.Answers;
        FromLedger = original.FromLedger;
    }

    /// <summary>Gets the name of the client that answered.</summary>
    [JsonPropertyName("provider")]
    public required string ClientName { get; init; }

    /// <summary>Gets the vendor behind it, for instance "Argos", or <see langword="null"/> for a composition.</summary>
    public string? Vendor { get; init; }

    /// <summary>Gets the verdict.</summary>
    public required LivenessVerdict Verdict { get; init; }

    /// <summary>Gets a value indicating whether the verdict is <see cref="LivenessVerdict.Live"/>.</summary>
    public bool IsLive => Verdict == LivenessVerdict.Live;

    /// <summary>Gets who decided on the verdict.</summary>
    public VerdictSource VerdictSource { get; init; }

    /// <summary>Gets the score from 0 (attack) to 1 (live), or <see langword="null"/> if the vendor gives none. It is not comparable across vendors.</summary>
    public double? Score { get; init; }

    /// <summary>Gets the vendor's own number that <see cref="Score"/> comes from, on the vendor's scale, or <see langword="null"/> if there is none.</summary>
    public double? RawScore { get; init; }

    /// <summary>Gets the threshold for <see cref="Score"/>, 0 to 1, or <see langword="null"/> if the vendor does not disclose it.</summary>
    public double? Threshold { get; init; }

    /// <summary>Gets why the verdict is not <see cref="LivenessVerdict.Live"/>; empty when it is.</summary>
    public IReadOnlyList<LivenessReason> Reasons { get; init => field = value ?? []; } = [];

    /// <summary>Gets what the vendor saw, one entry per frame sent.</summary>
    public IReadOnlyList<FrameResult> Frames { get; init => field = value ?? []; } = [];

    /// <summary>Gets the vendor's reference for the check, else the caller's, or <see langword="null"/> if there is none.</summary>
    public string? TransactionId { get; init; }

    /// <summary>Gets the token for <see cref="LivenessRequest.Continue"/>; set only while the vendor is still working.</summary>
    public string? ContinuationToken { get; init; }

    /// <summary>Gets the vendor's response, or <see langword="null"/> if there was none. Its body is kept as <see cref="LivenessProviderOptions.KeepResponse"/> says.</summary>
    public ProviderResponse? Response { get; init; }

    /// <summary>Gets every client that was asked, in order.</summary>
    public IReadOnlyList<LivenessAttempt> Attempts { get; init => field = value ?? []; } = [];

    /// <summary>Gets the answers that a consensus weighed, in the order of its clients; empty for any other check.</summary>
    public IReadOnlyList<LivenessResult> Answers { get; init => field = value ?? []; } = [];

    /// <summary>Gets a value indicating whether the result comes from a <see cref="CheckLedger"/> and nothing was sent. It then contains what the ledger keeps: verdict, source, score, threshold, reason codes, names and references.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FromLedger { get; init; }

    /// <summary>Determines whether the verdict has a reason with <paramref name="code"/>.</summary>
    /// <param name="code">The code to look for.</param>
    public bool HasReason(LivenessReasonCode code)
    {
        foreach (LivenessReason reason in Reasons)
        {
            if (reason.Code == code)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the verdict, the client's name, the score and the reason codes: nothing that identifies a person.</summary>
    public override string ToString()
    {
        string score = Score is { } value ? string.Create(CultureInfo.InvariantCulture, $", score {value:0.###}") : "";
        string reasons = Reasons.Count == 0 ? "" : $": {string.Join(", ", Reasons.Select(reason => reason.Code.Value))}";
        return $"{Verdict} ({ClientName}{score}){reasons}";
    }
}

/// <summary>Validates results, so that an error in an adapter or in a stored text cannot pass for <see cref="LivenessVerdict.Live"/>.</summary>
internal static class ResultValidator
{
    /// <summary>Finds the first rule that a result breaks, or returns <see langword="null"/> if it is valid.</summary>
    public static string? FindBreach(LivenessResult result)
    {
        if (!Enum.IsDefined(result.Verdict))
        {
            return "the verdict is not a member of LivenessVerdict";
        }

        if (!IsPart(result.Score) || !IsPart(result.Threshold) || !double.IsFinite(result.RawScore ?? 0))
        {
            return "Score and Threshold must be from 0 to 1, and RawScore a finite number";
        }

        if (HasNull(result.Reasons) || HasNull(result.Frames))
        {
            return "Reasons or Frames contains a null";
        }

        return result.IsLive ? FindContradiction(result) : null;
    }

    /// <summary>Returns the result of an adapter or of an application's own client if it is valid.</summary>
    /// <exception cref="LivenessException">It breaks a rule, or there is no result.</exception>
    public static LivenessResult Validate(LivenessResult? result, string clientName, bool mayHaveBeenProcessed, bool acceptsContinuation = true)
    {
        string? breach = result switch
        {
            null => "it returned no result",
            { ContinuationToken: not null } when !acceptsContinuation => "it returned a ContinuationToken, but AcceptsContinuation of its Info is false",
            _ => FindBreach(result),
        };
        return result is not null && breach is null
            ? result
            : throw new LivenessException(
                LivenessError.UnexpectedResponse,
                $"{clientName}: the vendor's adapter broke its contract: {breach}. Its answer was not used; report this to the adapter's author.")
            {
                MayHaveBeenProcessed = mayHaveBeenProcessed,
                ContinuationToken = result?.ContinuationToken,
                Attempts = result?.Attempts ?? [],
                Response = result?.Response,
            };
    }

    private static string? FindContradiction(LivenessResult result)
    {
        if (result.Reasons.Count > 0)
        {
            return "the verdict is Live, but Reasons say why it is not";
        }

        if (result.ContinuationToken is not null)
        {
            return "the verdict is Live, but a ContinuationToken says that the vendor is still working";
        }

        if (result.Score < result.Threshold)
        {
            return "the verdict is Live, but Score is below Threshold";
        }

        for (int i = 0; i < result.Frames.Count; i++)
        {
            if (result.Frames[i].PresentationAttack == true)
            {
                return "the verdict is Live, but a frame is flagged as a presentation attack";
            }
        }

        return null;
    }

    private static bool IsPart(double? number) => number is null or (>= 0 and <= 1);

    private static bool HasNull<T>(IReadOnlyList<T> items)
        where T : class
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
            {
                return true;
            }
        }

        return false;
    }
}
