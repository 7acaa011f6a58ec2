namespace LivenessSdk;

/// <summary>Reads a response of Progeny about a task, and maps a finished one to a result.</summary>
internal sealed class ProgenyTask
{
    private const string Liveness = "result.data.liveness";
    private const string Issues = "result.data.issues";
    private const double LiveProbability = 0.5;

    private readonly LenientJson _json;
    private readonly ProviderCheck _check;
    private readonly string? _state;

    private ProgenyTask(LenientJson json, ProviderResponse response, ProviderCheck check)
    {
        _json = json;
        _check = check;
        _state = json.EvidenceWord("status")?.ToUpperInvariant();
        Response = response;
    }

    public ProviderResponse Response { get; }

    private static LivenessReason Attack => new(LivenessReasonCode.PresentationAttack, "Progeny classified the photo as not live.");

    /// <summary>Gets a value indicating whether Progeny has finished: an unknown state may still lead to a verdict.</summary>
    public bool IsFinished => _state is null or "SUCCESS" || IsGivenUp;

    private bool IsGivenUp => _state is "FAILURE" or "REVOKED" or "ERROR";

    /// <summary>Reads a response: the findings before the HTTP status, since Progeny may reject a photo with either. A state alone does not outweigh a failure.</summary>
    /// <exception cref="LivenessException">The response is not about a task.</exception>
    public static ProgenyTask Read(ProviderResponse response, ProviderCheck check)
    {
        if (check.ReadJson(response) is { } json
            && (json.Section("result") is not null || (response.IsSuccess && json.Has("status"))))
        {
            return new ProgenyTask(json, response, check);
        }

        throw response.IsSuccess
            ? check.CreateException(LivenessError.UnexpectedResponse, "Progeny did not return the state of the task.", response)
            : check.CreateException(response);
    }

    /// <summary>Maps a finished task to a result.</summary>
    /// <exception cref="LivenessException">Progeny failed, could not read the photo, or gave no verdict.</exception>
    public LivenessResult ToResult(string taskId)
    {
        if (IsGivenUp)
        {
            throw _check.CreateException(
                LivenessError.Unavailable, $"Progeny could not complete the check ({_state}). Submit the photo again.", Response, _state);
        }

        _json.Expect("status");
        _json.Expect("result.status");
        _json.Expect($"{Liveness}.result");
        List<LivenessReason> rejections = [.. FindRejections()];
        if (ProgenyCode.FindFailure(rejections) is { } failure)
        {
            throw _check.CreateException(failure.Error, failure.Message, Response, failure.Code);
        }

        string? word = _json.EvidenceWord($"{Liveness}.result");
        double? probability = _json.EvidenceNumber($"{Liveness}.data.probability", 0, 1);
        if (rejections.Count == 0)
        {
            return Classify(taskId, word, probability);
        }

        if (word == "true")
        {
            rejections.Add(new LivenessReason(LivenessReasonCode.Contradiction, "The result is true, but the response also contains an error."));
        }

        return Result(taskId, LivenessVerdict.Inconclusive, probability, rejections);
    }

    private LivenessResult Classify(string taskId, string? word, double? probability)
    {
        double? innerStatus = _json.EvidenceNumber("result.status", 0, 999);
        bool isAccepted = Response.IsSuccess && innerStatus is null or 200;
        bool isLikely = probability is null or >= LiveProbability;
        LivenessReason[] reasons = word switch
        {
            null => throw _check.CreateException(
                LivenessError.UnexpectedResponse, $"Progeny finished the task without {Liveness}.result and without an error code.", Response),
            "true" when isAccepted && isLikely => [],
            "true" when isAccepted => [new(LivenessReasonCode.Contradiction, "The result is true, but the probability is below 0.5.")],
            "true" => [new(LivenessReasonCode.Contradiction, "The result is true, but the status beside it is a rejection.")],
            "false" when isAccepted && isLikely && probability is not null => [Attack, new(LivenessReasonCode.Contradiction, "The result is false, but the probability is not below 0.5.")],
            "false" when isAccepted => [Attack],
            "false" => [new(LivenessReasonCode.FaceNotAnalyzed, "Progeny rejected the photo without an error code.")],
            _ => [new(LivenessReasonCode.UnrecognizedVerdict, $"{Liveness}.result is neither true nor false.")],
        };
        LivenessVerdict verdict =
            reasons.Length == 0 ? LivenessVerdict.Live
            : reasons[0].Code == LivenessReasonCode.PresentationAttack ? LivenessVerdict.NotLive
            : LivenessVerdict.Inconclusive;
        return Result(taskId, verdict, probability, reasons);
    }

    private LivenessResult Result(
        string taskId, LivenessVerdict verdict, double? probability, IReadOnlyList<LivenessReason> reasons) => new()
    {
        ClientName = _check.ClientName,
        Vendor = ProgenyProvider.Vendor,
        Verdict = verdict,
        VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Vendor,
        Score = probability,
        RawScore = probability,
        Reasons = reasons,
        Frames = [Observe(verdict, reasons)],
        TransactionId = taskId,
        Response = Response,
    };

    private FrameResult Observe(LivenessVerdict verdict, IReadOnlyList<LivenessReason> reasons)
    {
        double? quality = _json.Number($"{Liveness}.data.quality", 0, 1);
        bool noFace = reasons.Any(reason => reason.Code == LivenessReasonCode.NoFace);
        bool several = reasons.Any(reason => reason.Code == LivenessReasonCode.MultipleFaces);
        return new FrameResult
        {
            PresentationAttack = verdict == LivenessVerdict.Inconclusive ? null : verdict == LivenessVerdict.NotLive,
            Face = new FaceObservation
            {
                Detected = noFace ? false : null,
                Count = several ? 2 : null,
                Quality = quality is null ? null : new FaceQuality { Overall = quality },
            },
        };
    }

    /// <summary>Finds why the photo was rejected, in each place where Progeny may say so; the same code once.</summary>
    private IEnumerable<LivenessReason> FindRejections() =>
        FindError(Liveness).Concat(FindError($"{Liveness}.data")).Concat(FindIssues()).DistinctBy(reason => (reason.Code, reason.ProviderCode));

    private IEnumerable<LivenessReason> FindError(string place)
    {
        if (_json.Count($"{place}.error_code") + _json.Count($"{place}.error") > 0)
        {
            yield return ProgenyCode.ToReason(_json.Text($"{place}.error_code"), _json.Text($"{place}.error"));
        }
    }

    private IEnumerable<LivenessReason> FindIssues() =>
        _json.Count(Issues) == 0 ? []
        : _json.Section(Issues) is { } issues ? issues.Members().SelectMany(service => FindIssues(service.Value))
        : [ProgenyCode.ToReason(code: null, "The response lists issues in an unknown form.")];

    /// <summary>Finds the issues of one service: the names are the codes, unless a code is listed by itself.</summary>
    private static IEnumerable<LivenessReason> FindIssues(LenientJson service) =>
        service.Members() is { Count: > 0 } codes ? codes.Select(code => ProgenyCode.ToReason(code.Name, code.Value.Text(LenientJson.Itself)))
        : service.Count(LenientJson.Itself) > 0 ? [ProgenyCode.ToReason(service.Text(LenientJson.Itself), message: null)]
        : [];
}
