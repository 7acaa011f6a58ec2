namespace LivenessSdk;

/// <summary>Reads a response of Verihubs, whose shape is not documented: fields are in the root or in an object <c>data</c>, and everything may be a string.</summary>
internal sealed class VerihubsResponse
{
    private const double LiveProbability = 50;

    private static readonly string[] s_evidence = ["liveness", "nface", "deepfake"];

    private readonly LenientJson _root;
    private readonly LenientJson? _data;
    private readonly string? _status;
    private readonly bool _isDeepfake;
    private readonly bool _isRejection;

    /// <exception cref="LivenessException">A verdict, a flag or a score is of the wrong type or out of range.</exception>
    public VerihubsResponse(LenientJson root, VerihubsCode code, bool isRejection)
    {
        _root = root;
        _data = root.Section("data");
        _isRejection = isRejection;
        Code = code;
        _status = Place("liveness").EvidenceWord("liveness.status");
        _isDeepfake = Place("deepfake").EvidenceBoolean("deepfake") == true;
        Probability = Place("liveness").EvidenceNumber("liveness.probability", 0, 100);
        FaceCount = Place("nface").EvidenceNumber("nface", 0, int.MaxValue);
        if (!code.IsAboutPhoto)
        {
            Place("liveness").Expect("liveness.status");
            Place("liveness").Expect("liveness.probability");
        }
    }

    public VerihubsCode Code { get; }

    /// <summary>Gets the probability of a live person, in percent.</summary>
    public double? Probability { get; }

    public double? FaceCount { get; }

    public string? SessionId => Text("session_id") ?? Text("reference_id");

    public bool HasVerdict => _status is not null || _isDeepfake || Code.IsAboutPhoto;

    public bool HasUnknownWord => _status is not null && !IndicatesLive && !IndicatesNotLive;

    public bool IndicatesLive => _status is "true" or "live" or "real";

    /// <summary>Gets a value indicating whether Verihubs classified the photo as an attack.</summary>
    public bool IndicatesAttack => FlagsAttack && !_isRejection;

    private bool FlagsAttack => IndicatesNotLive || _isDeepfake || Code.Failures.HasFlag(VerihubsFailures.Liveness);

    private bool IndicatesNotLive => _status is "false" or "spoof" or "fake";

    /// <summary>Gets a value indicating whether a code or an inner status says that the call failed, although the response has more fields.</summary>
    private bool IndicatesFailure =>
        Text("error_code") is not (null or "" or "0")
        || Place("status_code").Number("status_code") is < 200 or >= 300
        || Place("status").Number("status") is < 200 or >= 300;

    /// <summary>Finds the object that has a field: the envelope, if there is one that has it, otherwise the root.</summary>
    public LenientJson Place(string field) => _data?.Has(field) == true ? _data : _root;

    /// <summary>Finds fields that contradict each other, or returns <see langword="null"/> if there are none.</summary>
    public string? FindContradiction()
    {
        if (s_evidence.FirstOrDefault(field => _data?.Has(field) == true && _root.Has(field)) is { } field)
        {
            return $"The response contains {field} twice, in the root and in data.";
        }

        if (_isRejection && FlagsAttack)
        {
            return "The HTTP status rejects the photo, but the response also flags an attack.";
        }

        if (!IndicatesLive)
        {
            return IndicatesNotLive && Probability >= LiveProbability ? "liveness.status says not live, but liveness.probability is not below 50." : null;
        }

        return Probability < LiveProbability ? "liveness.status says live, but liveness.probability is below 50."
            : IndicatesAttack ? "liveness.status says live, but the response also flags an attack."
            : !Code.IsAboutPhoto && IndicatesFailure ? "liveness.status says live, but the response also says that the call failed."
            : null;
    }

    private string? Text(string field) => Place(field).Text(field);
}
