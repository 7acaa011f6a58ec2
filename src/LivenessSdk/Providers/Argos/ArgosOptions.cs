using System.Diagnostics;
using System.Text.Json.Serialization;

namespace LivenessSdk;

/// <summary>Represents the options of an Argos client.</summary>
/// <remarks>Argos: https://developers.argosidentity.com/en/verify/face_liveness/api</remarks>
public sealed class ArgosOptions : LivenessProviderOptions
{
    /// <summary>Initializes a new instance of the <see cref="ArgosOptions"/> class with the defaults of Argos.</summary>
    public ArgosOptions()
    {
        IndependenceGroup = "ID R&D"; // Its responses name that company's engine.
    }

    /// <summary>Gets or sets the key of the Argos project, sent as <c>x-api-key</c>.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string ApiKey { get; set; } = "";

    /// <summary>Gets or sets the score of Argos, above 1 and at most 100, at or above which a photo is live. The default is 50.</summary>
    /// <remarks>It is on Argos' scale of 0 to 100: a <see cref="LivenessResult.Score"/> of 0.5 is 50 here. Argos gives a score and no verdict, so the library applies this threshold; results have <see cref="VerdictSource.Threshold"/>.</remarks>
    public double LiveThreshold { get; set; } = 50;

    /// <inheritdoc />
    protected override IEnumerable<string> Validate()
    {
        foreach (string problem in CheckCredential(nameof(ApiKey), ApiKey))
        {
            yield return problem;
        }

        if (!(LiveThreshold > 0 && LiveThreshold <= 100))
        {
            yield return $"{nameof(LiveThreshold)} must be above 0 and at most 100.";
        }
        else if (LiveThreshold <= 1)
        {
            yield return $"{nameof(LiveThreshold)} is on Argos' scale of 0 to 100, on which 1 or less lets almost every attack pass. Write 50 for a Score of 0.5.";
        }
    }
}
