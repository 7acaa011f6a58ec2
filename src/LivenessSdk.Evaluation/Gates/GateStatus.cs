using System.Text.Json.Serialization;

namespace LivenessSdk.Evaluation;

/// <summary>Specifies the decision of a gate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateStatus>))]
public enum GateStatus
{
    /// <summary>The gate could not decide: too many checks were not evaluated, or the figure does not exist.</summary>
    Undecided = 0,

    /// <summary>The expression is true: the evaluation fails.</summary>
    Failed,

    /// <summary>The expression is false: the evaluation passes.</summary>
    Passed,
}
