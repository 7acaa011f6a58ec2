namespace LivenessSdk.Evaluation;

/// <summary>Represents the decision of a gate about a system.</summary>
public sealed class GateResult
{
    /// <summary>Gets the expression, as it was written.</summary>
    public required string Expression { get; init; }

    /// <summary>Gets the name of the system.</summary>
    public required string System { get; init; }

    /// <summary>Gets the decision.</summary>
    public required GateStatus Status { get; init; }

    /// <summary>Gets the value of the figure, or <see langword="null"/> if it does not exist.</summary>
    public double? Value { get; init; }

    /// <summary>Gets the species that decided, or <see langword="null"/> if the figure is not about a species.</summary>
    public string? Species { get; init; }

    /// <summary>Gets the reason why the gate could not decide, or <see langword="null"/> if it did.</summary>
    public string? Reason { get; init; }
}
