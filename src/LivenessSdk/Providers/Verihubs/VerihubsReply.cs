namespace LivenessSdk;

/// <summary>Reads a reply of Verihubs, whose shape is not documented: fields stand in the root or in an object <c>data</c>, and everything may be a string.</summary>
internal sealed class VerihubsReply
{
    private const double LiveProbability = 50;

    private static readonly string[] s_evidence = ["liveness", "nface", "deepfake"];

    private readonly LenientJson _root;
    private readonly LenientJson? _data;
    private readonly string? _status;
    private readonly bool _isDeepfake;
    private readonly bool _isRefusal;

    /// <exception cref="LivenessException">A verdict, a flag or a score is of the wrong type or out of range.</exception>
    public VerihubsReply(LenientJson root, VerihubsCode code, bool isRefusal)
    {
        _root = root;
        _data = root.Section("data");
        _isRefusal = isRefusal;
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

    /// <summary>Gets how likely a live person is, in percent.</summary>
    public double? Probability { get; }

    public double? FaceCount { get; }

    public string? SessionId => Text("session_id") ?? Text("reference_id");

    public bool HasVerdict => _status is not null || _isDeepfake || Code.IsAboutPhoto;

    public bool HasUnknownWord => _status is not null && !IndicatesLive && !SaysNotLive;

    public bool IndicatesLive => _status is "true" or "live" or "real";

    /// <summary>Gets a value indicating whether Verihubs judged the photo, and took it for an attack.</summary>
    public bool SaysAttack => FlagsAttack && !_isRefusal;

    private bool FlagsAttack => SaysNotLive || _isDeepfake || Code.Failures.HasFlag(VerihubsFailures.Liveness);

    private bool SaysNotLive => _status is "false" or "spoof" or "fake";

    /// <summary>Gets a value indicating whether a code or an inner status says that the call failed, although the reply goes on.</summary>
    private bool SaysFailed =>
        Text("error_code") is not (null or "" or "0")
        || Place("status_code").Number("status_code") is < 200 or >= 300
        || Place("status").Number("status") is < 200 or >= 300;

    /// <summary>Finds where a field stands: in the envelope, if there is one that has it, else in the root.</summary>
    public LenientJson Place(string field) => _data?.Has(field) == true ? _data : _root;

    /// <summary>Specifies which fields contradict each other; null when none do.</summary>
    public string? FindContradiction()
    {
        if (s_evidence.FirstOrDefault(field => _data?.Has(field) == true && _root.Has(field)) is { } field)
        {
            return $"{field} stands in the reply twice, in the root and in data.";
        }

        if (_isRefusal && FlagsAttack)
        {
            return "The HTTP status refuses the photo, but the reply also flags an attack.";
        }

        if (!IndicatesLive)
        {
            return SaysNotLive && Probability >= LiveProbability ? "liveness.status says not live, but liveness.probability is not below 50." : null;
        }

        return Probability < LiveProbability ? "liveness.status says live, but liveness.probability is below 50."
            : SaysAttack ? "liveness.status says live, but the reply also flags an attack."
            : !Code.IsAboutPhoto && SaysFailed ? "liveness.status says live, but the reply also says that the call failed."
            : null;
    }

    private string? Text(string field) => Place(field).Text(field);
}
