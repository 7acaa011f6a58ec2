namespace LivenessSdk;

/// <summary>Represents the five flags of a request to Verihubs. All are always sent, so that a change of the vendor's defaults changes nothing.</summary>
internal sealed class VerihubsFlags
{
    private readonly bool _computeQuality;
    private readonly bool _computeAttributes;
    private readonly bool _validateQuality;
    private readonly bool _validateAttributes;
    private readonly bool _validateFaceCount;

    /// <summary>Combines the client's flags with those of the request, which take precedence.</summary>
    public VerihubsFlags(VerihubsOptions options, VerihubsParameters? parameters = null)
    {
        _computeQuality = parameters?.ComputeQuality ?? options.ComputeQuality;
        _computeAttributes = parameters?.ComputeAttributes ?? options.ComputeAttributes;
        _validateQuality = parameters?.ValidateQuality ?? options.ValidateQuality;
        _validateAttributes = parameters?.ValidateAttributes ?? options.ValidateAttributes;
        _validateFaceCount = parameters?.ValidateFaceCount ?? options.ValidateFaceCount;
    }

    /// <summary>Finds flags that need another flag; Verihubs would reject the request.</summary>
    public IEnumerable<string> FindProblems()
    {
        if (_validateQuality && !_computeQuality)
        {
            yield return Explain(nameof(VerihubsOptions.ValidateQuality), nameof(VerihubsOptions.ComputeQuality));
        }

        if (_validateAttributes && !_computeAttributes)
        {
            yield return Explain(nameof(VerihubsOptions.ValidateAttributes), nameof(VerihubsOptions.ComputeAttributes));
        }
    }

    /// <summary>Returns the flags as members of a JSON object.</summary>
    public override string ToString() =>
        $"\"is_quality\":{Json(_computeQuality)},\"is_attribute\":{Json(_computeAttributes)},"
        + $"\"validate_quality\":{Json(_validateQuality)},\"validate_attribute\":{Json(_validateAttributes)},"
        + $"\"validate_nface\":{Json(_validateFaceCount)}";

    private static string Json(bool value) => value ? "true" : "false";

    private static string Explain(string validate, string compute) =>
        $"{validate} needs {compute}. Set both to true, or {validate} to false.";
}
