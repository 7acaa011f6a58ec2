using System.Globalization;

namespace LivenessSdk;

/// <summary>Represents what a response of Dojah says about the verdict, in whichever of its shapes it came.</summary>
/// <remarks>One shape has <c>liveness_check</c> and <c>liveness_probability</c>, the other <c>spoof</c> and the <c>confidence</c> in it. If one response has both, both must say live.</remarks>
internal sealed class DojahEvidence
{
    /// <summary>The percentage that Dojah documents: a live person is above it, not at it.</summary>
    public const double Threshold = 50;

    private readonly string? _checkWord;
    private readonly string? _spoofWord;
    private readonly bool? _check;
    private readonly bool? _spoof;
    private readonly double? _probability;
    private readonly double? _confidence;

    /// <exception cref="LivenessException">A verdict, a flag or a score is of the wrong type or out of range.</exception>
    public DojahEvidence(LenientJson json)
    {
        RecordMissing(json);
        _checkWord = json.EvidenceWord("entity.liveness.liveness_check");
        _spoofWord = json.EvidenceWord("entity.liveness.spoof");
        _check = ToFlag(_checkWord);
        _spoof = ToFlag(_spoofWord);
        _probability = json.EvidenceNumber("entity.liveness.liveness_probability", 0, 100);
        _confidence = _spoof is null ? null : json.EvidenceNumber("entity.liveness.confidence", 0, 100);
        bool? faceDetected = json.EvidenceBoolean("entity.face.face_detected");
        bool? detected = json.EvidenceBoolean("entity.face.detected");
        FaceDetected = faceDetected == false || detected == false ? false : faceDetected ?? detected;
        SeveralFaces = json.EvidenceBoolean("entity.face.multiface_detected");
    }

    public bool HasVerdict => _checkWord is not null || _spoofWord is not null;

    public bool HasUnknownWord => (_checkWord is not null && _check is null) || (_spoofWord is not null && _spoof is null);

    public bool IndicatesLive => (_check ?? !_spoof) == true;

    /// <summary>Gets a value indicating whether Dojah flags an attack. "Not live" about a photo without a face is no verdict.</summary>
    public bool IndicatesAttack => _spoof == true || (_check == false && FaceDetected != false);

    public bool? FaceDetected { get; }

    public bool? SeveralFaces { get; }

    /// <summary>Gets the probability of a live person, in percent.</summary>
    public double? LivePercent => _probability ?? (_spoof == true ? 100 - _confidence : _confidence);

    /// <summary>Gets Dojah's own number behind <see cref="LivePercent"/>.</summary>
    public double? RawScore => _probability ?? _confidence;

    /// <summary>Finds fields that contradict each other, or returns <see langword="null"/> if there are none.</summary>
    public string? FindContradiction()
    {
        if (_check is not null && _check == _spoof)
        {
            return "liveness_check and spoof contradict each other.";
        }

        if ((_check ?? !_spoof) is { } live && _probability is { } probability && live != probability > Threshold)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Dojah says {(live ? "live" : "not live")}, but its liveness_probability {probability} is {(live ? "not " : "")}above {Threshold}.");
        }

        if (_confidence is { } confidence && confidence <= Threshold)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The confidence in spoof is {confidence}, not above {Threshold}.");
        }

        return _check is null && _spoof == false && _confidence is null
            ? "spoof is false, but the confidence that belongs to it is missing."
            : null;
    }

    private static void RecordMissing(LenientJson json)
    {
        bool isOtherShape = json.Has("entity.liveness.spoof");
        json.Expect(isOtherShape ? "entity.liveness.confidence" : "entity.liveness.liveness_check");
        json.Expect(isOtherShape ? "entity.face.detected" : "entity.face.face_detected");
        if (!isOtherShape)
        {
            json.Expect("entity.liveness.liveness_probability");
            json.Expect("entity.face.multiface_detected");
        }
    }

    private static bool? ToFlag(string? word) => word switch { "true" => true, "false" => false, _ => null };
}
